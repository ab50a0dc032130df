// What is promised of turns: all or nothing, one after the other, and the head moves with them.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreUnavailable, Taken } from '@dure/kernel/ports';
import type { ReadSet, Turn } from '@dure/kernel/ports';
import {
  append,
  idsOf,
  inPlace,
  item,
  nothing,
  record,
  sequencesOf,
  wantIds,
  wantTag,
  write,
} from './place.ts';
import type { Opened, OpenFresh } from './place.ts';

type Fact = (name: string, test: (opened: Opened) => Promise<void>) => void;

class Wrong extends Error {}

/** The facts of turns, over data with so many partitions. */
export const turnFacts = (openFresh: OpenFresh, partitions: number): void => {
  const fact: Fact = (name, test) => void it(name, () => inPlace(openFresh, partitions, test));
  describe('the head', () => headFacts(fact, partitions));
  describe('a turn', () => atomicFacts(fact));
  describe('an insert', () => insertFacts(fact));
  describe('turns at the same time', () => serialFacts(fact, partitions));
};

const headFacts = (it: Fact, partitions: number): void => {
  it('begins at nothing in every partition', async ({ store }) => {
    assert.equal(store.partitions, partitions);
    for (let number = 0; number < partitions; number += 1) {
      assert.deepEqual(await store.head(number), { sequence: 0, turns: 0, facts: {} });
    }
  });

  it('moves by the records appended, and by one turn', async ({ store }) => {
    await append(store, 3);
    await write(store, { put: [item('claim', 'a')] });
    assert.deepEqual(await store.head(0), { sequence: 3, turns: 2, facts: {} });
  });

  it('of a turn is that of the last commit', async ({ store }) => {
    await write(store, { append: [record(1)], facts: { orders: 1 } });
    const head = await store.turn(0, async (turn) => turn.head);
    assert.deepEqual(head, { sequence: 1, turns: 1, facts: { orders: 1 } });
  });

  it('keeps the facts that were written last, and no others', async ({ store }) => {
    await write(store, { facts: { a: 1, b: { c: ['다', null] } } });
    await write(store, { facts: { d: 2 } });
    assert.deepEqual((await store.head(0)).facts, { d: 2 });
  });

  it('of one partition does not move with another', async ({ store }) => {
    const last = partitions - 1;
    await append(store, 2, last);
    const moved = await Promise.all(Array.from({ length: partitions }, (_, n) => store.head(n)));
    const expected = moved.map((_, number) => (number === last ? 2 : 0));
    assert.deepEqual(sequences(moved), expected);
  });

  it('is not there for a partition that is not there', async ({ store }) => {
    await assert.rejects(store.head(partitions), RangeError);
    await assert.rejects(append(store, 1, partitions), RangeError);
  });
};

const sequences = (heads: readonly { readonly sequence: number }[]): readonly number[] =>
  heads.map(({ sequence }) => sequence);

const everything = {
  append: [record(1)],
  insert: [item('claim', 'a')],
  put: [item('instance', 'b')],
  remove: [{ collection: 'claim', id: 'kept' }],
  facts: { c: 1 },
} as const;

const assertUntouched = async ({ store }: Opened): Promise<void> => {
  assert.deepEqual(await store.head(0), { sequence: 0, turns: 1, facts: {} });
  assert.deepEqual(await store.readLog(0, 0, 10), []);
  assert.deepEqual(await store.read(wantIds('claim', 'a')), []);
  assert.deepEqual(await store.read(wantIds('instance', 'b')), []);
  assert.equal((await store.read(wantIds('claim', 'kept'))).length, 1);
};

const atomicFacts = (it: Fact): void => {
  it('writes all that it says, and gives the result of its work', async ({ store }) => {
    await write(store, { put: [item('claim', 'kept')] });
    const result = await store.turn(0, async (turn) => {
      await turn.write(everything);
      return 'result';
    });
    assert.equal(result, 'result');
    assert.deepEqual(await store.head(0), { sequence: 1, turns: 2, facts: { c: 1 } });
    assert.deepEqual(sequencesOf(await store.readLog(0, 0, 10)), [1]);
    assert.equal((await store.read(wantIds('claim', 'a'))).length, 1);
    assert.equal((await store.read(wantIds('instance', 'b'))).length, 1);
    assert.deepEqual(await store.read(wantIds('claim', 'kept')), []);
  });

  it('changes nothing when its work throws after it wrote', async (opened) => {
    const { store } = opened;
    await write(store, { put: [item('claim', 'kept')] });
    const turn = store.turn(0, async (turn) => {
      await turn.write(everything);
      throw new Wrong();
    });
    await assert.rejects(turn, Wrong);
    await assertUntouched(opened);
  });

  it('changes nothing when it did not write', async (opened) => {
    const { store } = opened;
    await write(store, { put: [item('claim', 'kept')] });
    assert.equal(await store.turn(0, async () => 'only looked'), 'only looked');
    await assertUntouched(opened);
  });

  it('reads what it asks for, whatever it was told ahead that it would', async ({ store }) => {
    const tagged = ['a', 'b'].map((id) => item('claim', id, { tag: 'of' }));
    await write(store, { put: [...tagged, item('claim', 'c'), item('instance', 'a')] });
    const ahead = { ...wantIds('claim', 'c', 'none'), tags: wantTag('claim', 'of').tags };
    const read = async (...wanted: readonly ReadSet[]) => {
      const ids = (turn: Turn) => wanted.map(async (one) => idsOf(await turn.read(one)));
      return store.turn(0, async (turn) => Promise.all(ids(turn)), ahead);
    };
    assert.deepEqual(await read(ahead), [['c', 'a', 'b']]);
    const both = await read(wantIds('claim', 'c'), wantTag('claim', 'of'));
    assert.deepEqual(both, [['c'], ['a', 'b']]);
    const others = await read(wantIds('claim', 'none', 'b'), wantIds('instance', 'a'));
    assert.deepEqual(others, [['b'], ['a']]);
  });

  it('shows no other reader what it has not committed', async (opened) => {
    const { store } = opened;
    await write(store, { put: [item('claim', 'kept')] });
    await store.turn(0, async (turn) => {
      await turn.write(everything);
      await assertUntouched(opened);
    });
    assert.equal((await store.head(0)).turns, 2);
  });

  it('reads what was committed before', async ({ store }) => {
    await write(store, { put: [item('instance', 'b', { tag: 'x', at: 5 })] });
    const read = await store.turn(0, (turn) => turn.read(wantIds('instance', 'b', 'absent')));
    assert.deepEqual(read, [item('instance', 'b', { tag: 'x', at: 5 })]);
  });

  it('is written once', async (opened) => {
    const { store } = opened;
    await write(store, { put: [item('claim', 'kept')] });
    const turn = store.turn(0, async (turn) => {
      await turn.write(everything);
      await turn.write(nothing);
    });
    await assert.rejects(turn);
    await assertUntouched(opened);
  });

  it('can do nothing once it has ended', async (opened) => {
    const { store } = opened;
    await write(store, { put: [item('claim', 'kept')] });
    const ended: Turn = await store.turn(0, async (turn) => turn);
    await assert.rejects(ended.write(everything));
    await assert.rejects(ended.read(wantIds('claim', 'kept')));
    await assertUntouched(opened);
  });

  it('refuses a record that does not follow the head', async ({ store }) => {
    await append(store, 2);
    for (const sequence of [2, 4]) {
      await assert.rejects(write(store, { append: [record(sequence)] }));
    }
    assert.deepEqual(sequencesOf(await store.readLog(0, 0, 10)), [1, 2]);
    assert.equal((await store.head(0)).turns, 1);
  });

  it('is refused by a store that is closed', async ({ store }) => {
    await store.close();
    await assert.rejects(append(store, 1), StoreUnavailable);
    await assert.rejects(store.head(0), StoreUnavailable);
  });

  it('that is under way is done when the store has closed', async ({ store }) => {
    const turn = append(store, 1);
    await store.close();
    await turn;
  });
};

const takenBy = (id: string) => (error: unknown) =>
  error instanceof Taken && error.item.collection === 'claim' && error.item.id === id;

const insertFacts = (it: Fact): void => {
  it('that finds its place taken fails the turn, and nothing is written', async (opened) => {
    const { store } = opened;
    await write(store, { put: [item('claim', 'kept')] });
    await write(store, { insert: [item('claim', 'z', { body: 'first' })] });
    const insert = [item('claim', 'y'), item('claim', 'z', { body: 'second' })];
    const turn = write(store, { ...everything, insert });
    await assert.rejects(turn, takenBy('z'));
    const [claim, ...others] = await store.read(wantIds('claim', 'z', 'y'));
    assert.deepEqual([claim?.body, others], ['first', []]);
    assert.equal((await store.head(0)).turns, 2);
    assert.equal((await store.read(wantIds('claim', 'kept'))).length, 1);
  });

  it('fails the turn even if the work does not mind', async ({ store }) => {
    await write(store, { insert: [item('claim', 'z')] });
    const turn = store.turn(0, async (turn) => {
      await turn.write({ ...nothing, insert: [item('claim', 'z')] }).catch(() => {});
    });
    await assert.rejects(turn, takenBy('z'));
    assert.equal((await store.head(0)).turns, 1);
  });

  it('meets another of the same turn', async ({ store }) => {
    const turn = write(store, { insert: [item('claim', 'z'), item('claim', 'z')] });
    await assert.rejects(turn, takenBy('z'));
    assert.deepEqual(await store.read(wantIds('claim', 'z')), []);
  });

  it('finds its place free in another collection, and after a removal', async ({ store }) => {
    await write(store, { insert: [item('claim', 'z'), item('work', 'z')] });
    await write(store, { remove: [{ collection: 'claim', id: 'z' }] });
    await write(store, { insert: [item('claim', 'z', { body: 'again' })] });
    assert.equal((await store.read(wantIds('claim', 'z')))[0]?.body, 'again');
  });
};

const serialFacts = (it: Fact, partitions: number): void => {
  it('of one partition are serial, in the order in which they came', async ({ store }) => {
    const numbers = Array.from({ length: 20 }, (_, number) => number);
    await Promise.all(numbers.map(() => counted(store, 0)));
    const log = await store.readLog(0, 0, 100);
    assert.deepEqual(
      sequencesOf(log),
      numbers.map((number) => number + 1),
    );
    const [counter] = await store.read(wantIds('claim', 'counter/0'));
    assert.equal(counter?.body, 20);
  });

  it('of several partitions do not disturb each other', async ({ store }) => {
    const turns = Array.from({ length: 40 }, (_, index) => counted(store, index % partitions));
    await Promise.all(turns);
    const heads = Array.from({ length: partitions }, (_, number) => store.head(number));
    const total = (await Promise.all(heads)).reduce((sum, { turns }) => sum + turns, 0);
    assert.equal(total, 40);
  });

  it('go on after one that failed', async ({ store }) => {
    const turns = ['ok', 'bad', 'ok'].map((kind) =>
      kind === 'ok'
        ? counted(store, 0)
        : store.turn(0, async () => {
            throw new Wrong();
          }),
    );
    const ends = await Promise.allSettled(turns);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal((await store.head(0)).turns, 2);
  });

  it('of which several insert the same let one have it', async ({ store }) => {
    const turns = Array.from({ length: 8 }, (_, index) =>
      write(store, { insert: [item('claim', 'room', { body: index })] }, index % partitions),
    );
    const ends = await Promise.allSettled(turns);
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  });
};

/** Reads a number, waits a little, and writes the next one: what a lost update would show. */
export const counted = (store: Opened['store'], partition: number): Promise<void> =>
  store.turn(partition, async (turn) => {
    const [found] = await turn.read(wantIds('claim', `counter/${partition}`));
    await new Promise((resolve) => void setImmediate(resolve));
    const body = Number(found?.body ?? 0) + 1;
    await turn.write({
      ...nothing,
      append: [record(turn.head.sequence + 1)],
      put: [item('claim', `counter/${partition}`, { body })],
    });
  });
