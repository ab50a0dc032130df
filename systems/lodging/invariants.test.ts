// Each invariant holds for an honest world, and notices the lie that it is there for.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Happened, World } from '@dure/domain';
import { invariants } from './invariants.ts';
import { customer, House, owner } from './lodging.testing.ts';
import * as Management from './management/contract.ts';
import * as Place from './place/contract.ts';

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

type Change = (event: Happened) => Happened | readonly Happened[];

/** The world with its events told otherwise. */
const told = (world: World, type: string, orderId: string, change: Change): World => ({
  ...world,
  events: world.events.flatMap((event) =>
    event.type === type && event.data['orderId'] === orderId ? change(event) : event,
  ),
});

const withData = (data: Happened['data']) => (event: Happened) => ({
  ...event,
  data: { ...event.data, ...data },
});

/** The world with an event told before all others. */
const first = (world: World, type: string, orderId: string): World => {
  const isIt = (event: Happened) => event.type === type && event.data['orderId'] === orderId;
  return {
    ...world,
    events: [...world.events.filter(isIt), ...world.events.filter((event) => !isIt(event))],
  };
};

const stateAs = (world: World, aggregate: string, orderId: string, is: string): World => ({
  ...world,
  states: (name, register) => {
    const states = new Map(world.states(name, register));
    const state = states.get(orderId);
    if (name === aggregate && state) states.set(orderId, { ...state, is });
    return states;
  },
});

const rowsAs = (world: World, view: string, data: Happened['data']): World => ({
  ...world,
  rows: (name) => world.rows(name).map((row) => (name === view ? { ...row, ...data } : row)),
});

const none = () => [];
const twice = (event: Happened) => [event, event];

const lies: { readonly [id: string]: readonly ((world: World) => World)[] } = {
  I1: [(world) => told(world, 'ReservationHeld', 'order-3', withData({ qty: 3 }))],
  I2: [
    (world) => told(world, 'ReservationHeld', 'order-3', withData({ qty: 1 })),
    (world) => told(world, 'ReservationConfirmed', 'order-4', withData({ endDt: '2026-03-11' })),
  ],
  I3: [
    (world) => told(world, 'PaymentApproved', 'order-1', none),
    (world) => told(world, 'PaymentCancelApproved', 'order-2', withData({ refundAmt: 0 })),
  ],
  I4: [
    (world) => told(world, 'PaymentAuthorized', 'order-1', none),
    (world) => told(world, 'PaymentAuthorized', 'order-1', withData({ amount: 1 })),
    (world) => first(world, 'ReservationPlaced', 'order-1'),
  ],
  I5: [
    (world) => stateAs(world, 'PaymentHistory', 'order-1', 'authorized'),
    (world) => stateAs(world, 'ReservationManagement', 'order-3', 'confirmed'),
    (world) => stateAs(world, 'Accommodation', 'order-2', 'cancelRequested'),
  ],
  I6: [
    (world) => told(world, 'PaymentCancelApproved', 'order-2', twice),
    (world) => told(world, 'ReservationCancelConfirmed', 'order-2', none),
    (world) => first(world, 'ReservationCanceled', 'order-2'),
  ],
  I7: [(world) => told(world, 'ReservationCanceled', 'order-2', withData({ refundAmt: 0 }))],
  I8: [
    (world) => told(world, 'ReservationCanceled', 'order-2', withData({ cancelledBy: 'OWNER' })),
    (world) => told(world, 'ReservationCanceled', 'order-2', withData({ feeAmt: 1 })),
    (world) => told(world, 'ReservationStatusChanged', 'order-2', none),
  ],
  I9: [(world) => told(world, 'PaymentApproved', 'order-1', withData({ amount: 1 }))],
  I10: [
    (world) => first(world, 'ReservationStatusChanged', 'order-1'),
    (world) => told(world, 'ReservationConfirmed', 'order-1', none),
  ],
  I11: [
    (world) => stateAs(world, 'PaymentHistory', 'order-1', 'authorized'),
    (world) => stateAs(world, 'PaymentHistory', 'order-1', 'voided'),
    (world) => told(world, 'ReservationPlaced', 'order-1', none),
  ],
  I12: [(world) => ({ ...world, now: world.now + 25 * 3_600_000 })],
  I13: [(world) => rowsAs(world, 'Mypage', { status: '예약처리' })],
  G3: [(world) => stateAs(world, 'PaymentHistory', 'order-1', 'authorized')],
  G4: [(world) => rowsAs(world, 'NightStocks', { free: 3 })],
  G5: [
    (world) => ({ ...world, events: world.events.flatMap(twice) }),
    (world) => ({ ...world, external: () => ({ sent: {}, sentCount: 0 }) }),
  ],
};

describe('The invariants of lodging', () => {
  let world: World;
  before(async () => {
    world = await busyHouse();
  });

  for (const { id, broken } of invariants) {
    it(`${id} notices what breaks it`, () => {
      assert.deepEqual(broken(world), []);
      const noticed = (lies[id] ?? []).map((lie) => broken(lie(world)).length > 0);
      assert.ok(noticed.length > 0);
      assert.ok(noticed.every(Boolean), JSON.stringify(noticed));
    });
  }
});
