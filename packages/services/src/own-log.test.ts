// The log of a context in its own process: what it has just committed is known there.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import type { Store } from '@dure/kernel/ports';
import { reachBusiness } from './remote-host.ts';
import { runService } from './service.ts';
import type { Carried } from './carrier.ts';
import type { ContextServer } from './service.ts';
import { secretOf, Signer } from './tokens.ts';

const PARTITIONS = 1;
const secret = secretOf('a secret of these tests, long enough');
const owner = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } } as const;
const system = { ...Lodging, contexts: Lodging.contexts.filter(({ name }) => name === 'place') };
const fields = { placeNm: '한옥', ownerId: 'owner-1', pricePerNight: 5_000 };
const command = { type: 'RegisterPlace', ...fields, instantConfirmation: true };

describe('The log of a context that another process or a broker carries on', () => {
  let service: ContextServer;
  let carried: Carried | undefined;
  let reads = 0;
  const moved: number[] = [];

  before(async () => {
    const store = memoryStore(memoryDisk({ partitions: PARTITIONS }));
    const readLog: Store['readLog'] = (...asked) => {
      reads += 1;
      return store.readLog(...asked);
    };
    const counted: Store = {
      partitions: PARTITIONS,
      identity: store.identity,
      turn: (partition, work) => store.turn(partition, work),
      readLog,
      head: (...of) => store.head(...of),
      read: (...of) => store.read(...of),
      due: (...of) => store.due(...of),
      nextDue: (...of) => store.nextDue(...of),
      list: (...of) => store.list(...of),
      count: (...of) => store.count(...of),
      query: (...of) => store.query(...of),
      trail: (...of) => store.trail(...of),
      follow: () => () => {},
      close: () => store.close(),
    };
    service = await runService({
      system,
      runs: ['place'],
      storeOf: () => counted,
      addresses: {},
      partitions: PARTITIONS,
      secret,
      listen: { host: '127.0.0.1', port: 0 },
      noticeMs: 0,
      limits: { safetyPollMs: 600_000 },
      carrierOf: (given) => {
        carried = given;
        const ended = () => Promise.resolve();
        return { feed: given.own, moved: (partition) => void moved.push(partition), stop: ended };
      },
    });
  });
  after(() => service.close());

  it('is read there and streamed from there without another look at the store', async () => {
    const addresses = { place: [service.url] };
    const signer = new Signer(secret, 'gateway');
    const host = await reachBusiness({ system, addresses, partitions: PARTITIONS, signer });
    const streamed: string[] = [];
    host.listen(({ record }) => void streamed.push(record.type));
    ok((await host.issue({ command, by: owner, key: 'first' })).is === 'done');
    const { sequence } = (await service.kernels.get('place')?.head(0)) ?? { sequence: 0 };
    const readBefore = reads;
    for (const key of ['second', 'third']) {
      ok((await host.issue({ command, by: owner, key })).is === 'done');
    }
    const records = (await carried?.readLog(0, sequence, 10)) ?? [];
    const types = records.map(({ type }) => type);
    deepEqual(new Set(types), new Set(['PlaceRegistered']));
    equal(moved.length, sequence + records.length);
    while (streamed.length < sequence + records.length) await new Promise(setImmediate);
    equal(reads, readBefore);
    await host.stop();
  });
});
