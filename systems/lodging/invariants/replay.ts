// The log of lodging, read place by place, for its invariants.

import { nightsOf } from '@dure/domain';
import type { Happened, World } from '@dure/rehearsal';
import { figure, word } from '@dure/rehearsal/log';

type Row = { readonly [field: string]: unknown };

type Stay = { readonly nights: readonly string[]; readonly qty: number };

/** A place as its own events tell it. */
export type House = {
  readonly placeId: string;
  readonly pricePerNight: number;
  readonly freeCancelDays: number;
  /** Rooms of the nights that were opened. */
  readonly stock: Map<string, number>;
  /** Rooms that are held or confirmed, by night. */
  readonly booked: Map<string, number>;
  /** Rooms that were not given back, by night: those of past stays too. */
  readonly used: Map<string, number>;
  readonly stays: Map<string, Stay>;
};

const house = (placeId: string, registered: Row): House => ({
  placeId,
  pricePerNight: figure(registered, 'pricePerNight'),
  freeCancelDays: figure(registered, 'freeCancelDays'),
  stock: new Map(),
  booked: new Map(),
  used: new Map(),
  stays: new Map(),
});

const add = (to: Map<string, number>, { nights, qty }: Stay, sign: 1 | -1): void => {
  for (const night of nights) to.set(night, (to.get(night) ?? 0) + sign * qty);
};

const openNights = ({ stock }: House, { data }: Happened): void => {
  for (const night of nightsOf(word(data, 'fromDt'), word(data, 'toDt'))) {
    stock.set(night, figure(data, 'stock'));
  }
};

const book = (of: House, { data }: Happened): void => {
  const orderId = word(data, 'orderId');
  if (of.stays.has(orderId)) return;
  const nights = nightsOf(word(data, 'strDt'), word(data, 'endDt'));
  const stay = { nights, qty: figure(data, 'qty') };
  of.stays.set(orderId, stay);
  add(of.booked, stay, 1);
  add(of.used, stay, 1);
};

const end = (of: House, { data }: Happened): void => {
  const stay = of.stays.get(word(data, 'orderId'));
  if (stay) add(of.booked, stay, -1);
};

const giveBack = (of: House, event: Happened, hasEnded: boolean): void => {
  const orderId = word(event.data, 'orderId');
  const stay = of.stays.get(orderId);
  if (!stay) return;
  if (!hasEnded) add(of.booked, stay, -1);
  add(of.used, stay, -1);
  of.stays.delete(orderId);
};

/** Reads the log of all places; after each event of management, `look` sees where it left one. */
export const housesIn = (
  { events }: World,
  look: (of: House, event: Happened) => void = () => {},
): readonly House[] => {
  const houses = new Map<string, House>();
  const ended = new Set<string>();
  const steps: { readonly [type: string]: (of: House, event: Happened) => void } = {
    StockOpened: openNights,
    NightsOpened: openNights,
    NightStockSet: openNights,
    ReservationHeld: book,
    ReservationConfirmed: book,
    StayEnded: (of, event) => {
      ended.add(word(event.data, 'orderId'));
      end(of, event);
    },
    ReservationCancelConfirmed: (of, event) =>
      giveBack(of, event, ended.has(word(event.data, 'orderId'))),
  };
  for (const event of events) {
    const placeId = word(event.data, 'placeId');
    if (event.type === 'PlaceRegistered') houses.set(placeId, house(placeId, event.data));
    const of = houses.get(placeId);
    const step = steps[event.type];
    if (!of || !step) continue;
    step(of, event);
    look(of, event);
  }
  return [...houses.values()];
};

/** The nights with more rooms held or confirmed than there are. */
export const oversoldNights = ({ booked, stock }: House): readonly string[] =>
  [...booked].flatMap(([night, rooms]) => (rooms > (stock.get(night) ?? rooms) ? [night] : []));
