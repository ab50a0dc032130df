// What people do at lodging all day, driven by chance: many of them want few rooms.

import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import type { AnyMessage } from '@dure/domain';
import { anyId, below, byHabit, pick, rowsWith } from '@dure/rehearsal/traffic';
import type { Random, Seen, Step, Traffic } from '@dure/rehearsal/traffic';
import { resolveGivenUp } from '@dure/notification/rehearsal';
import * as Management from './management/contract.ts';
import * as Place from './place/contract.ts';

type House = {
  readonly placeId: `place-${string}`;
  readonly ownerId: `owner-${string}`;
  readonly pricePerNight: number;
  readonly stock: number;
  readonly instantConfirmation: boolean;
};

const house = (
  number: number,
  stock: number,
  { instant }: { readonly instant: boolean },
): House => ({
  placeId: `place-${number}`,
  ownerId: `owner-${(number % 2) + 1}`,
  pricePerNight: 10_000 * number,
  stock,
  instantConfirmation: instant,
});

const houses: readonly House[] = [
  house(1, 1, { instant: true }),
  house(2, 2, { instant: false }),
  house(3, 3, { instant: true }),
];

const customers = [2, 3, 4, 5, 6] as const;
const cards = [1, 1, 1, 1, 1, 2, 4, 9].map((number) => `card-000${number}`);

const asOwner = ({ ownerId }: House, command: AnyMessage): Step => ({
  as: 'Owner',
  claims: { ownerId, recipient: `owner:${ownerId}` },
  command,
});

const asCustomer = (usrId: string, command: AnyMessage): Step => ({
  as: 'Customer',
  claims: { usrId, recipient: `customer:${usrId}`, tel: `010${usrId.slice(-1).repeat(8)}` },
  command,
});

const anyHouse = (random: Random): House => pick(random, houses, house(1, 1, { instant: true }));

/** One to three nights of the coming days; one request in thirty makes no sense. */
const reserve = (random: Random, { now }: Seen): Step => {
  const { placeId } = anyHouse(random);
  const usrId = `customer-${pick(random, customers, 2)}` as const;
  const isOdd = random() < 1 / 30;
  const strDt = addDays(dayOf(now), isOdd ? -1 : 1 + below(random, 4));
  const request = Place.command.PlaceReservation({
    orderId: anyId(random, 'order'),
    placeId,
    usrId,
    strDt,
    endDt: addDays(strDt, 1 + below(random, 3)),
    qty: 1 + below(random, 2),
    cardToken: pick(random, cards, 'card-0001'),
  });
  return asCustomer(usrId, request);
};

type Row = { readonly [field: string]: unknown };

const isOrder = (id: unknown): id is `order-${string}` =>
  typeof id === 'string' && id.startsWith('order-');

const rowsIn = rowsWith('status');

/** A customer cancels what they reserved; now and then, what another one has. */
const cancel = (random: Random, seen: Seen): Step => {
  const rows = rowsIn(seen, 'Accommodations', '예약처리', '예약완료', '취소처리', '예약취소');
  const row = pick<Row>(random, rows, {});
  if (!isOrder(row['orderId'])) return reserve(random, seen);
  const stranger = `customer-${pick(random, customers, 2)}`;
  const usrId = random() < 0.1 ? stranger : String(row['usrId']);
  return asCustomer(usrId, Place.command.CancelReservation({ orderId: row['orderId'] }));
};

/** An owner decides on one of their tasks: a new one, or one that they have confirmed before. */
const decide = (random: Random, seen: Seen): Step => {
  const row = pick<Row>(random, rowsIn(seen, 'OwnerTasks', '확인대기', '예약확정'), {});
  const of = houses.find(({ placeId }) => placeId === row['placeId']);
  if (!of || !isOrder(row['orderId'])) return setStock(random, seen);
  const named = { placeId: of.placeId, orderId: row['orderId'] };
  return asOwner(
    of,
    random() < 0.7
      ? Management.command.ConfirmReservation(named)
      : Management.command.RejectReservation({ ...named, reason: '수리 중' }),
  );
};

const setStock = (random: Random, { now }: Seen): Step => {
  const of = anyHouse(random);
  const fromDt = addDays(dayOf(now), 1 + below(random, 4));
  const toDt = addDays(fromDt, 1 + below(random, 2));
  const stock = below(random, of.stock + 2);
  return asOwner(
    of,
    Management.command.SetNightStock({ placeId: of.placeId, fromDt, toDt, stock }),
  );
};

const switchInstant = (random: Random): Step => {
  const of = anyHouse(random);
  const instantConfirmation = random() < 0.5;
  return asOwner(
    of,
    Management.command.SetInstantConfirmation({ placeId: of.placeId, instantConfirmation }),
  );
};

/** Places that were registered and have no stock yet. */
const openStock = (seen: Seen): Step | undefined => {
  const closed = seen.rows('ReservationManagements').find(({ stock }) => stock === undefined);
  const of = houses.find(({ placeId }) => placeId === closed?.['placeId']);
  return of && asOwner(of, Management.command.OpenStock(of));
};

/** Of a hundred steps, how many are of each kind. */
const doing = byHabit([
  [55, reserve],
  [17, cancel],
  [20, decide],
  [5, setStock],
  [3, switchInstant],
]);

export const traffic: Traffic = {
  // Nobody here reserves further ahead, and a year of nights takes long to look after.
  settings: { BOOK_AHEAD_MAX: 10, NIGHTS_MAX: 5 },
  setUp: () =>
    houses.map((of) =>
      asOwner(of, Place.command.RegisterPlace({ ...of, placeNm: `숙소 ${of.placeId}` })),
    ),
  next: (random, seen) => {
    const opening = openStock(seen);
    if (opening) return opening;
    return doing(random, seen);
  },
  finish: resolveGivenUp,
};
