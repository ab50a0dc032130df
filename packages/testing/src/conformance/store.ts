// What every store promises, whatever it is made of.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { archiveFacts } from './archives.ts';
import { becomeFacts, copyFacts } from './copies.ts';
import { itemFacts } from './items.ts';
import { disturbedFacts } from './disturbed.ts';
import { processFacts } from './processes.ts';
import { append, inPlace, item, record, sequencesOf, wantIds, write } from './place.ts';
import type { OpenFresh, StoreFeatures } from './place.ts';
import { queryFacts } from './queries.ts';
import { recordFacts } from './records.ts';
import { shareFacts } from './shared-commits.ts';
import { counted, turnFacts } from './turns.ts';

/** Adds the tests of the port `Store` for one adapter. */
export const storeConformance = (
  name: string,
  features: StoreFeatures,
  openFresh: OpenFresh,
): void => {
  for (const partitions of features.partitions) {
    describe(`${name} with ${partitions} partition${partitions === 1 ? '' : 's'}`, () => {
      turnFacts(openFresh, partitions);
      itemFacts(openFresh, partitions);
      recordFacts(openFresh, partitions);
      queryFacts(openFresh, partitions);
      identityFacts(openFresh, partitions);
      if (features.copies) copyFacts(openFresh, partitions);
      if (features.copies) becomeFacts(openFresh, partitions);
      if (features.archives) archiveFacts(openFresh, partitions);
      if (features.shared) sharedFacts(openFresh, partitions);
      if (features.shares) shareFacts(openFresh, partitions);
      if (features.follows) followFacts(openFresh, partitions);
      if (features.reopens) reopenFacts(openFresh, partitions);
    });
  }
  // These take their time, and nothing in them depends on the number of partitions.
  const most = Math.max(...features.partitions);
  if (features.processes) processFacts(name, openFresh, most);
  if (features.server) disturbedFacts(name, openFresh, most);
};

const identityFacts = (openFresh: OpenFresh, partitions: number): void => {
  describe('the identity', () => {
    it('is that of the data, and of no other data', () =>
      inPlace(openFresh, partitions, ({ store: one }) =>
        inPlace(openFresh, partitions, async ({ store: other }) => {
          assert.notEqual(one.identity.logId, '');
          assert.notEqual(one.identity.logId, other.identity.logId);
        }),
      ));
  });
};

const sharedFacts = (openFresh: OpenFresh, partitions: number): void => {
  const last = partitions - 1;

  describe('two stores on the same data', () => {
    it('see what the other has committed', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const other = await again();
        assert.equal(other.partitions, partitions);
        assert.deepEqual(other.identity, store.identity);
        await write(store, { append: [record(1)], put: [item('claim', 'a')] }, last);
        assert.deepEqual(await other.head(last), { sequence: 1, turns: 1, facts: {} });
        assert.deepEqual(await other.read(wantIds('claim', 'a')), [item('claim', 'a')]);
        await append(other, 1, last);
        assert.deepEqual(sequencesOf(await store.readLog(last, 0, 9)), [1, 2]);
      }));

    it('have serial turns together', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const other = await again();
        const stores = Array.from({ length: 20 }, (_, index) => (index % 2 ? store : other));
        await Promise.all(stores.map((one) => counted(one, last)));
        const log = sequencesOf(await store.readLog(last, 0, 99));
        assert.deepEqual(
          log,
          stores.map((_, index) => index + 1),
        );
        const [counter] = await other.read(wantIds('claim', `counter/${last}`));
        assert.equal(counter?.body, 20);
      }));

    it('do not see what the other has not committed', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const other = await again();
        await store.turn(last, async (turn) => {
          await turn.write({
            append: [record(1)],
            insert: [],
            put: [item('claim', 'a')],
            remove: [],
            facts: {},
          });
          assert.deepEqual(await other.readLog(last, 0, 9), []);
          assert.deepEqual(await other.read(wantIds('claim', 'a')), []);
        });
        assert.equal((await other.readLog(last, 0, 9)).length, 1);
      }));

    it('do not depend on each other to stay open', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const other = await again();
        await append(store, 1);
        await store.close();
        await append(other, 1);
        assert.equal((await other.head(0)).sequence, 2);
      }));
  });
};

const followFacts = (openFresh: OpenFresh, partitions: number): void => {
  const last = partitions - 1;

  describe('a store that follows the others', () => {
    it('hears of each partition in which another has committed', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const other = await again();
        for (const partition of [last, 0]) {
          const heard = new Promise<void>((resolve) => {
            store.follow?.((moved) => moved === partition && resolve());
          });
          await append(other, 1, partition);
          await heard;
        }
      }));

    it('hears nothing any more once it has stopped', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const other = await again();
        let count = 0;
        const stop = store.follow?.(() => (count += 1));
        stop?.();
        const heard = new Promise<void>((resolve) => void store.follow?.(() => resolve()));
        const before = count;
        await append(other, 1, last);
        await heard;
        assert.equal(count, before);
      }));
  });
};

const reopenFacts = (openFresh: OpenFresh, partitions: number): void => {
  describe('a store that is opened again', () => {
    it('has everything that was committed, and goes on from there', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const kept = item('row', '두레@1/a', { tag: '두레@1', at: 5, body: { 이름: '김하나' } });
        for (let number = 0; number < partitions; number += 1) await append(store, 3, number);
        await write(store, { put: [kept], facts: { ordinal: 7 } });
        await store.close();
        const reopened = await again();
        assert.equal(reopened.partitions, partitions);
        assert.deepEqual(reopened.identity, store.identity);
        assert.deepEqual(await reopened.head(0), { sequence: 3, turns: 2, facts: { ordinal: 7 } });
        for (let number = 0; number < partitions; number += 1) {
          assert.deepEqual(sequencesOf(await reopened.readLog(number, 0, 9)), [1, 2, 3]);
        }
        assert.deepEqual(await reopened.read(wantIds('row', kept.id)), [kept]);
        assert.deepEqual(await reopened.due(0, 'row', 5, 9), [kept]);
        await append(reopened, 1);
        assert.equal((await reopened.head(0)).sequence, 4);
      }));

    it('closes more than once', () =>
      inPlace(openFresh, partitions, async ({ store }) => {
        await store.close();
        await store.close();
      }));
  });
};
