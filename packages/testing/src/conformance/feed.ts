// What every feed promises of the logs that it shows.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Feed, LogRecord, Store } from '@dure/kernel/ports';
import { append, inPlace, sequencesOf } from './place.ts';
import type { OpenFresh } from './place.ts';

/** A feed over the stores of contexts, by name. */
export type OpenFeed = (stores: ReadonlyMap<string, Store>) => OpenedFeed | Promise<OpenedFeed>;

export type OpenedFeed = {
  readonly feed: Feed;
  /** Tells the feed of a record that was committed, for one that has to be told. */
  readonly told?: (source: string, partition: number, record: LogRecord) => void;
  readonly close?: () => void | Promise<void>;
};

type Scene = {
  readonly store: Store;
  readonly again: () => Promise<Store>;
  readonly opened: OpenedFeed;
};

const SOURCE = 'orders';

/** Adds the tests of the port `Feed` for one adapter, on top of a store. */
export const feedConformance = (name: string, openFeed: OpenFeed, openFresh: OpenFresh): void => {
  const fact = (words: string, test: (scene: Scene) => Promise<void>): void =>
    void it(words, () =>
      inPlace(openFresh, 2, async ({ store, again }) => {
        const opened = await openFeed(new Map([[SOURCE, store]]));
        await test({ store, again, opened });
        await opened.close?.();
      }),
    );
  describe(name, () => {
    readFacts(fact);
    endFacts(fact);
    toldByNobodyFacts(fact);
    followFacts(fact);
  });
};

/** Commits records, and tells the feed of them as the kernel does. */
const commit = async ({ store, opened }: Scene, count: number, partition = 0): Promise<void> => {
  const { sequence } = await store.head(partition);
  await append(store, count, partition);
  for (const record of await store.readLog(partition, sequence, count)) {
    opened.told?.(SOURCE, partition, record);
  }
};

// The port has its arguments in this order.
// oxlint-disable-next-line max-params
const readIn = async (
  feed: Feed,
  partition: number,
  after: number,
  limit: number,
): Promise<readonly LogRecord[]> => {
  const page = await feed.read(SOURCE, partition, after, limit);
  assert.ok(page, 'The source runs.');
  return page.records;
};

type Fact = (words: string, test: (scene: Scene) => Promise<void>) => void;

const numbers = (from: number, until: number): readonly number[] =>
  Array.from({ length: until - from + 1 }, (_, index) => from + index);

/** A broker may take a heartbeat or two until it gives out its partitions. */
const SOON_MS = 30_000;

/** A feed may know of a record late, but not never. */
const soon = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = performance.now() + SOON_MS;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `It has taken more than ${SOON_MS} ms.`);
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
};

const readFacts = (it: Fact): void => {
  it('knows the partitions of its sources', async ({ opened: { feed } }) => {
    assert.equal(feed.partitionsOf(SOURCE), 2);
    assert.equal(feed.partitionsOf('nobody'), 0);
    assert.equal(await feed.read('nobody', 0, 0, 10), undefined);
    assert.equal(await feed.end('nobody', 0), undefined);
    assert.deepEqual(await readIn(feed, 0, 0, 10), []);
  });

  it('shows what was committed, in order and whole', async (scene) => {
    const { store, opened } = scene;
    await commit(scene, 3);
    await soon(async () => (await readIn(opened.feed, 0, 0, 10)).length === 3);
    assert.deepEqual(await readIn(opened.feed, 0, 0, 10), await store.readLog(0, 0, 10));
  });

  it('reads after any sequence without a gap, at most so many', async (scene) => {
    const { feed } = scene.opened;
    for (let turn = 0; turn < 5; turn += 1) await commit(scene, 4);
    await soon(async () => (await readIn(feed, 0, 19, 1)).length === 1);
    for (let after = 0; after <= 21; after += 1) {
      const read = sequencesOf(await readIn(feed, 0, after, 6));
      assert.deepEqual(read, numbers(after + 1, Math.min(20, after + 6)));
    }
  });

  it('keeps partitions apart', async (scene) => {
    const { feed } = scene.opened;
    await commit(scene, 2, 0);
    await commit(scene, 5, 1);
    await soon(async () => (await readIn(feed, 1, 0, 10)).length === 5);
    assert.deepEqual(sequencesOf(await readIn(feed, 0, 0, 10)), [1, 2]);
  });

  it('has the old records too, however many there are', async (scene) => {
    const { feed } = scene.opened;
    const count = 6_000;
    for (let turn = 0; turn < 6; turn += 1) await commit(scene, count / 6);
    await soon(async () => (await readIn(feed, 0, count - 1, 10)).length === 1);
    const seen: number[] = [];
    for (let page = await readIn(feed, 0, 0, 700); page.length > 0;) {
      assert.ok(seen.length <= count);
      seen.push(...sequencesOf(page));
      page = await readIn(feed, 0, seen.length, 700);
    }
    assert.deepEqual(seen, numbers(1, count));
  });

  it('has what was committed between two records that it was told of', async (scene) => {
    const { store, opened } = scene;
    await commit(scene, 2);
    await append(store, 3);
    await commit(scene, 2);
    const read = async () => sequencesOf(await readIn(opened.feed, 0, 0, 10));
    await soon(async () => (await read()).length === 7);
    assert.deepEqual(await read(), numbers(1, 7));
  });
};

const endFacts = (it: Fact): void => {
  it('says where a log ends, and which log it is', async (scene) => {
    const { store, opened } = scene;
    const { logId } = store.identity;
    assert.deepEqual(await opened.feed.end(SOURCE, 1), { logId, sequence: 0 });
    await commit(scene, 3, 1);
    await append(store, 2, 1);
    assert.deepEqual(await opened.feed.end(SOURCE, 1), { logId, sequence: 5 });
    assert.deepEqual(await opened.feed.end(SOURCE, 0), { logId, sequence: 0 });
  });

  it('says of every page which log it is from', async (scene) => {
    await commit(scene, 1);
    for (const after of [0, 1]) {
      const page = await scene.opened.feed.read(SOURCE, 0, after, 10);
      assert.equal(page?.logId, scene.store.identity.logId);
    }
  });
};

/** Reads on from what was read, as a consumer does, until a record is there. */
const readsUntil = async ({ opened: { feed } }: Scene, last: number): Promise<void> => {
  const read: number[] = [];
  await soon(async () => {
    read.push(...sequencesOf(await readIn(feed, 0, read.at(-1) ?? 0, 100)));
    return read.at(-1) === last;
  });
  assert.deepEqual(read, numbers(1, last));
};

const toldByNobodyFacts = (it: Fact): void => {
  it('shows what another process committed, without being told', async (scene) => {
    await commit(scene, 2);
    await readsUntil(scene, 2);
    const other = await scene.again();
    await append(other, 1);
    await readsUntil(scene, 3);
  });

  it('does not lose the record whose answer was lost', async (scene) => {
    await commit(scene, 2);
    await readsUntil(scene, 2);
    const lost = append(scene.store, 1).then(() => {
      throw new StoreUnavailable('The answer was lost.');
    });
    await assert.rejects(lost, StoreUnavailable);
    await readsUntil(scene, 3);
  });

  it('hides nothing from a reader behind another that is further on', async (scene) => {
    await commit(scene, 2);
    await append(scene.store, 1);
    const { feed } = scene.opened;
    await soon(async () => {
      // As many readers do, the other one looks again and again.
      await readIn(feed, 0, 3, 10);
      return sequencesOf(await readIn(feed, 0, 2, 10)).includes(3);
    });
  });
};

const followFacts = (it: Fact): void => {
  it('wakes those who follow a partition, and can then be read', async (scene) => {
    const { feed } = scene.opened;
    let woken = 0;
    const stop = feed.follow(SOURCE, 1, () => (woken += 1));
    await commit(scene, 1, 1);
    await soon(() => woken > 0);
    // It may be woken for something else before, such as a partition that is given to it.
    await soon(async () => sequencesOf(await readIn(feed, 1, 0, 10)).includes(1));
    stop();
  });

  it('wakes all who follow, until they stop', async (scene) => {
    const { feed } = scene.opened;
    const woken = { early: 0, late: 0 };
    const stopEarly = feed.follow(SOURCE, 0, () => (woken.early += 1));
    const stopLate = feed.follow(SOURCE, 0, () => (woken.late += 1));
    await commit(scene, 1);
    await soon(() => woken.early > 0 && woken.late > 0);
    stopEarly();
    const before = { ...woken };
    await commit(scene, 1);
    await soon(() => woken.late > before.late);
    assert.equal(woken.early, before.early);
    stopLate();
    stopLate();
  });

  it('does not show what was not committed', async (scene) => {
    const { store, opened } = scene;
    await commit(scene, 1);
    const failed = store.turn(0, async () => {
      assert.equal((await readIn(opened.feed, 0, 1, 10)).length, 0);
      throw new Error('not this time');
    });
    await assert.rejects(failed);
    assert.deepEqual(await readIn(opened.feed, 0, 1, 10), []);
  });
};
