// Who walks about in the demo, and what happened before: last week's stay, a cancellation, and a
// reservation that its owner has yet to confirm.

import { addDays, daysBetween, MINUTE_MS } from '@dure/domain';
import { dayOf, instantAt } from '@dure/domain/korea';
import type { AnyMessage } from '@dure/domain';
import type { Demo, DemoStep, Persona } from '@dure/rehearsal';
import { by, operator } from '@dure/rehearsal/demo';
import * as Management from './management/contract.ts';
import * as Place from './place/contract.ts';

type Claims = Persona['claims'];

const ownerClaims = (ownerId: string): Claims => ({ ownerId, recipient: `owner:${ownerId}` });

const owner = (ownerId: string, ko: string, en: string): Persona => ({
  actor: 'Owner',
  subject: ownerId,
  label: [ko, en],
  claims: ownerClaims(ownerId),
});

const customer = (usrId: string, ko: string, en: string): Persona => ({
  actor: 'Customer',
  subject: usrId,
  label: [ko, en],
  claims: { usrId, recipient: `customer:${usrId}` },
});

const withPhone = (persona: Persona, tel: string): Persona => ({
  ...persona,
  claims: { ...persona.claims, tel },
});

const jung = withPhone(customer('customer-2', '정유진', 'Jung Yu-jin'), '01023456789');
const oh = withPhone(customer('customer-3', '오세훈', 'Oh Se-hun'), '01045678901');
const han = customer('customer-4', '한지민', 'Han Ji-min');

const personas: readonly Persona[] = [
  jung,
  oh,
  han,
  owner('owner-1', '김숙희', 'Kim Sook-hee'),
  owner('owner-2', '이한옥', 'Lee Han-ok'),
  owner('owner-3', '박여행', 'Park Yeo-haeng'),
  owner('owner-4', '최도심', 'Choi Do-sim'),
  operator,
];

type Place = Parameters<typeof Place.command.RegisterPlace>[0];

/** The place of the documented lines: 5 000 won, instant, and no stock yet. */
const test01: Place = {
  placeId: 'place-1',
  placeNm: 'test01',
  ownerId: 'owner-1',
  pricePerNight: 5000,
  instantConfirmation: true,
};

const hanok: Place = {
  placeId: 'place-2',
  placeNm: '북촌 한옥스테이',
  ownerId: 'owner-2',
  pricePerNight: 120_000,
};

const guesthouse: Place = {
  placeId: 'place-3',
  placeNm: '홍대 게스트하우스',
  ownerId: 'owner-3',
  pricePerNight: 45_000,
  instantConfirmation: true,
};

const loft: Place = {
  placeId: 'place-4',
  placeNm: '성수 로프트',
  ownerId: 'owner-3',
  pricePerNight: 98_000,
};

const hotel: Place = {
  placeId: 'place-5',
  placeNm: '강남 비즈니스호텔',
  ownerId: 'owner-4',
  pricePerNight: 88_000,
  instantConfirmation: true,
};

const residence: Place = {
  placeId: 'place-6',
  placeNm: '잠실 레지던스',
  ownerId: 'owner-4',
  pricePerNight: 150_000,
  freeCancelDays: 7,
};

const places: readonly Place[] = [test01, hanok, guesthouse, loft, hotel, residence];

const stocks: readonly (readonly [Place, number])[] = [
  [hanok, 4],
  [guesthouse, 10],
  [loft, 3],
  [hotel, 20],
  [residence, 6],
];

const byOwnerOf = ({ ownerId }: Place, at: number, command: AnyMessage): DemoStep => ({
  at,
  as: 'Owner',
  claims: ownerClaims(ownerId),
  command,
});

const registering = (place: Place, at: number): DemoStep =>
  byOwnerOf(place, at, Place.command.RegisterPlace(place));

export const registerTest01 = (at: number): DemoStep => registering(test01, at);

/** The next Christmas Eve, today's included: the loft has no rooms then. */
const christmasEve = (today: string): string => {
  const year = Number(today.slice(0, 4));
  return `${year}-12-24` < today ? `${year + 1}-12-24` : `${year}-12-24`;
};

const opening = (at: number, eve: string): readonly DemoStep[] => [
  ...places.map((place, index) => registering(place, at + index * MINUTE_MS)),
  ...stocks.map(([place, stock], index) =>
    byOwnerOf(
      place,
      at + (10 + index) * MINUTE_MS,
      Management.command.OpenStock({ placeId: place.placeId, stock }),
    ),
  ),
  byOwnerOf(
    loft,
    at + 20 * MINUTE_MS,
    Management.command.SetNightStock({
      placeId: loft.placeId,
      fromDt: eve,
      toDt: addDays(eve, 1),
      stock: 0,
    }),
  ),
];

const stay = { qty: 1, cardToken: 'card-0001' } as const;

/** Reserved, stayed, and left again, all last week. */
const finishedStay = (today: string): DemoStep =>
  by(
    oh,
    instantAt(addDays(today, -9), '10:00'),
    Place.command.PlaceReservation({
      ...stay,
      orderId: 'order-1',
      placeId: guesthouse.placeId,
      usrId: 'customer-3',
      strDt: addDays(today, -8),
      endDt: addDays(today, -6),
    }),
  );

/** In two weeks, but not on the night on which the loft has no rooms. */
const canceledStay = (today: string, eve: string): readonly DemoStep[] => {
  const orderId = 'order-2';
  const inTwoWeeks = addDays(today, 14);
  const strDt = inTwoWeeks === eve ? addDays(inTwoWeeks, 1) : inTwoWeeks;
  const request = Place.command.PlaceReservation({
    ...stay,
    orderId,
    placeId: loft.placeId,
    usrId: 'customer-4',
    strDt,
    endDt: addDays(strDt, 1),
  });
  const cancel = Place.command.CancelReservation({ orderId, reason: '일정 변경' });
  const dayOfIt = addDays(today, -2);
  return [
    by(han, instantAt(dayOfIt, '10:00'), request),
    by(han, instantAt(dayOfIt, '12:00'), cancel),
  ];
};

const FRIDAY = '2024-01-05';

const nextFriday = (today: string): string => {
  const sinceFriday = ((daysBetween(FRIDAY, today) % 7) + 7) % 7;
  return addDays(today, 7 - sinceFriday);
};

const waitingForOwner = (now: number): DemoStep => {
  const strDt = nextFriday(dayOf(now));
  return by(
    jung,
    now - 5 * MINUTE_MS,
    Place.command.PlaceReservation({
      ...stay,
      orderId: 'order-3',
      placeId: hanok.placeId,
      usrId: 'customer-2',
      strDt,
      endDt: addDays(strDt, 2),
      amount: 240_000,
    }),
  );
};

export const demo: Demo = {
  personas,
  steps: (now) => {
    const today = dayOf(now);
    const eve = christmasEve(today);
    return [
      ...opening(instantAt(addDays(today, -10), '09:00'), eve),
      finishedStay(today),
      ...canceledStay(today, eve),
      waitingForOwner(now),
    ];
  },
};
