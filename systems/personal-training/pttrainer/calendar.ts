// The hours of a trainer: which of them are taken, and which is the first that is free.

import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import type { Known } from '@dure/domain';
import { terms } from './contract.ts';

type Confirmed = ReadonlyMap<`pttrainer-${string}`, { readonly ptClassDate: string }>;
type Setting = Pick<Known, 'setting'>;

/** The confirmed schedule that a class at an instant would overlap, if there is one. */
const otherAt = (instant: number, confirmed: Confirmed, known: Setting) => {
  const length = known.setting(terms.CLASS_LENGTH) * MINUTE_MS;
  const isNear = (date: string) => Math.abs(instantOf(date) - instant) < length;
  return [...confirmed].find(([, { ptClassDate }]) => isNear(ptClassDate))?.[0];
};

/** What stands in the way of a class at a date. */
export const overlapping = (ptClassDate: string, confirmed: Confirmed, known: Setting) => {
  const otherPtTrainerId = otherAt(instantOf(ptClassDate), confirmed, known);
  return otherPtTrainerId && { ptClassDate, otherPtTrainerId };
};

/** The hour at which a machine would begin at the earliest. */
export const tomorrow = (now: number): string =>
  isoOf(Math.ceil((now + DAY_MS) / HOUR_MS) * HOUR_MS);

/** The first hour, from a date on, in which nothing is confirmed. */
export const firstFreeFrom = (date: string, confirmed: Confirmed, known: Setting): string => {
  let hour = instantOf(date);
  while (otherAt(hour, confirmed, known) !== undefined) hour += HOUR_MS;
  return isoOf(hour);
};
