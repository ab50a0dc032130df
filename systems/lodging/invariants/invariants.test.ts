// Each invariant holds for an honest world, and notices the lie that it is there for.

import { before, describe } from 'node:test';
import type { World } from '@dure/rehearsal';
import {
  everythingTwice,
  externalAs,
  itNotices,
  liesAbout,
  none,
  rowsAs,
  stateAs,
  twice,
  withData,
} from '@dure/acceptance/lies';
import type { Lie } from '@dure/acceptance/lies';
import { invariants } from './index.ts';
import { customer, House, owner } from '../lodging.testing.ts';
import * as Management from '../management/contract.ts';
import * as Place from '../place/contract.ts';

const { CancelReservation, PlaceReservation, RegisterPlace } = Place.command;
const { ConfirmReservation, OpenStock } = Management.command;

type Wish = Partial<Parameters<typeof PlaceReservation>[0]>;

const wish = (orderId: `order-${string}`, of: Wish = {}) =>
  PlaceReservation({
    orderId,
    placeId: 'place-2',
    usrId: 'customer-2',
    strDt: '2026-03-10',
    endDt: '2026-03-12',
    qty: 2,
    ...of,
  });

const confirm = (orderId: `order-${string}`) => ConfirmReservation({ placeId: 'place-2', orderId });

/** One finished stay, one held, one confirmed, one cancelled with a fee, and one without rooms. */
const busyHouse = async (): Promise<World> => {
  const house = await House.opened('2026-03-02');
  const place = { placeNm: '한옥', ownerId: 'owner-2', pricePerNight: 50_000 } as const;
  await house.done(RegisterPlace({ ...place, placeId: 'place-2' }), owner);
  await house.done(OpenStock({ placeId: 'place-2', stock: 4 }), owner);
  const soon = { strDt: '2026-03-02', endDt: '2026-03-03' };
  await house.done(wish('order-1', soon), customer(2));
  await house.done(confirm('order-1'), owner);
  await house.done(wish('order-2', { strDt: '2026-03-04', endDt: '2026-03-05' }), customer(3));
  await house.done(confirm('order-2'), owner);
  await house.done(CancelReservation({ orderId: 'order-2' }), customer(3));
  await house.until('2026-03-03', '11:01');
  await house.done(wish('order-3'), customer(2));
  await house.done(wish('order-4'), customer(2));
  await house.done(confirm('order-4'), owner);
  await house.done(wish('order-5'), customer(2));
  await house.holds();
  return house.world();
};

const { first, replaced } = liesAbout('orderId');

const lies: { readonly [id: string]: readonly Lie[] } = {
  I1: [replaced('ReservationHeld', 'order-3', withData({ qty: 3 }))],
  I2: [
    replaced('ReservationHeld', 'order-3', withData({ qty: 1 })),
    replaced('ReservationConfirmed', 'order-4', withData({ endDt: '2026-03-11' })),
  ],
  I3: [
    replaced('PaymentApproved', 'order-1', none),
    replaced('PaymentCancelApproved', 'order-2', withData({ refundAmt: 0 })),
  ],
  I4: [
    replaced('PaymentAuthorized', 'order-1', none),
    replaced('PaymentAuthorized', 'order-1', withData({ amount: 1 })),
    first('ReservationPlaced', 'order-1'),
  ],
  I5: [
    stateAs('PaymentHistory', 'order-1', { is: 'authorized' }),
    stateAs('ReservationManagement', 'order-3', { is: 'confirmed' }),
    stateAs('Accommodation', 'order-2', { is: 'cancelRequested' }),
  ],
  I6: [
    replaced('PaymentCancelApproved', 'order-2', twice),
    replaced('ReservationCancelConfirmed', 'order-2', none),
    first('ReservationCanceled', 'order-2'),
  ],
  I7: [replaced('ReservationCanceled', 'order-2', withData({ refundAmt: 0 }))],
  I8: [
    replaced('ReservationCanceled', 'order-2', withData({ cancelledBy: 'OWNER' })),
    replaced('ReservationCanceled', 'order-2', withData({ feeAmt: 1 })),
    replaced('ReservationStatusChanged', 'order-2', none),
  ],
  I9: [replaced('PaymentApproved', 'order-1', withData({ amount: 1 }))],
  I10: [
    first('ReservationStatusChanged', 'order-1'),
    replaced('ReservationConfirmed', 'order-1', none),
  ],
  I11: [
    stateAs('PaymentHistory', 'order-1', { is: 'authorized' }),
    stateAs('PaymentHistory', 'order-1', { is: 'voided' }),
    replaced('ReservationPlaced', 'order-1', none),
  ],
  I12: [(world) => ({ ...world, now: world.now + 25 * 3_600_000 })],
  I13: [rowsAs('Mypage', { status: '예약처리' })],
  I14: [
    replaced('PaymentCancelApproved', 'order-2', withData({ refundAmt: -1 })),
    replaced('PaymentCancelApproved', 'order-2', withData({ feeAmt: 1500.5 })),
    replaced('PaymentApproved', 'order-2', none),
  ],
  G3: [stateAs('PaymentHistory', 'order-1', { is: 'authorized' })],
  G4: [rowsAs('NightStocks', { free: 3 })],
  G5: [everythingTwice, externalAs({ sent: {}, sentCount: 0 })],
};

describe('The invariants of lodging', () => {
  let world: World;
  before(async () => {
    world = await busyHouse();
  });

  itNotices(invariants, lies, () => world);
});
