// Each invariant holds for an honest world, and notices the lie that it is there for.

import { before, describe } from 'node:test';
import type { Happened, World } from '@dure/rehearsal';
import {
  everythingTwice,
  externalAs,
  itNotices,
  liesAbout,
  none,
  rowsAs,
  stateAs,
  withData,
} from '@dure/acceptance/lies';
import type { Lie } from '@dure/acceptance/lies';
import { invariants } from './index.ts';
import { bring, desk, opened, owner, shop, stepsOf } from '../repair-shop.testing.ts';

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

const { first, replaced } = liesAbout('receiptId');

const lies: { readonly [id: string]: readonly Lie[] } = {
  I1: [stateAs('Receipt', 'receipt-2', { vehiNo: '0101' })],
  I2: [
    replaced('PaymentApproved', key(1), none),
    replaced('PaymentCancelled', key(4), withData({ refundAmt: 0 })),
    replaced('ReceiptCancelled', key(3), withData({ feeAmt: 0 })),
    stateAs('Receipt', 'receipt-2', { is: 'payRequested' }),
  ],
  I3: [
    first('PaymentApproved', key(1)),
    replaced('PaymentApproved', key(1), withData({ payAmt: 1 })),
    replaced('CancelFeeRequested', key(3), none),
  ],
  I4: [
    stateAs('Payment', 'payment-9', { is: 'approved', receiptId: key(1) }),
    replaced('ReceiptPaid', key(2), withData({ paymentId: 'payment-9' })),
  ],
  I5: [
    (world) => ({ ...world, events: [started(key(6)), ...world.events] }),
    (world) => ({ ...world, events: [started(key(1)), ...world.events] }),
    stateAs('Delivery', 'delivery-9', { is: 'started', receiptId: key(1) }),
  ],
  I6: [
    stateAs('Repair', 'receipt-1', { is: 'takenIn' }),
    stateAs('Receipt', 'receipt-6', { is: 'repaired' }),
  ],
  I7: [
    replaced('RepairCancelled', key(3), withData({ feeAmt: 50_001 })),
    replaced('RepairCancelled', key(4), withData({ feeAmt: 180_001 })),
    replaced('RepairCancelled', key(5), withData({ feeAmt: 1 })),
  ],
  I8: [replaced('ReceiptCancelled', key(4), withData({ refundAmt: 0 }))],
  I9: [
    stateAs('Delivery', 'delivery-1', { is: 'promised' }),
    stateAs('Payment', 'payment-9', { is: 'approved', receiptId: key(6) }),
  ],
  I10: [replaced('ReceiptCancelled', key(3), none)],
  I11: [
    replaced('PaymentCancelled', key(4), withData({ refundAmt: -1 })),
    replaced('PaymentCancelled', key(4), withData({ refundAmt: 180_001 })),
    replaced('PaymentCancelled', key(4), withData({ keptAmt: 0.5 })),
  ],
  G3: [stateAs('Payment', 'payment-1', { is: 'cancelled' })],
  G4: ['receiptStat', 'repairStat', 'payStat', 'deliveryStat'].map((column) =>
    rowsAs('Display', { [column]: '' }),
  ),
  G5: [everythingTwice, externalAs({ sent: {}, sentCount: 0 })],
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

  itNotices(invariants, lies, () => world);
});
