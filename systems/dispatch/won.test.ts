import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { lateFeeAt, priceFor, wonOf } from './index.ts';

const any = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity, -0));
const isMoney = (amount: number) =>
  Number.isInteger(amount) && amount >= 0 && amount <= 100_000_000 && !Object.is(amount, -0);

it('An amount is whole won, whatever it is made of', () => {
  fc.assert(fc.property(any, (amount) => isMoney(wonOf(amount))));
  assert.deepEqual([0, 1, 1500.1, -1].map(wonOf), [0, 1, 1500, 0]);
});

const tariff = fc.record({
  base: fc.integer({ min: 0, max: 100_000 }),
  coveredM: fc.integer({ min: 0, max: 10_000 }),
  step: fc.integer({ min: 0, max: 1000 }),
  perM: fc.integer({ min: 1, max: 1000 }),
});

it('A price is money at any distance, and no less for a longer way', () => {
  fc.assert(fc.property(tariff, any, (of, metres) => isMoney(priceFor(of, metres))));
  const metres = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(tariff, metres, metres, (of, one, more) => {
      return priceFor(of, one) <= priceFor(of, one + more);
    }),
  );
});

it('A late fee is money at any setting, and nothing in time', () => {
  const now = fc.integer({ min: 0, max: 1e13 });
  fc.assert(
    fc.property(now, now, any, any, (at, confirmedAt, freeMs, fee) =>
      isMoney(lateFeeAt(at, { confirmedAt, freeMs, fee })),
    ),
  );
  const late = { confirmedAt: 0, freeMs: 10, fee: 3000 };
  assert.deepEqual(
    [10, 11].map((at) => lateFeeAt(at, late)),
    [0, 3000],
  );
  assert.equal(lateFeeAt(11, { ...late, fee: undefined }), 0);
});
