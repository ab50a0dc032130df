// What a stay costs is money, at any setting that its bounds allow.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isWithin } from '@dure/card-network';
import { addDays } from '@dure/domain';
import type { Setting } from '@dure/domain';
import { WON_MAX } from '@dure/domain/korea';
import { knownOf } from '@dure/testing';
import fc from 'fast-check';
import { terms } from './contract.ts';
import { cancellationFee, priceOf } from './stay.ts';

const TODAY = '2026-03-02';

/** A value as its schema bounds it. */
const within = ({ shape: { schema } }: Setting<number>) => {
  const { minimum, maximum } = { minimum: 0, maximum: 0, ...schema };
  return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
};

const amounts = fc.integer({ min: 0, max: WON_MAX });

const bookings = fc.record({
  amount: amounts,
  percent: within(terms.CANCEL_FEE_PERCENT),
  freeDays: within(terms.FREE_CANCEL_DAYS),
  inDays: fc.integer({ min: -400, max: 400 }),
});

it('A fee is whole won, and no more than the stay', () => {
  fc.assert(
    fc.property(bookings, ({ amount, percent, freeDays, inDays }) => {
      const settings = { CANCEL_FEE_PERCENT: percent, FREE_CANCEL_DAYS: freeDays };
      const stay = { strDt: addDays(TODAY, inDays), amount };
      return isWithin(cancellationFee(stay, undefined, knownOf({ settings })), amount);
    }),
  );
});

it('A price is whole, and grows with nights and rooms', () => {
  const nights = fc.integer({ min: 1, max: 30 });
  const rooms = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(amounts, nights, rooms, (perNight, length, qty) => {
      const endDt = addDays(TODAY, length);
      assert.equal(priceOf({ strDt: TODAY, endDt, qty }, perNight), perNight * length * qty);
    }),
  );
});
