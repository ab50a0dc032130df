import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { openSqliteStore } from '@dure/store-sqlite';
import { append, feedConformance, record } from '@dure/testing/conformance';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { LogFeed } from './log-feed.ts';

const feedOver = (stores: ReadonlyMap<string, Store>) => {
  const feed = new LogFeed(stores, () => performance.now());
  return {
    feed,
    told: (...committed: Parameters<LogFeed['committed']>) => feed.committed(...committed),
  };
};

feedConformance('the embedded feed', feedOver, () => {
  const disk = memoryDisk({ partitions: 2 });
  const open = () => memoryStore(disk);
  return { open, again: open };
});

const folder = mkdtempSync(join(tmpdir(), 'dure-feed-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

// What one store has committed, a feed over the other one delivers without another commit.
feedConformance(
  'the embedded feed over one SQLite file that two stores have open',
  feedOver,
  () => {
    const file = join(folder, `log-${(files += 1)}.db`);
    return {
      open: () => openSqliteStore({ file, partitions: 2 }),
      again: () => openSqliteStore({ file }),
    };
  },
);

/** Commits a record; returns it. */
const commit = async (store: Store): Promise<LogRecord> => {
  await append(store, 1);
  return record((await store.head(0)).sequence);
};

const sequencesOf = (records: readonly LogRecord[] = []): readonly number[] =>
  records.map(({ sequence }) => sequence);

/** A log that two processes write, and the feed of the first one, with a clock that stands. */
const openTwo = () => {
  const disk = memoryDisk({ partitions: 1 });
  const [here, there] = [memoryStore(disk), memoryStore(disk)];
  const seen = { reads: 0, held: Promise.resolve(), now: 0 };
  const readLog: Store['readLog'] = async (...asked) => {
    const records = await here.readLog(...asked);
    seen.reads += 1;
    await seen.held;
    return records;
  };
  const looked = new Proxy<Store>(here, {
    get: (target, key: keyof Store) => {
      if (key === 'readLog') return readLog;
      const value: unknown = target[key];
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const feed = new LogFeed(new Map([['orders', looked]]), () => seen.now);
  const read = async (from: number): Promise<readonly number[]> =>
    sequencesOf((await feed.read('orders', 0, from, 10))?.records);
  return { here, there, feed, read, seen };
};

describe('The embedded feed of a log that another process writes as well', () => {
  it('looks again where it is told of more while it finds nothing', async () => {
    const { here, there, feed, read, seen } = openTwo();
    feed.committed('orders', 0, await commit(here));
    seen.now = 60_000;
    const gate = Promise.withResolvers<void>();
    seen.held = gate.promise;
    const nothing = read(1);
    while (seen.reads === 0) await new Promise(setImmediate);
    await commit(there);
    feed.moved('orders', 0);
    gate.resolve();
    deepEqual(await nothing, []);
    deepEqual(await read(1), [2]);
  });

  it('looks for what it was told of before it hears of its own commit', async () => {
    const { here, there, feed, read } = openTwo();
    const own = await commit(here);
    await commit(there);
    feed.moved('orders', 0);
    feed.committed('orders', 0, own);
    deepEqual(await read(1), [2]);
  });

  it('looks for what lies behind its own commit that it hears of late', async () => {
    const { here, there, feed, read } = openTwo();
    feed.committed('orders', 0, await commit(here));
    const own = await commit(here);
    await commit(there);
    feed.moved('orders', 0);
    deepEqual(await read(1), [2, 3]);
    feed.committed('orders', 0, own);
    deepEqual(await read(1), [2]);
    deepEqual(await read(2), [3]);
  });

  it('gives from memory what goes as far as was heard elsewhere, and else looks', async () => {
    const { here, there, feed, seen } = openTwo();
    feed.committed('orders', 0, await commit(here));
    const look = async (from: number, heardTo: number): Promise<readonly number[]> =>
      sequencesOf(await feed.look('orders', 0, { after: from, limit: 10, heardTo }));
    deepEqual(await look(0, 1), [1]);
    equal(seen.reads, 0);
    await commit(there);
    deepEqual(await look(0, 2), [1, 2]);
    deepEqual(await look(1, 1), [2]);
    equal(seen.reads, 2);
  });
});
