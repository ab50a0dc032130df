import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Instance } from '@dure/domain';
import { testClock } from '@dure/testing/clock';
import type { ItemId } from '../ports.ts';
import { Cache } from './items.ts';

const MANY = 100_000;
const FEW = 1_500;
const A_WHILE_MS = 15_000;

const rowAt = (number: number) => ({ collection: 'row', id: `Stays@1/stay-${number}` }) as const;

/** Never looked into here. */
const instance = { forgetLoose: () => {} } as unknown as Instance;

const item = (cache: Cache, { collection, id }: ItemId) => cache.items[collection]?.get(id);

describe('What a partition remembers', () => {
  it('is what lies somewhere, or that nothing does', () => {
    const cache = new Cache(() => true);
    const row = { ...rowAt(1), body: { qty: 1 } };
    cache.keep('row', row.id, row);
    cache.keep('row', rowAt(2).id, null);
    deepEqual(item(cache, row)?.value, row);
    equal(item(cache, rowAt(2))?.value, null);
    equal(item(cache, rowAt(3)), undefined);
  });

  it('is changed where it was found', () => {
    const cache = new Cache(() => true);
    cache.keep('row', rowAt(1).id, null);
    const found = item(cache, rowAt(1));
    const row = { ...rowAt(1), body: { qty: 2 } };
    if (found) found.value = row;
    deepEqual(item(cache, rowAt(1))?.value, row);
  });

  it('is bounded: the first is forgotten first, and the last is there', () => {
    const cache = new Cache(() => true);
    for (let number = 0; number < MANY; number += 1) cache.keep('row', rowAt(number).id, null);
    const known = Array.from({ length: MANY }, (_, number) => number).filter((number) =>
      item(cache, rowAt(number)),
    );
    equal(known.at(-1), MANY - 1);
    equal(known[0], MANY - known.length, 'without a gap');
    equal(known.length > 10_000 && known.length < 20_000, true, `${known.length}`);
  });

  it('is less once nothing was written for a while, as often as it has become more', async () => {
    const clock = testClock(0);
    const cache = new Cache(() => true, clock);
    const sizes = () => [cache.items.row?.size ?? 0, cache.instances.size];
    const fill = (): void => {
      for (let number = 0; number < FEW; number += 1) {
        cache.keep('row', rowAt(number).id, null);
        cache.keepInstance(`Ledger/ledger-${number}`, instance);
      }
      cache.turns += 1;
    };
    for (const _ of ['once', 'and again']) {
      fill();
      deepEqual(sizes(), [FEW, FEW]);
      await clock.advance(A_WHILE_MS);
      deepEqual(sizes(), [1_024, 1_024]);
      equal(item(cache, rowAt(FEW - 1))?.value, null, 'the last is there');
    }
  });

  it('is less as well where there is much of one kind alone', async () => {
    const clock = testClock(0);
    const cache = new Cache(() => true, clock);
    for (let number = 0; number < FEW; number += 1) {
      cache.keepInstance(`Ledger/ledger-${number}`, instance);
    }
    await clock.advance(A_WHILE_MS);
    equal(cache.instances.size, 1_024);
  });

  it('is nothing that another partition writes, too, nor what changes each time', () => {
    const cache = new Cache((id) => id.endsWith('1'));
    cache.keep('row', rowAt(1).id, null);
    cache.keep('row', rowAt(2).id, null);
    cache.keep('answer', 'key-1', null);
    equal(item(cache, rowAt(1))?.value, null);
    equal(item(cache, rowAt(2)), undefined);
    equal(item(cache, { collection: 'answer', id: 'key-1' }), undefined);
  });
});
