// Each invariant holds for an honest world, and notices the lie that it is there for.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import type { Happened, World } from '@dure/domain';
import { invariants } from './invariants.ts';
import { bring, customer, kitchen, opened, stepsOf } from './restaurant.testing.ts';

const key = (number: number) => `order-${number}` as const;

/** Orders delivered, on the road, being cooked, waiting, short, called off, and rejected. */
const busyRestaurant = async (): Promise<World> => {
  const diner = await opened('delivered');
  await bring(diner, 'shipped', key(2));
  await bring(diner, 'cooking', key(3));
  await bring(diner, 'received', key(4));
  await diner.done(stepsOf(key(5)).place({ qty: 50 }), customer());
  await bring(diner, 'received', key(6));
  await diner.done(stepsOf(key(6)).cancel, customer());
  await bring(diner, 'received', key(7));
  await diner.done(stepsOf(key(7)).refuse, kitchen());
  await diner.holds();
  return diner.world();
};

type Change = (event: Happened) => Happened | readonly Happened[];

/** The world with the events of an order told otherwise. */
const told = (world: World, [type, number]: readonly [string, number], change: Change): World => ({
  ...world,
  events: world.events.flatMap((event) =>
    event.type === type && event.data['orderId'] === key(number) ? change(event) : event,
  ),
});

const withData = (data: Happened['data']) => (event: Happened) => ({
  ...event,
  data: { ...event.data, ...data },
});

/** The world with an event of an order told before all others. */
const first = (world: World, type: string, number: number): World => {
  const isIt = (event: Happened) => event.type === type && event.data['orderId'] === key(number);
  return {
    ...world,
    events: [...world.events.filter(isIt), ...world.events.filter((event) => !isIt(event))],
  };
};

/** The world in which something more happened to an order. */
const also = (world: World, type: string, number: number): World => ({
  ...world,
  events: [
    ...world.events,
    { context: '', type, caseId: key(number), subject: '', at: 0, data: { orderId: key(number) } },
  ],
});

/** The world with another state of an instance, or of one that was not there. */
const stateAs = (world: World, [aggregate, number]: readonly [string, number], is: string) => ({
  ...world,
  states: (name: string, register?: string) => {
    const states = new Map(world.states(name, register));
    if (name === aggregate) states.set(key(number), { ...states.get(key(number)), is });
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
  I1: [
    (world) => told(world, ['StockReserved', 1], none),
    (world) => told(world, ['StockReserved', 1], withData({ qty: 1 })),
    (world) => told(world, ['StockReserved', 2], withData({ qty: 50 })),
    (world) => told(world, ['StockReturned', 6], none),
    (world) => told(world, ['StockReturned', 7], withData({ left: 0 })),
  ],
  I2: [
    (world) => told(world, ['StockReserved', 1], twice),
    (world) => told(world, ['StockReserved', 1], withData({ qty: 1 })),
  ],
  I3: [
    (world) => also(world, 'CookStarted', 6),
    (world) => also(world, 'CookCancelled', 3),
    (world) => also(world, 'OrderCancelled', 3),
  ],
  I4: [
    (world) => stateAs(world, ['Order', 1], 'cooking'),
    (world) => stateAs(world, ['Cook', 6], 'received'),
    (world) => stateAs(world, ['Delivery', 3], 'prepared'),
    (world) => stateAs(world, ['Order', 4], 'canceled'),
  ],
  I5: [
    (world) => stateAs(world, ['MenuStock', 6], 'reserved'),
    (world) => stateAs(world, ['MenuStock', 1], 'returned'),
    (world) => stateAs(world, ['MenuStock', 4], 'returned'),
  ],
  I6: [
    (world) => told(world, ['Cooked', 2], none),
    (world) => first(world, 'Shipped', 2),
    (world) => first(world, 'DeliveryCompleted', 1),
    (world) => also(world, 'Cooked', 6),
  ],
  I7: [(world) => stateAs(world, ['Cook', 4], 'held')],
  I8: [
    (world) => told(world, ['OrderCancelled', 6], withData({ cause: 'KITCHEN' })),
    (world) => told(world, ['OrderCancelled', 5], withData({ status: 'ORDER : COOK CANCELED' })),
    (world) => told(world, ['CookRejected', 7], none),
    (world) => told(world, ['CookCancelled', 6], withData({ status: 'COOK : ORDER CANCELLED' })),
  ],
  I9: [(world) => told(world, ['StockRefused', 5], withData({ qty: 1 }))],
  I10: [(world) => ({ ...world, now: world.now + 2 * DAY_MS })],
  I11: [(world) => told(world, ['Ordered', 1], twice), (world) => ({ ...world, rows: () => [] })],
  G4: ['orderStatus', 'cookStatus', 'deliveryStatus'].map(
    (column) => (world: World) => rowsAs(world, 'Mypage', { [column]: 'so' }),
  ),
  G5: [
    (world) => ({ ...world, events: world.events.flatMap(twice) }),
    (world) => ({ ...world, external: () => ({ sent: {}, sentCount: 0 }) }),
  ],
};

describe('The invariants of the restaurant', () => {
  let world: World;
  before(async () => {
    world = await busyRestaurant();
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
