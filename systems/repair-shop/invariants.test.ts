// Each invariant holds for an honest world, and notices the lie that it is there for.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Happened, World } from '@dure/domain';
import { invariants } from './invariants.ts';
import { bring, desk, opened, owner, shop, stepsOf } from './repair-shop.testing.ts';

const key = (number: number) => `receipt-${number}` as const;

/** Cars on the road, paid, cancelled for a fee, refunded, called off, and being decided on. */
const busyGarage = async (): Promise<World> => {
  const garage = await opened('deliveryRequested');
  await bring(garage, 'paid', { receiptId: key(2), vehiNo: '1234' });
  await bring(garage, 'takenIn', { receiptId: key(3), vehiNo: '12가3456' });
  await garage.done(stepsOf(key(3)).cancel, desk);
  await garage.done(stepsOf(key(3)).accept(30_000), shop);
  await garage.done(stepsOf(key(3)).pay(30_000), { ...owner, claims: { vehiNo: '12가3456' } });
  await bring(garage, 'paid', { receiptId: key(4), vehiNo: '34나5678' });
  await garage.done(stepsOf(key(4)).cancel, desk);
  await garage.done(stepsOf(key(4)).accept(20_000), shop);
  await bring(garage, 'received', { receiptId: key(5), vehiNo: '34나5678' });
  await garage.done(stepsOf(key(5)).cancel, desk);
  await bring(garage, 'repaired', { receiptId: key(6), vehiNo: '34나5678' });
  await garage.done(stepsOf(key(6)).cancel, desk);
  await garage.holds();
  return garage.world();
};

type Change = (event: Happened) => Happened | readonly Happened[];

/** The world with the events of a receipt told otherwise. */
const told = (world: World, type: string, number: number, change: Change): World => ({
  ...world,
  events: world.events.flatMap((event) =>
    event.type === type && event.data['receiptId'] === key(number) ? change(event) : event,
  ),
});

const withData = (data: Happened['data']) => (event: Happened) => ({
  ...event,
  data: { ...event.data, ...data },
});

/** The world with an event told before all others. */
const first = (world: World, type: string, number: number): World => {
  const isIt = (event: Happened) => event.type === type && event.data['receiptId'] === key(number);
  return {
    ...world,
    events: [...world.events.filter(isIt), ...world.events.filter((event) => !isIt(event))],
  };
};

/** The world with another state of an instance, or of one that was not there. */
const stateAs = (world: World, [aggregate, id]: readonly [string, string], of: object): World => ({
  ...world,
  states: (name, register) => {
    const states = new Map(world.states(name, register));
    if (name === aggregate) states.set(id, { ...states.get(id), ...of });
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
  I1: [(world) => stateAs(world, ['Receipt', 'receipt-2'], { vehiNo: '0101' })],
  I2: [
    (world) => told(world, 'PaymentApproved', 1, none),
    (world) => told(world, 'PaymentCancelled', 4, withData({ refundAmt: 0 })),
    (world) => told(world, 'ReceiptCancelled', 3, withData({ feeAmt: 0 })),
    (world) => stateAs(world, ['Receipt', 'receipt-2'], { is: 'payRequested' }),
  ],
  I3: [
    (world) => first(world, 'PaymentApproved', 1),
    (world) => told(world, 'PaymentApproved', 1, withData({ payAmt: 1 })),
    (world) => told(world, 'CancelFeeRequested', 3, none),
  ],
  I4: [
    (world) => stateAs(world, ['Payment', 'payment-9'], { is: 'approved', receiptId: key(1) }),
    (world) => told(world, 'ReceiptPaid', 2, withData({ paymentId: 'payment-9' })),
  ],
  I5: [
    (world) => ({ ...world, events: [started(key(6)), ...world.events] }),
    (world) => ({ ...world, events: [started(key(1)), ...world.events] }),
    (world) => stateAs(world, ['Delivery', 'delivery-9'], { is: 'started', receiptId: key(1) }),
  ],
  I6: [
    (world) => stateAs(world, ['Repair', 'receipt-1'], { is: 'takenIn' }),
    (world) => stateAs(world, ['Receipt', 'receipt-6'], { is: 'repaired' }),
  ],
  I7: [
    (world) => told(world, 'RepairCancelled', 3, withData({ feeAmt: 50_001 })),
    (world) => told(world, 'RepairCancelled', 4, withData({ feeAmt: 180_001 })),
    (world) => told(world, 'RepairCancelled', 5, withData({ feeAmt: 1 })),
  ],
  I8: [(world) => told(world, 'ReceiptCancelled', 4, withData({ refundAmt: 0 }))],
  I9: [
    (world) => stateAs(world, ['Delivery', 'delivery-1'], { is: 'promised' }),
    (world) => stateAs(world, ['Payment', 'payment-9'], { is: 'approved', receiptId: key(6) }),
  ],
  I10: [(world) => told(world, 'ReceiptCancelled', 3, none)],
  G3: [(world) => stateAs(world, ['Payment', 'payment-1'], { is: 'cancelled' })],
  G4: ['receiptStat', 'repairStat', 'payStat', 'deliveryStat'].map(
    (column) => (world: World) => rowsAs(world, 'Display', { [column]: '' }),
  ),
  G5: [
    (world) => ({ ...world, events: world.events.flatMap(twice) }),
    (world) => ({ ...world, external: () => ({ sent: {}, sentCount: 0 }) }),
  ],
};

const started = (receiptId: string): Happened => ({
  context: 'delivery',
  type: 'DeliveryStarted',
  caseId: receiptId,
  subject: 'Delivery/delivery-9',
  at: 0,
  data: { receiptId, deliveryId: 'delivery-9' },
});

describe('The invariants of the repair shop', () => {
  let world: World;
  before(async () => {
    world = await busyGarage();
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
