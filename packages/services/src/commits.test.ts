// Where a log ends, for all who follow it from other processes.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommitNotice } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { append } from '@dure/testing/conformance';
import { Commits } from './commits.ts';
import { servedLog } from './served-log.ts';

type Listener = (notice: CommitNotice) => void;

/** Commits a record; returns where it stands. */
const commit = async (store: Store): Promise<number> => {
  await append(store, 1);
  return (await store.head(0)).sequence;
};

/** A log of which two replicas commit, and what the first of them hears, when it is told. */
const openTwo = () => {
  const disk = memoryDisk({ partitions: 1 });
  const [here, there] = [memoryStore(disk), memoryStore(disk)];
  const seen = { heads: 0, held: Promise.resolve() };
  const told: { own?: Listener; moved?: (partition: number) => void } = {};
  const kernel = {
    ...servedLog(here),
    head: async (partition: number) => {
      const head = await here.head(partition);
      seen.heads += 1;
      await seen.held;
      return head;
    },
    listen: (listener: Listener) => {
      told.own = listener;
      return () => {};
    },
  };
  const follow = (moved: (partition: number) => void) => {
    told.moved = moved;
    return () => {};
  };
  const readLog = here.readLog.bind(here);
  const log = { readLog, look: () => readLog(0, 0, 1) };
  const commits = new Commits({ kernel, store: { follow }, ...log }, () => {});
  commits.start();
  const tellOwn = async (sequence: number): Promise<void> => {
    const [record] = await here.readLog(0, sequence - 1, 1);
    const notice = { is: 'record', context: 'orders', record: { ...record, partition: 0 } };
    // The kernel's own notices are these.
    told.own?.(notice as CommitNotice);
  };
  return { here, there, seen, commits, tellOwn, tellMoved: () => told.moved?.(0) };
};

describe('The end of a log that is followed from other processes', () => {
  it('is looked up once for all of them, and not at all for own commits', async () => {
    const { here, seen, commits, tellOwn } = openTwo();
    deepEqual(await Promise.all([commits.end(0), commits.end(0)]), [0, 0]);
    equal(seen.heads, 1);
    await tellOwn(await commit(here));
    equal(await commits.end(0), 1);
    equal(seen.heads, 1);
  });

  it('is no own commit where another replica was heard of before it', async () => {
    const { here, there, commits, tellOwn, tellMoved } = openTwo();
    const own = await commit(here);
    await commit(there);
    tellMoved();
    await tellOwn(own);
    equal(await commits.end(0), 2);
  });

  it('is looked up again where another replica commits meanwhile', async () => {
    const { there, seen, commits, tellMoved } = openTwo();
    tellMoved();
    const gate = Promise.withResolvers<void>();
    seen.held = gate.promise;
    const before = commits.end(0);
    while (seen.heads === 0) await new Promise(setImmediate);
    await commit(there);
    tellMoved();
    const after = commits.end(0);
    gate.resolve();
    deepEqual(await Promise.all([before, after]), [0, 1]);
    equal(await commits.end(0), 1);
    equal(seen.heads, 2);
  });
});
