import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isWithin, shareOf } from './index.ts';

const amounts = fc.integer({ min: 0, max: 100_000_000 });

it('A share is whole, and between nothing and all, whatever the percentage', () => {
  const percents = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity));
  fc.assert(
    fc.property(amounts, percents, (amount, percent) => isWithin(shareOf(amount, percent), amount)),
  );
});

it('A share of a sound percentage is exact to the coin', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 100 }), (amount, percent) => {
      const rest = amount * percent - 100 * shareOf(amount, percent);
      return rest >= 0 && rest < 100;
    }),
  );
});

it('What goes back is whole, and no more than was taken', () => {
  const wrong = [-1, 5001, 1500.5, NaN, Infinity];
  assert.deepEqual(
    [0, 1, 5000, ...wrong].filter((amount) => isWithin(amount, 5000)),
    [0, 1, 5000],
  );
});
