// What is promised of records: they stand in order without gaps, and are found by their case.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { append, inPlace, record, sequencesOf, write } from './place.ts';
import type { Opened, OpenFresh } from './place.ts';

type Fact = (name: string, test: (opened: Opened) => Promise<void>) => void;

const full = record(1, {
  kind: 'command',
  version: 3,
  target: 'rooms',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data: { text: '한글 🦀 "\'', list: [1, null], deep: { a: true } },
});

/** The facts of logs, over data with so many partitions. */
export const recordFacts = (openFresh: OpenFresh, partitions: number): void => {
  const fact: Fact = (name, test) => void it(name, () => inPlace(openFresh, partitions, test));
  describe('the log', () => logFacts(fact, partitions));
  describe('the trail of a case', () => trailFacts(fact, partitions));
};

const logFacts = (it: Fact, partitions: number): void => {
  it('gives records back as they were written', async ({ store }) => {
    const kinds = ['event', 'command', 'reminder', 'refusal', 'operation'] as const;
    const records = kinds.map((kind, index) => record(index + 2, { kind }));
    await write(store, { append: [full, ...records] });
    assert.deepEqual(await store.readLog(0, 0, 9), [full, ...records]);
  });

  it('is read in order, after a sequence, at most so many', async ({ store }) => {
    await append(store, 4);
    await append(store, 6);
    const read = async (after: number, limit: number) =>
      sequencesOf(await store.readLog(0, after, limit));
    assert.deepEqual(await read(0, 100), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual(await read(3, 3), [4, 5, 6]);
    assert.deepEqual(await read(9, 3), [10]);
    assert.deepEqual(await read(10, 3), []);
    assert.deepEqual(await read(99, 3), []);
    assert.deepEqual(await read(0, 0), []);
  });

  it('of each partition has its own numbers', async ({ store }) => {
    for (let number = 0; number < partitions; number += 1) await append(store, number + 1, number);
    for (let number = 0; number < partitions; number += 1) {
      assert.equal((await store.readLog(number, 0, 100)).length, number + 1);
    }
  });

  it('never shows a sequence before every lower one', async ({ store }) => {
    const turns = Array.from({ length: 30 }, () => append(store, 3));
    const progress = { isDone: false };
    const written = Promise.all(turns).finally(() => (progress.isDone = true));
    while (!progress.isDone) {
      const seen = sequencesOf(await store.readLog(0, 0, 1_000));
      assert.deepEqual(
        seen,
        seen.map((_, index) => index + 1),
      );
      assert.equal(seen.length % 3, 0);
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await written;
    assert.equal((await store.readLog(0, 0, 1_000)).length, 90);
  });
};

const trailFacts = (it: Fact, partitions: number): void => {
  it('is all of its records in the order of their instants, with their places', async (opened) => {
    const { store } = opened;
    const last = partitions - 1;
    await write(store, { append: [record(1, { at: 50 }), record(2, { caseId: 'other' })] });
    await write(
      store,
      ({ head: { sequence } }) => ({
        append: [record(sequence + 1, { at: 40 }), record(sequence + 2, { at: 60 })],
      }),
      last,
    );
    const trail = await store.trail('order-1', 10);
    assert.deepEqual(
      trail.map(({ at }) => at),
      [40, 50, 60],
    );
    const sequence = last === 0 ? 3 : 1;
    assert.deepEqual(trail[0], { ...record(sequence, { at: 40 }), partition: last });
    assert.deepEqual(
      (await store.trail('order-1', 2)).map(({ at }) => at),
      [40, 50],
    );
    assert.deepEqual(await store.trail('order', 10), []);
  });

  it('is read in pages, without a gap and with nothing twice', async ({ store }) => {
    // Many things happen in one instant, in several partitions.
    for (let number = 0; number < partitions; number += 1) {
      const instants = [30, 30, 10, 30, 20, 30];
      const append = instants.map((at, index) => record(index + 1, { at }));
      await write(store, { append }, number);
    }
    const whole = await store.trail('order-1', 1_000);
    assert.equal(whole.length, 6 * partitions);
    for (const limit of [1, 2, 4, 5]) {
      const read: (typeof whole)[number][] = [];
      for (let page = await store.trail('order-1', limit); page.length > 0;) {
        read.push(...page);
        assert.ok(page.length <= limit && read.length <= whole.length);
        page = await store.trail('order-1', limit, page.at(-1));
      }
      assert.deepEqual(read, whole);
    }
  });
};
