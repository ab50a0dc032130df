import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seen } from '@dure/domain/traffic';
import { traffic } from './traffic.ts';

/** Numbers that look like chance and are the same each time (Lehmer's generator). */
const chance = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const stats = ['REPAIRREQUEST', 'REPAIRRECEIVED', 'REPAIRCOMPLETED', 'PAYREQUEST', 'PAYAPPROVED'];

const receipts = [...stats, 'CANCELREQUESTED', 'CANCELFEEREQUESTED', 'CANCELLED'].map(
  (stat, index) => ({ receiptId: `receipt-${index}`, vehiNo: '0101', stat, repairAmt: 60_000 }),
);

const views: { readonly [view: string]: readonly { readonly [field: string]: unknown }[] } = {
  Receipts: receipts.map((row) => ({ ...row, feeAmt: 30_000 })),
  RepairTasks: ['REPAIRLISTED', 'REQUESTREPAIR', 'CANCELREQUESTED'].map((stat, index) => ({
    receiptId: `receipt-${index}`,
    stat,
  })),
  DeliveryTasks: ['DELIVERYREQUESTED', 'DELIVERYSTARTED', 'DELIVERYCOMPLETED'].map(
    (stat, index) => ({ deliveryId: `delivery-${index}`, stat }),
  ),
};

const seen: Seen = { now: 0, rows: (view) => views[view] ?? [], states: () => new Map() };
const empty: Seen = { ...seen, rows: () => [] };

const dayOf = (seed: number, of = seen) => {
  const random = chance(seed);
  return Array.from({ length: 500 }, () => traffic.next(random, of));
};

describe('Traffic', () => {
  it('is the same for the same chance', () => {
    assert.deepEqual(dayOf(7), dayOf(7));
    assert.notDeepEqual(dayOf(7), dayOf(8));
  });

  it('has everything in it that people do', () => {
    const commands = new Set(dayOf(1).map(({ command }) => command.type));
    assert.deepEqual([...commands].toSorted(), [
      'AcceptCancel',
      'CompleteDelivery',
      'CompleteRepair',
      'Pay',
      'ReceiveRepair',
      'RefuseCancel',
      'RejectRepair',
      'RequestCancel',
      'RequestDelivery',
      'RequestPayment',
      'StartDelivery',
      'TakeInRepair',
      'WaiveCancelFee',
    ]);
  });

  it('receives cars as long as there are none', () => {
    const commands = new Set(dayOf(1, empty).map(({ command }) => command.type));
    assert.deepEqual([...commands], ['ReceiveRepair']);
  });

  it('ends with what people still owe, and with messages that nobody could deliver', () => {
    const givenUp = new Map([
      ['receipt-1/PAYREQUEST/customer:0101', { is: 'givenUp' }],
      ['receipt-1/PAYAPPROVED/customer:0101', { is: 'sent' }],
    ]);
    const last = traffic.finish({ ...seen, states: () => givenUp });
    assert.deepEqual(
      last.map(({ as, command }) => `${as} ${command.type}`),
      [
        'RepairShop TakeInRepair',
        'RepairShop CompleteRepair',
        'ReceptionDesk RequestPayment',
        'Customer Pay',
        'ReceptionDesk RequestDelivery',
        'Customer Pay',
        'DeliveryDriver StartDelivery',
        'DeliveryDriver CompleteDelivery',
        'Operator ResolveMessage',
      ],
    );
    assert.deepEqual(traffic.finish(empty), []);
  });
});
