// How many orders were taken in the second that runs.

import { SECOND_MS } from '@dure/domain';
import type { Known } from '@dure/domain';
import { event, setting, view } from './contract.ts';

/** All orders are counted in one row; it knows the last second only. */
const INTAKE = 'all';

const secondOf = (instant: number): number => Math.floor(instant / SECOND_MS);

const first = (at: number) => ({ intake: INTAKE, second: secondOf(at), orders: 1 });

export const Intake = view.Intake.follows([event], {
  key: ['intake'],
  rows: { Ordered: () => [{ intake: INTAKE }] },
  creates: { Ordered: (_ordered, { at }) => first(at) },
  updates: {
    // Orders of several partitions come in any order; those of a second that is over do not count.
    Ordered: (_ordered, row, { at }) => {
      if (secondOf(at) > row.second) return first(at);
      return secondOf(at) === row.second ? { ...row, orders: row.orders + 1 } : row;
    },
  },
});

/** Nobody is asked to wait for the kitchen, but for a second now and then. */
export const isBusy = (known: Known): boolean => {
  const row = known.row(view.Intake, INTAKE);
  return row?.second === secondOf(known.now) && row.orders >= known.setting(setting.ORDER_RATE_MAX);
};
