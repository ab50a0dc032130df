// How many orders were taken in the second that runs.

import { SECOND_MS } from '@dure/domain';
import type { Known } from '@dure/domain';
import { event, setting, view } from './contract.ts';

/** All orders are counted in one row; it knows the last second only. */
const INTAKE = 'all';

const secondOf = (instant: number): number => Math.floor(instant / SECOND_MS);

export const Intake = view.Intake.follows([event], {
  key: ['intake'],
  rows: { Ordered: () => [{ intake: INTAKE }] },
  creates: { Ordered: (_ordered, { at }) => ({ intake: INTAKE, second: secondOf(at), orders: 1 }) },
  updates: {
    Ordered: (_ordered, { second, orders }, { at }) => ({
      intake: INTAKE,
      second: secondOf(at),
      orders: secondOf(at) === second ? orders + 1 : 1,
    }),
  },
});

/** Nobody is asked to wait for the kitchen, but for a second now and then. */
export const isBusy = (known: Known): boolean => {
  const row = known.row(view.Intake, INTAKE);
  return row?.second === secondOf(known.now) && row.orders >= known.setting(setting.ORDER_RATE_MAX);
};
