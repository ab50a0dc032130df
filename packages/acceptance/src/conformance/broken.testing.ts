// Stores that break one promise each. The suite must notice: `bites.slow.test.ts` runs this file.

import { Taken } from '@dure/kernel/ports';
import type { Changes, Store, Turn } from '@dure/kernel/ports';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import { storeConformance } from '@dure/testing/conformance';

type Breaking = (store: Store) => Partial<Store>;

const rewriting =
  (rewrite: (changes: Changes, turn: Turn) => Changes): Breaking =>
  (store) => ({
    turn: (partition, work) =>
      store.turn(partition, (turn) =>
        work({
          head: turn.head,
          read: (reads) => turn.read(reads),
          write: (changes) => turn.write(rewrite(changes, turn)),
        }),
      ),
  });

/** Looks without the lock, and takes it only to write. */
const sideBySide: Breaking = (store) => ({
  turn: async (partition, work) => {
    const written: Changes[] = [];
    const head = await store.head(partition);
    const write = async (changes: Changes) => void written.push(changes);
    const result = await work({ head, read: (reads) => store.read(reads), write });
    for (const changes of written) {
      await store.turn(partition, (turn) => {
        const first = turn.head.sequence + 1;
        const append = changes.append.map((one, at) => ({ ...one, sequence: first + at }));
        return turn.write({ ...changes, append });
      });
    }
    return result;
  },
});

const withoutFailure: Breaking = (store) => ({
  turn: async (partition, work) => {
    const failures: unknown[] = [];
    const result = await store.turn(partition, (turn) =>
      work(turn).catch((error: unknown) => void failures.push(error)),
    );
    for (const failure of failures) throw failure;
    // What the work gave is given on, unless it failed.
    return result as Awaited<ReturnType<typeof work>>;
  },
});

const faults: { readonly [name: string]: Breaking } = {
  none: () => ({}),
  'runs turns side by side': sideBySide,
  'writes although the work failed': withoutFailure,
  'forgets the facts': rewriting((changes) => ({ ...changes, facts: {} })),
  'keeps facts that are not given': rewriting((changes, { head }) => ({
    ...changes,
    facts: { ...head.facts, ...changes.facts },
  })),
  'takes away nothing': rewriting((changes) => ({ ...changes, remove: [] })),
  'inserts over what is there': rewriting((changes) => ({
    ...changes,
    insert: [],
    put: [...changes.insert, ...changes.put],
  })),
  'keeps quiet about what is taken': (store) => ({
    turn: (partition, work) =>
      store.turn(partition, work).catch((error: unknown) => {
        if (error instanceof Taken) return undefined as never;
        throw error;
      }),
  }),
  'reads the log from a record too early': (store) => ({
    readLog: (partition, after, limit) => store.readLog(partition, after - 1, limit),
  }),
  'shows no more than ten records': (store) => ({
    readLog: (partition, after, limit) => store.readLog(partition, after, Math.min(limit, 10)),
  }),
  'is late by a millisecond': (store) => ({
    due: (partition, collection, until, limit) =>
      store.due(partition, collection, until - 1, limit),
  }),
  'shows what is due in any partition': (store) => ({
    due: (_partition, collection, until, limit) => store.due(0, collection, until, limit),
  }),
  'lists the last item again': (store) => ({
    list: (collection, afterId, limit) => store.list(collection, afterId.slice(0, -1), limit),
  }),
  'counts a page for the total': (store) => ({
    query: async (query) => {
      const { rows } = await store.query(query);
      return { rows, total: rows.length };
    },
  }),
  'takes numbers for texts': (store) => ({
    query: (query) =>
      store.query({
        ...query,
        filters: query.filters.map((one) => ({ ...one, value: String(one.value) })),
      }),
  }),
  'ignores one of several filters': (store) => ({
    query: (query) => store.query({ ...query, filters: query.filters.slice(0, 1) }),
  }),
  'begins each page anew': (store) => ({
    query: (query) => store.query({ ...query, after: undefined }),
  }),
  'counts on behind the bound': (store) => ({
    query: (query) => store.query({ ...query, countMax: undefined }),
  }),
  'does not look at the limit of a trail': (store) => ({
    trail: (caseId, _limit, after) => store.trail(caseId, 1_000, after),
  }),
  'begins a trail anew each time': (store) => ({
    trail: (caseId, limit) => store.trail(caseId, limit),
  }),
  'takes another id each time it is opened': () => ({ identity: { logId: `${Math.random()}` } }),
  'has the id of every other': () => ({ identity: { logId: 'log' } }),
  'reads on after it was closed': () => ({ close: async () => {} }),
};

const fault = faults[process.env['FAULT'] ?? 'none'];
if (!fault) throw new Error('There is no such fault.');

/** Everything as in the store in memory, but for what is broken. */
const broken = (disk: MemoryDisk): Store => {
  const store = memoryStore(disk);
  const sound: Store = {
    partitions: store.partitions,
    identity: store.identity,
    turn: (partition, work) => store.turn(partition, work),
    readLog: (...asked) => store.readLog(...asked),
    head: (partition) => store.head(partition),
    read: (reads) => store.read(reads),
    due: (...asked) => store.due(...asked),
    nextDue: (...asked) => store.nextDue(...asked),
    list: (...asked) => store.list(...asked),
    count: (...asked) => store.count(...asked),
    query: (query) => store.query(query),
    trail: (...asked) => store.trail(...asked),
    close: () => store.close(),
  };
  return { ...sound, ...fault(sound) };
};

storeConformance('a broken store', { reopens: true, shared: true, partitions: [2] }, () => {
  const disk = memoryDisk({ partitions: 2 });
  return { open: () => broken(disk), again: () => broken(disk) };
});
