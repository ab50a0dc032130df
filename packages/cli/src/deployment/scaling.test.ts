// Replicas that come and go, as their internal ports say how far they are behind.

import { deepEqual } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lag } from '@dure/kernel';
import { deploymentOf } from './deployment.ts';
import { nameOfReplica } from './replicas.ts';
import type { Replica } from './replicas.ts';
import { JUDGE_MS } from './scaler.ts';
import { lookIn, startScaling } from './scaling.ts';

/** Longer than a process that has little to do is waited for. */
const LATE_MS = 2_200;

const lagOf = (partition: number, seen: number, behind: number): Lag => ({
  source: 'place',
  partition,
  seen,
  behind,
});

const figures = (...lag: readonly Lag[]) => ({
  lag,
  sagas: {},
  deadlines: {},
  breakersOpen: [],
  overdueMs: 0,
  generations: {},
});

describe('What the replicas of a context say together', () => {
  it('is what the one says that follows a partition, of each partition', () => {
    const first = { figures: figures(lagOf(0, 90, 10), lagOf(1, 5, 195)), atMs: 4 };
    const second = { figures: figures(lagOf(0, 20, 80), lagOf(1, 150, 50)), atMs: 10 };
    deepEqual(lookIn([first, second]), { atMs: 7, ready: 2, lag: 60, consumed: 240 });
  });

  it('is nothing where none of them answers', () => {
    deepEqual(lookIn([]), { atMs: 0, ready: 0, lag: 0, consumed: 0 });
  });
});

describe('Replicas by lag', () => {
  const open = new Map<string, Server>();
  const atOnce = (): Promise<void> => Promise.resolve();
  let behind = 0;
  let seen = 0;

  /** It stands for a process: only its port answers, with what the test has decided, and when. */
  const begin = async ({ url }: Replica, before = atOnce): Promise<void> => {
    const server = createServer((_, reply) => {
      seen += 10;
      reply.setHeader('content-type', 'application/json');
      const answer = JSON.stringify(figures(lagOf(0, seen, behind)));
      void before().then(() => reply.end(answer));
    });
    open.set(url, server);
    await once(server.listen(Number(new URL(url).port), '127.0.0.1'), 'listening');
  };
  const end = async ({ url }: Replica): Promise<void> => {
    const server = open.get(url);
    server?.close();
    server?.closeAllConnections();
    open.delete(url);
    if (server) await once(server, 'close');
  };
  after(() => open.forEach((server) => server.close()));

  const freeUrl = async (): Promise<string> => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo; // It listens on a port.
    server.close();
    await once(server, 'close');
    return `http://127.0.0.1:${port}`;
  };

  const scaled = async () => {
    const environment = { DURE_SECRET: 'x'.repeat(48), DURE_STORE: 'postgres://dure@db/dure' };
    const folder = import.meta.dirname;
    const wanted = { file: undefined, data: '', folder, environment, businesses: ['lodging'] };
    const [found] = (await deploymentOf(wanted)).parts;
    if (!found) throw new Error('lodging has contexts');
    const part = { ...found, replicas: 1, replicasMax: 2 };
    const replicas = [0, 1].map(async (of) => ({ part, of, url: await freeUrl() }));
    return { environment, name: part.name, replicas: await Promise.all(replicas) };
  };

  it('come while a context is behind, and go when it has caught up', async () => {
    const { environment, name, replicas } = await scaled();
    const [first] = replicas;
    if (first) await begin(first);
    behind = 1_000;
    const happened: string[] = [];
    const isOver = Promise.withResolvers<void>();
    let atMs = 0;
    const stop = startScaling({
      replicas,
      environment,
      add: (replica) => {
        happened.push(`${nameOfReplica(replica)} comes`);
        behind = 0;
        void begin(replica);
      },
      retire: async (replica) => {
        happened.push(`${nameOfReplica(replica)} goes`);
        await end(replica);
        isOver.resolve();
      },
      say: ({ en }) => happened.push(en),
      pace: { everyMs: 2, now: () => (atMs += 2_000) },
    });
    await isOver.promise;
    await stop();
    deepEqual(happened, [
      `${name} is 1000 records behind: 2 processes from now on (of at most 2)`,
      `${name}/1 comes`,
      `${name} has caught up: 1 process from now on`,
      `${name}/1 goes`,
    ]);
  });

  it('come also where the one that is there has too much to do to answer soon', async () => {
    const { environment, name, replicas } = await scaled();
    const [first] = replicas;
    const happened: string[] = [];
    const isOver = Promise.withResolvers<void>();
    let asked = 0;
    const before = async (): Promise<void> => {
      asked += 1;
      if (asked > 3) isOver.resolve();
      if (asked > 1) await sleep(LATE_MS);
    };
    if (first) await begin(first, before);
    behind = 1_000;
    let atMs = 0;
    const stop = startScaling({
      replicas,
      environment,
      add: (replica) => {
        happened.push(`${nameOfReplica(replica)} comes`);
        isOver.resolve();
      },
      retire: end,
      say: () => {},
      pace: { everyMs: 2, now: () => (atMs += 2 * JUDGE_MS) },
    });
    await isOver.promise;
    await stop();
    deepEqual(happened, [`${name}/1 comes`]);
  });
});
