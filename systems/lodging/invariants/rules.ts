// The sentences behind the invariants: what is wrong with a world, one sentence each.

import { addDays, daysBetween, instantOf, MINUTE_MS } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import type { Happened, World } from '@dure/rehearsal';
import { figure, perStory, rowsBy, word } from '@dure/rehearsal/log';
import type { Sentences, Story } from '@dure/rehearsal/log';
import { booksAgree, refundsAreWithin } from '@dure/card-network/rehearsal';
import type { Booked } from '@dure/card-network/rehearsal';
import * as Payment from '../payment/contract.ts';
import { terms } from '../place/contract.ts';
import { housesIn, oversoldNights } from './replay.ts';
import type { House } from './replay.ts';

const DEADLINE_GRACE_MS = 5 * MINUTE_MS;

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** What is wrong with each reservation; nothing, where it is right. */
const perOrder = perStory('orderId');

const housesById = (world: World): ReadonlyMap<string, House> =>
  new Map(housesIn(world).map((house) => [house.placeId, house]));

// I1
export const roomsAreEnough = (world: World): Sentences => {
  const oversold: string[] = [];
  housesIn(world, (house, { type, subject }) => {
    for (const night of oversoldNights(house)) oversold.push(`${subject} ${night} after ${type}.`);
  });
  return oversold;
};

// I2
export const wholeStays = (world: World): Sentences =>
  perOrder(world, ({ all, first }) => {
    const placed = first('ReservationPlaced')?.data;
    const differing = all.find(
      ({ type, data }) =>
        (type === 'ReservationHeld' || type === 'ReservationConfirmed') &&
        ['strDt', 'endDt', 'qty'].some((field) => data[field] !== placed?.[field]),
    );
    return differing && `${differing.type} is not what was reserved.`;
  });

// I3
export const moneyIsExplained = (world: World): Sentences => {
  const total = (type: string, field: string) =>
    sum(world.events.flatMap((event) => (event.type === type ? [figure(event.data, field)] : [])));
  const kept = [...world.states('Accommodation').values()].map((stay) =>
    ['placed', 'booked', 'finished'].includes(word(stay, 'is')) ? figure(stay, 'amount') : 0,
  );
  const taken = total('PaymentApproved', 'amount');
  const refunded = total('PaymentCancelApproved', 'refundAmt');
  const due = sum(kept) + total('ReservationCanceled', 'feeAmt');
  return taken - refunded === due
    ? []
    : [`${taken} captured less ${refunded} refunded are not the ${due} due.`];
};

// I4
export const paidBefore = (world: World): Sentences =>
  perOrder(world, ({ first, isBefore }) => {
    const placed = first('ReservationPlaced');
    const paid = first('PaymentAuthorized');
    if (!placed) return undefined;
    if (!paid || !isBefore('PaymentAuthorized', 'ReservationPlaced')) return 'reserved unpaid.';
    return paid.data['amount'] !== placed.data['amount'] && 'another amount was authorised.';
  });

/** For each state of a reservation: of its payment, and of its booking. */
const agreeing: { readonly [is: string]: readonly [payment: string, booking: string] } = {
  placed: ['approved', 'held'],
  booked: ['approved', 'confirmed'],
  finished: ['approved', 'ended'],
  canceled: ['canceled', 'released'],
};

/** If the card network refuses to pay, there may have been no offer to the place. */
const isWithoutBooking = ({ first }: Story): boolean =>
  word(first('ReservationCanceled')?.data, 'cancelledBy') === 'CARD';

// I5
export const stateAgrees = (world: World): Sentences => {
  const reservations = world.states('Accommodation');
  const payments = world.states('PaymentHistory');
  const bookings = world.states('ReservationManagement', 'Booking');
  return perOrder(world, (story) => {
    const reservation = word(reservations.get(story.id), 'is');
    if (reservation === '') return undefined;
    const payment = word(payments.get(story.id), 'is');
    const booking = word(bookings.get(story.id), 'is');
    const [paid, booked] = agreeing[reservation] ?? [];
    const isRight = booking === booked || (booking === '' && isWithoutBooking(story));
    return (payment !== paid || !isRight) && `${reservation}, ${payment}, ${booking}.`;
  });
};

/** What happened before what must come first, or without it. */
const astray = ({ has, isBefore }: Story, way: readonly string[]): string | undefined => {
  for (const [index, before] of way.entries()) {
    const next = way[index + 1];
    if (next === undefined || !has(next)) continue;
    if (!has(before)) return `${next} without ${before}.`;
    if (!isBefore(before, next)) return `${next} before ${before}.`;
  }
  return undefined;
};

const unwinding = ['ReservationCancelConfirmed', 'PaymentCancelApproved', 'ReservationCanceled'];

// I6
export const oncePerCancellation = (world: World): Sentences =>
  perOrder(world, (story) => {
    const twice = unwinding.find((type) => story.times(type) > 1);
    if (twice) return `${twice} more than once.`;
    const isByCard = word(story.first('PaymentCancelApproved')?.data, 'cancelledBy') === 'CARD';
    return astray(story, isByCard ? unwinding.slice(1) : unwinding);
  });

// I7
export const refundsAddUp = (world: World): Sentences =>
  perOrder(world, ({ first }) => {
    const canceled = first('ReservationCanceled')?.data;
    const captured = figure(first('PaymentApproved')?.data, 'amount');
    if (!canceled) return undefined;
    const given = figure(canceled, 'refundAmt') + figure(canceled, 'feeAmt');
    return given !== captured && `${given} of ${captured} captured.`;
  });

/** The fee that the rule gives at the instant of the request. */
const feeAt = (asked: Happened, booked: Happened, { freeCancelDays }: House): number => {
  const freeUntil = addDays(word(booked.data, 'strDt'), -freeCancelDays);
  if (dayOf(asked.at) <= freeUntil) return 0;
  const percent = terms.CANCEL_FEE_PERCENT.standard;
  return Math.floor((figure(booked.data, 'amount') * percent) / 100);
};

// I8
export const feesAreRight = (world: World): Sentences => {
  const houses = housesById(world);
  return perOrder(world, ({ first, all }) => {
    const asked = first('ReservationCancelRequested');
    const booked = first('ReservationStatusChanged');
    const house = houses.get(word(asked?.data, 'placeId'));
    const fee = asked && booked && house ? feeAt(asked, booked, house) : 0;
    const wrong = all.find(({ data }) => {
      const isByCustomer = (data['cancelledBy'] ?? 'CUSTOMER') === 'CUSTOMER';
      return figure(data, 'feeAmt') !== 0 && (!isByCustomer || figure(data, 'feeAmt') !== fee);
    });
    return wrong && `${wrong.type} takes ${figure(wrong.data, 'feeAmt')}, not ${fee}.`;
  });
};

// I9
export const amountsAgree = (world: World): Sentences => {
  const houses = housesById(world);
  return perOrder(world, ({ first, all }) => {
    const placed = first('ReservationPlaced')?.data;
    if (!placed) return undefined;
    const nights = daysBetween(word(placed, 'strDt'), word(placed, 'endDt'));
    const price = houses.get(word(placed, 'placeId'))?.pricePerNight ?? 0;
    const due = price * nights * figure(placed, 'qty');
    const wrong = all.find(({ data }) => 'amount' in data && data['amount'] !== due);
    return wrong && `${wrong.type} has ${String(wrong.data['amount'])}, not ${due}.`;
  });
};

const way = [
  'ReservationPlaced',
  'PaymentApproved',
  'ReservationConfirmed',
  'ReservationStatusChanged',
];

// I10
export const rightOrder = (world: World): Sentences =>
  perOrder(world, (story) => astray(story, way));

// I11
export const paymentsAreClosed = (world: World): Sentences => {
  const payments = world.states('PaymentHistory');
  return perOrder(world, ({ id, has }) => {
    const payment = word(payments.get(id), 'is');
    if (payment === 'authorized') return 'its amount is still held.';
    if (payment === '') return undefined;
    const isPlaced = has('ReservationPlaced');
    return (payment === 'voided') === isPlaced && `${payment}, reserved: ${String(isPlaced)}.`;
  });
};

// I12
export const heldInTime = (world: World): Sentences =>
  [...world.states('ReservationManagement', 'Booking')].flatMap(([orderId, booking]) => {
    if (booking['is'] !== 'held') return [];
    const until = instantOf(word(booking, 'decideBy')) + DEADLINE_GRACE_MS;
    return world.now > until ? [`${orderId}: still held.`] : [];
  });

const statuses: { readonly [is: string]: readonly string[] } = {
  placed: ['예약처리', '결제완료'],
  booked: ['예약완료'],
  cancelRequested: ['취소처리'],
  canceled: ['예약취소'],
  finished: ['이용완료'],
};

// I13
export const mypageAgrees = (world: World): Sentences => {
  const rows = rowsBy(world, 'Mypage', 'orderId');
  return [...world.states('Accommodation')].flatMap(([orderId, reservation]) => {
    const status = word(rows.get(orderId), 'status');
    const is = word(reservation, 'is');
    return statuses[is]?.includes(status) ? [] : [`${orderId}: ${is}, but shown as ${status}.`];
  });
};

/** What the payment of a reservation must be, by what the card network has of it. */
const booked: Booked = {
  declined: ['', 'voided', 'canceled'],
  held: [],
  captured: ['approved'],
  refunded: ['canceled'],
  canceled: ['', 'voided', 'canceled'],
};

// I14
export const refundsAreWithinPayments = refundsAreWithin({
  of: 'orderId',
  takes: Payment.event.PaymentApproved,
  amount: 'amount',
  givesBack: Payment.event.PaymentCancelApproved,
  refund: 'refundAmt',
  kept: 'feeAmt',
});

// G3
export const cardBooksAgree = (world: World): Sentences => {
  const payments = new Map(
    [...world.states('PaymentHistory').values()].map((of) => [word(of, 'payId'), word(of, 'is')]),
  );
  return booksAgree(world, payments, booked);
};

const isByNight = (of: unknown): of is { readonly [night: string]: unknown } =>
  typeof of === 'object' && of !== null;

/** What the place itself counts, for nights that are still to come. */
const countsAgree = (world: World): Sentences => {
  const rooms = world.states('ReservationManagement', 'Rooms');
  const today = dayOf(world.now);
  return housesIn(world).flatMap(({ placeId, used }) => {
    const taken = rooms.get(placeId)?.['taken'];
    const wrong = [...used].filter(
      ([night, count]) => night > today && isByNight(taken) && (taken[night] ?? 0) !== count,
    );
    return wrong.map(([night, count]) => `${placeId} ${night}: ${count} are taken.`);
  });
};

// G4
export const nightStocksAgree = (world: World): Sentences => {
  const houses = housesById(world);
  const rows = world.rows('NightStocks').flatMap((row) => {
    const night = word(row, 'night');
    const house = houses.get(word(row, 'placeId'));
    const stock = house?.stock.get(night);
    const free = (stock ?? 0) - (house?.used.get(night) ?? 0);
    const isRight = row['stock'] === stock && row['free'] === free;
    return isRight ? [] : [`${word(row, 'placeId')} ${night}: not ${String(free)} free.`];
  });
  return [...rows, ...countsAgree(world)];
};
