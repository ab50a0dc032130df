// What is promised of records that were put aside: they are read as before.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { append, inPlace, record, write } from './place.ts';
import type { Opened, OpenFresh } from './place.ts';

const CASES = 5;
const RECORDS = 40;
const LIMIT = 100;

const recordAt = (sequence: number): LogRecord =>
  record(sequence, { caseId: `order-${sequence % CASES}`, at: 1_000 + (sequence % 7) });

const fill = async (store: Store): Promise<void> => {
  for (let number = 0; number < store.partitions; number += 1) {
    const records = Array.from({ length: RECORDS }, (_, index) => recordAt(index + 1));
    await write(store, { append: records }, number);
  }
};

/** All that a reader sees, in pages of several sizes. */
const read = async (store: Store): Promise<unknown> => {
  const logs: unknown[] = [];
  for (let number = 0; number < store.partitions; number += 1) {
    logs.push(await store.readLog(number, 0, LIMIT));
    for (const limit of [1, 7]) {
      for (let after = 0; after < RECORDS; after += limit) {
        logs.push(await store.readLog(number, after, limit));
      }
    }
  }
  const [first] = await store.trail('order-1', 1);
  const trails = [
    await store.trail('order-0', LIMIT),
    await store.trail('order-1', 3),
    await store.trail('order-1', LIMIT, first),
    await store.trail('order-9', LIMIT),
  ];
  return { logs, trails };
};

type Fact = (name: string, test: (opened: Opened) => Promise<void>) => void;

export const archiveFacts = (openFresh: OpenFresh, partitions: number): void => {
  const fact: Fact = (name, test) => void it(name, () => inPlace(openFresh, partitions, test));
  const ofCase = (RECORDS / CASES) * partitions;

  describe('records that were put aside', () => {
    fact('are read as before, and counted', async ({ store, again }) => {
      await fill(store);
      const before = await read(store);
      assert.equal(await store.archive?.(['order-1', 'order-3', 'order-7']), 2 * ofCase);
      assert.deepEqual(await read(store), before);
      assert.equal(await store.archive?.(['order-1', 'order-2']), ofCase);
      assert.deepEqual(await read(store), before);
      await store.close();
      assert.deepEqual(await read(await again()), before);
    });

    fact('are of a case that may go on', async ({ store }) => {
      await fill(store);
      await store.archive?.(['order-1']);
      const before = await store.trail('order-1', LIMIT);
      await write(store, ({ head }) => ({
        append: [record(head.sequence + 1, { caseId: 'order-1', at: 9_000 })],
      }));
      const trail = await store.trail('order-1', LIMIT);
      assert.deepEqual(trail.slice(0, -1), before);
      assert.equal(trail.at(-1)?.sequence, RECORDS + 1);
      assert.equal((await store.readLog(0, 0, LIMIT)).length, RECORDS + 1);
    });

    fact('come back when they are taken back', async ({ store, again }) => {
      await fill(store);
      const before = await read(store);
      assert.equal(await store.unarchive?.(), 0);
      await store.archive?.(['order-1', 'order-2']);
      assert.equal(await store.unarchive?.(), 2 * ofCase);
      assert.deepEqual(await read(store), before);
      await append(store, 1);
      await store.close();
      const reopened = await again();
      assert.equal((await reopened.head(0)).sequence, RECORDS + 1);
      assert.equal(await reopened.unarchive?.(), 0);
    });
  });
};
