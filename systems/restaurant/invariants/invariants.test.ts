// Each invariant holds for an honest world, and notices the lie that it is there for.

import { before, describe } from 'node:test';
import { DAY_MS } from '@dure/domain';
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
import { bring, customer, kitchen, opened, stepsOf } from '../restaurant.testing.ts';

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

const { first, replaced } = liesAbout('orderId');

/** The world in which something more happened to an order. */
const also =
  (type: string, number: number): Lie =>
  (world) => ({
    ...world,
    events: [
      ...world.events,
      {
        context: '',
        type,
        caseId: key(number),
        subject: '',
        at: 0,
        data: { orderId: key(number) },
      },
    ],
  });

const lies: { readonly [id: string]: readonly Lie[] } = {
  I1: [
    replaced('StockReserved', key(1), none),
    replaced('StockReserved', key(1), withData({ qty: 1 })),
    replaced('StockReserved', key(2), withData({ qty: 50 })),
    replaced('StockReturned', key(6), none),
    replaced('StockReturned', key(7), withData({ left: 0 })),
  ],
  I2: [
    replaced('StockReserved', key(1), twice),
    replaced('StockReserved', key(1), withData({ qty: 1 })),
  ],
  I3: [also('CookStarted', 6), also('CookCancelled', 3), also('OrderCancelled', 3)],
  I4: [
    stateAs('Order', key(1), { is: 'cooking' }),
    stateAs('Cook', key(6), { is: 'received' }),
    stateAs('Delivery', key(3), { is: 'prepared' }),
    stateAs('Order', key(4), { is: 'canceled' }),
  ],
  I5: [
    stateAs('MenuStock', key(6), { is: 'reserved' }),
    stateAs('MenuStock', key(1), { is: 'returned' }),
    stateAs('MenuStock', key(4), { is: 'returned' }),
  ],
  I6: [
    replaced('Cooked', key(2), none),
    first('Shipped', key(2)),
    first('DeliveryCompleted', key(1)),
    also('Cooked', 6),
  ],
  I7: [stateAs('Cook', key(4), { is: 'held' })],
  I8: [
    replaced('OrderCancelled', key(6), withData({ cause: 'KITCHEN' })),
    replaced('OrderCancelled', key(5), withData({ status: 'ORDER : COOK CANCELED' })),
    replaced('CookRejected', key(7), none),
    replaced('CookCancelled', key(6), withData({ status: 'COOK : ORDER CANCELLED' })),
  ],
  I9: [replaced('StockRefused', key(5), withData({ qty: 1 }))],
  I10: [(world) => ({ ...world, now: world.now + 2 * DAY_MS })],
  I11: [replaced('Ordered', key(1), twice), (world) => ({ ...world, rows: () => [] })],
  G4: ['orderStatus', 'cookStatus', 'deliveryStatus'].map((column) =>
    rowsAs('Mypage', { [column]: 'so' }),
  ),
  G5: [everythingTwice, externalAs({ sent: {}, sentCount: 0 })],
};

describe('The invariants of the restaurant', () => {
  let world: World;
  before(async () => {
    world = await busyRestaurant();
  });

  itNotices(invariants, lies, () => world);
});
