// A trail is read in pieces, whole and in its order, however long it is.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { memoryStore } from '@dure/store-memory';
import { trailInPieces } from './trail.ts';

const CASE = 'order-1';

const recordAt = (sequence: number, at: number): LogRecord => ({
  kind: 'event',
  type: 'OrderPlaced',
  sequence,
  subject: `Order/${CASE}`,
  caseId: CASE,
  at,
  actor: 'Customer',
  causedBy: 'x',
  data: {},
});

const append = async (store: Store, instants: readonly number[]): Promise<void> => {
  await store.turn(0, async (turn) => {
    const first = turn.head.sequence + 1;
    const records = instants.map((at, index) => recordAt(first + index, at));
    await turn.write({ append: records, put: [], insert: [], remove: [], facts: {} });
  });
};

const sizesOf = async (stores: readonly (readonly [string, Store])[]) => {
  const sizes: number[] = [];
  const places: string[] = [];
  let last = -Infinity;
  for await (const piece of trailInPieces(stores, CASE)) {
    sizes.push(piece.length);
    places.push(...piece.map(({ context, sequence }) => `${context}.${sequence}`));
    assert.ok(piece.every(({ at }) => at >= last));
    last = Math.max(...piece.map(({ at }) => at));
  }
  assert.equal(new Set(places).size, places.length);
  return { sizes, count: places.length };
};

describe('a trail', () => {
  it('of many records comes in pieces, of all contexts in step', async () => {
    const [one, other] = [memoryStore(), memoryStore()];
    await append(
      one,
      Array.from({ length: 12_000 }, (_, index) => index),
    );
    await append(
      other,
      Array.from({ length: 40 }, (_, index) => index * 300),
    );
    const { sizes, count } = await sizesOf([
      ['one', one],
      ['other', other],
    ]);
    assert.equal(count, 12_040);
    assert.ok(sizes.length > 20);
  });

  it('with more in one instant than a page holds is whole all the same', async () => {
    const [one, other] = [memoryStore(), memoryStore()];
    await append(
      one,
      Array.from({ length: 1_700 }, () => 5),
    );
    await append(other, [1, 5, 9]);
    const { count } = await sizesOf([
      ['one', one],
      ['other', other],
    ]);
    assert.equal(count, 1_703);
  });

  it('of no case, and of no context, has no pieces', async () => {
    assert.deepEqual(await sizesOf([['one', memoryStore()]]), { sizes: [], count: 0 });
    assert.deepEqual(await sizesOf([]), { sizes: [], count: 0 });
  });
});
