// The rooms of a place by night: what there is, what is booked, and what is left.

import {
  addDays,
  dayOf,
  HOUR_MS,
  instantAt,
  invalid,
  isoOf,
  nightsOf,
  settings,
} from '@dure/domain';
import type { Known, Of } from '@dure/domain';
import { terms } from '../place/contract.ts';
import type { command } from './contract.ts';

export const setting = settings({
  OWNER_DECISION: [24, 'hours'],
  OWNER_DECISION_MIN: [1, 'hours'],
});

type Nights = { readonly strDt: string; readonly endDt: string };
export type Stay = Nights & { readonly qty: number };

/** The stock of every night, and of the nights that the owner has set apart. */
type Stock = {
  readonly is: string;
  readonly stock?: number;
  readonly nights?: { readonly [night: string]: number };
};

export type Registers = {
  readonly Rooms: Stock;
  /** Those that are held or confirmed. */
  readonly Booking: ReadonlyMap<string, Stay>;
};

const covers = ({ strDt, endDt }: Nights, night: string): boolean =>
  strDt <= night && night < endDt;

export const bookedOn = (night: string, { Booking }: Pick<Registers, 'Booking'>): number => {
  let booked = 0;
  for (const stay of Booking.values()) if (covers(stay, night)) booked += stay.qty;
  return booked;
};

const stockOn = (night: string, { nights, stock }: Stock): number => nights?.[night] ?? stock ?? 0;

/** The least free rooms over the nights of a stay; without an open place, none. */
export const freeOver = ({ strDt, endDt }: Nights, ledger: Registers): number =>
  Math.min(
    ...nightsOf(strDt, endDt).map(
      (night) => stockOn(night, ledger.Rooms) - bookedOn(night, ledger),
    ),
  );

/** The least free rooms once a booking has given its own back. */
export const freeWithout = (orderId: string, stay: Stay, ledger: Registers): number =>
  freeOver(stay, ledger) + (ledger.Booking.has(orderId) ? stay.qty : 0);

/** Nights are open as far as a reservation made today can reach. */
export const lastNight = ({ today, setting: of }: Pick<Known, 'today' | 'setting'>): string =>
  addDays(today, of(terms.BOOK_AHEAD_MAX) + of(terms.NIGHTS_MAX));

/** The owner has OWNER_DECISION, but not beyond check-in, and in any case a little time. */
export const decideBefore = ({ strDt }: Nights, { now, setting: of }: Known): string => {
  const checkIn = instantAt(strDt, of(terms.CHECK_IN_TIME));
  const latest = Math.min(now + of(setting.OWNER_DECISION) * HOUR_MS, checkIn);
  return isoOf(Math.max(latest, now + of(setting.OWNER_DECISION_MIN) * HOUR_MS));
};

export const hasBegun = ({ strDt }: Nights, { now, setting: of }: Known): boolean =>
  now >= instantAt(strDt, of(terms.CHECK_IN_TIME));

type Set = Of<typeof command.SetNightStock>;

/** What is wrong with the nights of a setting; nothing, when each is open and to come. */
export const mistakeIn = ({ fromDt, toDt }: Set, open: { readonly toDt: string }, known: Known) => {
  if (fromDt < known.today) return wrong.past;
  if (toDt <= fromDt) return wrong.reversed;
  return toDt > open.toDt ? wrong.notOpenYet(open.toDt) : undefined;
};

const wrong = {
  past: invalid('fromDt', {
    ko: '지난 날짜의 재고는 바꿀 수 없습니다',
    en: 'The stock of a past night cannot be changed',
  }),
  reversed: invalid('toDt', {
    ko: '종료일은 시작일보다 뒤여야 합니다',
    en: 'The end must be after the beginning',
  }),
  notOpenYet: (night: string) =>
    invalid('toDt', {
      ko: `${night} 전의 날짜까지만 설정할 수 있습니다`,
      en: `Only nights before ${night} are open yet`,
    }),
} as const;

/** Midnight in Seoul, when one more night opens. */
export const nextMidnight = (now: number): number => instantAt(addDays(dayOf(now), 1), '00:00');
