// What every feed promises of the logs that it shows.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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

type Scene = { readonly store: Store; readonly opened: OpenedFeed };

const SOURCE = 'orders';

/** Adds the tests of the port `Feed` for one adapter, on top of a store. */
export const feedConformance = (name: string, openFeed: OpenFeed, openFresh: OpenFresh): void => {
  const fact = (words: string, test: (scene: Scene) => Promise<void>): void =>
    void it(words, () =>
      inPlace(openFresh, 2, async ({ store }) => {
        const opened = await openFeed(new Map([[SOURCE, store]]));
        await test({ store, opened });
        await opened.close?.();
      }),
    );
  describe(name, () => {
    readFacts(fact);
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

type Fact = (words: string, test: (scene: Scene) => Promise<void>) => void;

const numbers = (from: number, until: number): readonly number[] =>
  Array.from({ length: until - from + 1 }, (_, index) => from + index);

/** A feed may know of a record late, but not never. */
const soon = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  const deadline = performance.now() + 5_000;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, 'It has taken more than five seconds.');
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
};

const readFacts = (it: Fact): void => {
  it('knows the partitions of its sources', async ({ opened: { feed } }) => {
    assert.equal(feed.partitionsOf(SOURCE), 2);
    assert.equal(feed.partitionsOf('nobody'), 0);
    assert.deepEqual(await feed.read('nobody', 0, 0, 10), []);
    assert.deepEqual(await feed.read(SOURCE, 0, 0, 10), []);
  });

  it('shows what was committed, in order and whole', async (scene) => {
    const { store, opened } = scene;
    await commit(scene, 3);
    await soon(async () => (await opened.feed.read(SOURCE, 0, 0, 10)).length === 3);
    assert.deepEqual(await opened.feed.read(SOURCE, 0, 0, 10), await store.readLog(0, 0, 10));
  });

  it('reads after any sequence without a gap, at most so many', async (scene) => {
    const { feed } = scene.opened;
    for (let turn = 0; turn < 5; turn += 1) await commit(scene, 4);
    await soon(async () => (await feed.read(SOURCE, 0, 19, 1)).length === 1);
    for (let after = 0; after <= 21; after += 1) {
      const read = sequencesOf(await feed.read(SOURCE, 0, after, 6));
      assert.deepEqual(read, numbers(after + 1, Math.min(20, after + 6)));
    }
  });

  it('keeps partitions apart', async (scene) => {
    const { feed } = scene.opened;
    await commit(scene, 2, 0);
    await commit(scene, 5, 1);
    await soon(async () => (await feed.read(SOURCE, 1, 0, 10)).length === 5);
    assert.deepEqual(sequencesOf(await feed.read(SOURCE, 0, 0, 10)), [1, 2]);
  });

  it('has the old records too, however many there are', async (scene) => {
    const { feed } = scene.opened;
    const count = 6_000;
    for (let turn = 0; turn < 6; turn += 1) await commit(scene, count / 6);
    await soon(async () => (await feed.read(SOURCE, 0, count - 1, 10)).length === 1);
    const seen: number[] = [];
    for (let page = await feed.read(SOURCE, 0, 0, 700); page.length > 0;) {
      assert.ok(seen.length <= count);
      seen.push(...sequencesOf(page));
      page = await feed.read(SOURCE, 0, seen.length, 700);
    }
    assert.deepEqual(seen, numbers(1, count));
  });

  it('has what was committed while nobody told it', async (scene) => {
    const { store, opened } = scene;
    await commit(scene, 2);
    await append(store, 3);
    await commit(scene, 2);
    const read = async () => sequencesOf(await opened.feed.read(SOURCE, 0, 0, 10));
    await soon(async () => (await read()).length === 7);
    assert.deepEqual(await read(), numbers(1, 7));
  });
};

const followFacts = (it: Fact): void => {
  it('wakes those who follow a partition, and can then be read', async (scene) => {
    const { feed } = scene.opened;
    const woken = [0, 0];
    const stops = [0, 1].map((partition) =>
      feed.follow(SOURCE, partition, () => {
        woken[partition] = (woken[partition] ?? 0) + 1;
      }),
    );
    await commit(scene, 1, 1);
    await soon(() => woken[1] !== 0);
    assert.deepEqual(sequencesOf(await feed.read(SOURCE, 1, 0, 10)), [1]);
    assert.equal(woken[0], 0);
    for (const stop of stops) stop();
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
      assert.equal((await opened.feed.read(SOURCE, 0, 1, 10)).length, 0);
      throw new Error('not this time');
    });
    await assert.rejects(failed);
    assert.deepEqual(await opened.feed.read(SOURCE, 0, 1, 10), []);
  });
};
