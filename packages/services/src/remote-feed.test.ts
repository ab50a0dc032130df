// The log of a context in another process, as a consumer follows it: real HTTP, and no request for
// what is known already.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import type { Store } from '@dure/kernel/ports';
import { Client } from './client.ts';
import type { Ask } from './client.ts';
import { RemoteFeed } from './remote-feed.ts';
import { freePort } from './free-port.ts';
import { runService } from './service.ts';
import type { ContextServer } from './service.ts';
import { secretOf, Signer } from './tokens.ts';

const PARTITIONS = 2;
const ORDERS = 12;
const SOON_MS = 20_000;
const secret = secretOf('a secret of these tests, long enough');
const owner = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } } as const;

class Counting extends Client {
  reads = 0;
  /** Those that are not answered yet. */
  open = 0;
  /** What a page that was read waits for before it comes. */
  held: Promise<void> | undefined;

  override async ask<T>(asked: Ask): Promise<T> {
    if (asked.method !== 'readLog') return super.ask(asked);
    this.reads += 1;
    this.open += 1;
    const page = await super.ask<T>(asked).finally(() => (this.open -= 1));
    await this.held;
    return page;
  }
}

/** Reads a partition until there is no more each time that it is woken, as a consumer does. */
const follow = (feed: RemoteFeed, partition: number) => {
  const seen = { sequences: [] as number[], wakes: 0 };
  let isAwake = false;
  let isCalled = false;
  const read = async (): Promise<number> => {
    const page = await feed.read('place', partition, seen.sequences.length, 100);
    seen.sequences.push(...(page?.records ?? []).map(({ sequence }) => sequence));
    return page?.records.length ?? 0;
  };
  const drain = async (): Promise<void> => {
    while (isCalled) {
      isCalled = false;
      while ((await read()) > 0);
    }
    isAwake = false;
  };
  const wake = (): void => {
    seen.wakes += 1;
    isCalled = true;
    if (isAwake) return;
    isAwake = true;
    void drain();
  };
  const leave = feed.follow('place', partition, wake);
  wake();
  return Object.assign(seen, { leave });
};

/** How often a store was asked for its log, and for the end of it. */
const asked = { readLog: 0, head: 0 };

/** That another process commits, it would tell; here there is none. */
const counted = (store: Store): Store =>
  new Proxy(store, {
    get: (target, key: keyof Store) => {
      if (key === 'follow') return () => () => {};
      if (key === 'readLog' || key === 'head') asked[key] += 1;
      const value: unknown = target[key];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

type Followed = ReturnType<typeof follow>;

const lengthOf = (of: readonly Followed[]): number =>
  of.reduce((sum, { sequences }) => sum + sequences.length, 0);

describe('The log of a context in another process', () => {
  let service: ContextServer;
  let feed: RemoteFeed;
  let client: Counting;

  const place = async (key: string): Promise<void> => {
    const fields = { placeNm: '한옥', ownerId: 'owner-1', pricePerNight: 5_000 };
    const command = { type: 'RegisterPlace', ...fields, instantConfirmation: true };
    const outcome = await service.kernels.get('place')?.issue({ command, by: owner, key });
    equal(outcome?.is, 'done');
  };

  const endOf = async (partition: number): Promise<number> =>
    (await feed.end('place', partition))?.sequence ?? -1;

  before(async () => {
    const port = await freePort();
    service = await runService({
      system: { ...Lodging, contexts: Lodging.contexts.filter(({ name }) => name === 'place') },
      runs: ['place'],
      addresses: {},
      listen: { host: '127.0.0.1', port },
      storeOf: () => counted(memoryStore(memoryDisk({ partitions: PARTITIONS }))),
      partitions: PARTITIONS,
      limits: { safetyPollMs: 600_000 },
      secret,
      report: () => {},
    });
    const url = `http://127.0.0.1:${port}`;
    const signer = new Signer(secret, 'lodging/tests');
    client = new Counting({ business: 'lodging', context: 'place' }, [url], signer);
    feed = new RemoteFeed(new Map([['place', client]]), PARTITIONS);
  });
  after(async () => {
    feed.stop();
    await client.close();
    await service.close();
  });

  /** All partitions, or those that are waited for, read to the end that each has now. */
  const untilRead = async (followed: readonly Followed[]): Promise<void> => {
    const until = Date.now() + SOON_MS;
    for (const [partition, { sequences }] of followed.entries()) {
      while (sequences.length < (await endOf(partition))) {
        ok(Date.now() < until, `Of partition ${partition} only ${sequences.length} came.`);
        await sleep(5);
      }
    }
  };

  it('is read whole, and not once more to hear that there is nothing more', async () => {
    const followed = [0, 1].map((partition) => follow(feed, partition));
    for (let of = 0; of < ORDERS; of += 1) {
      await place(`order-${of}`);
      await untilRead(followed);
    }
    for (const { sequences } of followed) {
      deepEqual(
        sequences,
        sequences.map((_, at) => at + 1),
      );
    }
    const wakes = followed.reduce((sum, of) => sum + of.wakes, 0);
    ok(wakes >= ORDERS, `woken ${wakes} times`);
    ok(client.reads <= wakes, `${client.reads} requests, woken ${wakes} times`);
    for (const { leave } of followed) leave();
  });

  it('is read further where it moves while a page of it is on its way', async () => {
    const followed = [0, 1].map((partition) => follow(feed, partition));
    await place('before');
    await untilRead(followed);
    const gate = Promise.withResolvers<void>();
    client.held = gate.promise;
    // So many that each partition has some: the first page of each is on its way meanwhile.
    for (let of = 0; of < ORDERS; of += 1) await place(`meanwhile-${of}`);
    const until = Date.now() + SOON_MS;
    while (followed.some(({ wakes }) => wakes < 3) && Date.now() < until) await sleep(5);
    gate.resolve();
    await untilRead(followed);
    for (const { leave } of followed) leave();
  });

  it('is handed on from memory to all who follow it', async () => {
    const feeds = [0, 1].map(() => new RemoteFeed(new Map([['place', client]]), PARTITIONS));
    const followed = feeds.map((of) => [0, 1].map((number) => follow(of, number)));
    const until = Date.now() + SOON_MS;
    // The streams have begun, and what they have woken is read.
    const isBegun = (): boolean => followed.flat().every(({ wakes }) => wakes > 1);
    while ((!isBegun() || client.open > 0) && Date.now() < until) await sleep(5);
    for (const of of followed) await untilRead(of);
    const before = asked.readLog + asked.head;
    for (let of = 0; of < ORDERS; of += 1) {
      const lengths = followed.map(lengthOf);
      await place(`in-memory-${of}`);
      while (followed.some((some, at) => lengthOf(some) === lengths[at])) {
        ok(Date.now() < until, `${lengths.join()} and no more`);
        await sleep(5);
      }
    }
    // Each of them would ask for each record, and for where it is. One that stood still may ask.
    const times = asked.readLog + asked.head - before;
    for (const of of feeds) of.stop();
    ok(times < ORDERS / 2, `asked ${times} times`);
  });

  it('is asked for each time by whoever does not follow it', async () => {
    const other = new RemoteFeed(new Map([['place', client]]), PARTITIONS);
    const end = await endOf(0);
    const before = client.reads;
    for (let time = 0; time < 3; time += 1) await other.read('place', 0, end, 10);
    equal(client.reads - before, 3);
    other.stop();
  });
});
