// The rooms of a place by night: what there is, what is booked, and what is left.

import { addDays, HOUR_MS, nightsOf, settings, together } from '@dure/domain';
import { dayOf, instantAt, isoOf } from '@dure/domain/korea';
import type { Known, Of } from '@dure/domain';
import { terms } from '../place/contract.ts';
import type { command, event } from './contract.ts';
import { wrong } from './labels.ts';

export const setting = settings({
  OWNER_DECISION: [24, 'hours', { atLeast: 1 }],
  OWNER_DECISION_MIN: [1, 'hours'],
});

type Nights = { readonly strDt: string; readonly endDt: string };
type Stay = Nights & { readonly qty: number };
type ByNight = { readonly [night: string]: number };

/** What a place has and what of it is taken, once its stock is open. */
type House = {
  readonly is: string;
  readonly stock?: number;
  /** The stock of nights that the owner has set apart. */
  readonly nights?: ByNight;
  /** Rooms that are held or confirmed. */
  readonly taken?: ByNight;
};

const stockOn = (night: string, { nights, stock }: House): number => nights?.[night] ?? stock ?? 0;

const takenOn = (night: string, { taken }: House): number => taken?.[night] ?? 0;

const least = ({ strDt, endDt }: Nights, freeOn: (night: string) => number): number =>
  Math.min(...nightsOf(strDt, endDt).map(freeOn));

/** The least free rooms over the nights of a stay. */
export const freeOver = (nights: Nights, house: House): number =>
  least(nights, (night) => stockOn(night, house) - takenOn(night, house));

/** The least free rooms once a stay has given its own back. */
export const freeWithout = (stay: Stay, house: House): number =>
  least(stay, (night) => stockOn(night, house) - Math.max(0, takenOn(night, house) - stay.qty));

/** The rooms taken, with those of a stay. */
export const taking = (taken: ByNight, { strDt, endDt, qty }: Stay): ByNight => {
  const nights = nightsOf(strDt, endDt).map((night) => [night, (taken[night] ?? 0) + qty] as const);
  return { ...taken, ...Object.fromEntries(nights) };
};

type Released = Of<typeof event.ReservationCancelConfirmed>;

/** The rooms taken, without those that a cancellation gives back, if it had any. */
export const givenBack = (taken: ByNight, { stock, strDt, endDt, qty }: Released): ByNight => {
  if (stock === null || !strDt || !endDt || !qty) return taken;
  const left = { ...taken };
  for (const night of nightsOf(strDt, endDt)) {
    const rooms = (left[night] ?? 0) - qty;
    if (rooms > 0) left[night] = rooms;
    else delete left[night];
  }
  return left;
};

/** What is kept of nights that are still to come. */
export const since = (today: string, nights: ByNight): ByNight =>
  Object.fromEntries(Object.entries(nights).filter(([night]) => night >= today));

type StockOfNights = { readonly stock: number; readonly fromDt: string; readonly toDt: string };

/** The stock that is set for each of some nights. */
export const each = ({ stock, fromDt, toDt }: StockOfNights): ByNight =>
  Object.fromEntries(nightsOf(fromDt, toDt).map((night) => [night, stock]));

/** Nights are open as far as a reservation made today can reach. */
export const lastNight = ({ today, setting: of }: Pick<Known, 'today' | 'setting'>): string =>
  addDays(today, of(terms.BOOK_AHEAD_MAX) + of(terms.NIGHTS_MAX));

/** The owner has OWNER_DECISION, but not beyond check-in, and in any case a little time. */
export const decideBefore = ({ strDt }: Nights, { now, setting: of }: Known): string => {
  const checkIn = instantAt(strDt, of(terms.CHECK_IN_TIME));
  const latest = Math.min(now + of(setting.OWNER_DECISION) * HOUR_MS, checkIn);
  return isoOf(Math.max(latest, now + of(setting.OWNER_DECISION_MIN) * HOUR_MS));
};

type Set = Of<typeof command.SetNightStock>;

/** What is wrong with the nights of a setting; nothing, when each is open and to come. */
export const mistakeIn = ({ fromDt, toDt }: Set, open: { readonly toDt: string }, known: Known) =>
  together(
    fromDt < known.today && wrong.past,
    toDt <= fromDt && wrong.reversed,
    toDt > open.toDt && wrong.notOpenYet(open.toDt),
  );

/** The first night that has more rooms taken than there are to be. */
export const nightShortOf = ({ stock, fromDt, toDt }: StockOfNights, house: House) =>
  nightsOf(fromDt, toDt).find((night) => takenOn(night, house) > stock);

/** Midnight in Seoul, when one more night opens. */
export const nextMidnight = (now: number): number => instantAt(addDays(dayOf(now), 1), '00:00');
