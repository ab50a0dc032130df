// What is promised to whoever copies a store.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { append, inPlace, item, record, sequencesOf, write } from './place.ts';
import type { Opened, OpenFresh } from './place.ts';

type Fact = (name: string, test: (opened: Opened) => Promise<void>) => void;

const LIMIT = 9;

/** The facts of copies, over data with so many partitions. */
export const copyFacts = (openFresh: OpenFresh, partitions: number): void => {
  const last = partitions - 1;
  const fact: Fact = (name, test) => void it(name, () => inPlace(openFresh, partitions, test));

  describe('a copy of another store', () => {
    fact('has as many turns as it is given, and goes on from there', async ({ store }) => {
      await write(store, { append: [record(1)], turns: 41, facts: { ordinal: 7 } }, last);
      const head = { sequence: 1, turns: 41, facts: { ordinal: 7 } };
      assert.deepEqual(await store.head(last), head);
      await append(store, 1, last);
      assert.deepEqual(await store.head(last), { ...head, sequence: 2, turns: 42 });
    });
  });

  describe('a snapshot', () => snapshotFacts(fact, last));
  describe('a store that is held still', () => stillFacts(fact, last));
};

const snapshotFacts = (fact: Fact, last: number): void => {
  fact('stays as it is while turns go on', async ({ store }) => {
    const kept = item('instance', 'Order/order-1', { tag: 'Order:open', at: 5 });
    await write(store, { append: [record(1)], put: [kept], facts: { ordinal: 1 } }, last);
    const snapshot = await store.snapshot?.();
    assert.ok(snapshot);
    try {
      const before = await store.head(last);
      const more = item('instance', 'Order/order-2');
      await write(store, { append: [record(2)], put: [{ ...kept, body: 1 }, more] }, last);
      assert.equal(snapshot.partitions, store.partitions);
      assert.deepEqual(snapshot.identity, store.identity);
      assert.deepEqual(await snapshot.head(last), before);
      assert.deepEqual(await snapshot.readLog(last, 0, LIMIT), [record(1)]);
      assert.deepEqual(await snapshot.list('instance', '', LIMIT), [kept]);
    } finally {
      await snapshot.close();
    }
    assert.equal((await store.list('instance', '', LIMIT)).length, 2);
  });

  fact('has nothing of a turn that was not committed', async ({ store }) => {
    await append(store, 1, last);
    const snapshot = await store.turn(last, async (turn) => {
      const changes = { append: [record(2)], insert: [], put: [], remove: [], facts: {} };
      await turn.write(changes);
      return store.snapshot?.();
    });
    assert.ok(snapshot);
    assert.deepEqual(sequencesOf(await snapshot.readLog(last, 0, LIMIT)), [1]);
    await snapshot.close();
  });
};

/** Longer than a turn takes that nothing holds up. */
const HELD_MS = 100;

const stillFacts = (fact: Fact, last: number): void => {
  fact('has no turn of any partition under way', async ({ store, again }) => {
    const other = await again();
    const turns: Promise<void>[] = [];
    await store.still?.(async () => {
      turns.push(append(other, 1, 0), ...(last > 0 ? [append(other, 1, last)] : []));
      await sleep(HELD_MS);
      for (const partition of [0, last]) {
        assert.equal((await store.head(partition)).sequence, 0);
      }
      const snapshot = await store.snapshot?.();
      assert.equal((await snapshot?.head(last))?.sequence, 0);
      await snapshot?.close();
    });
    assert.ok(turns.length > 0);
    await Promise.all(turns);
    assert.equal((await store.head(last)).sequence, 1);
  });

  fact('goes on when the work throws', async ({ store }) => {
    const broken = new Error('The work is broken.');
    await assert.rejects(async () => store.still?.(() => Promise.reject(broken)), broken);
    await append(store, 1, last);
    assert.equal((await store.head(last)).sequence, 1);
  });
};

export const becomeFacts = (openFresh: OpenFresh, partitions: number): void => {
  describe('a store that became the copy of another', () => {
    it('has its identity when it is opened again, and all that was written', () =>
      inPlace(openFresh, partitions, async ({ store, again }) => {
        const owner = { business: 'orders', context: 'rooms' };
        await append(store, 2);
        await store.become?.({ logId: 'of-the-original', owner });
        await store.close();
        const reopened = await again();
        assert.deepEqual(reopened.identity, { logId: 'of-the-original', owner });
        assert.deepEqual(sequencesOf(await reopened.readLog(0, 0, LIMIT)), [1, 2]);
        await append(reopened, 1);
        assert.equal((await reopened.head(0)).sequence, 3);
      }));
  });
};
