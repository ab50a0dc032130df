import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  commandsIn,
  dayOf,
  doneIn,
  itFollowsChance,
  seenAs,
  withMessages,
} from '@dure/acceptance/days';
import { traffic } from './traffic.ts';

const stats = ['REPAIRREQUEST', 'REPAIRRECEIVED', 'REPAIRCOMPLETED', 'PAYREQUEST', 'PAYAPPROVED'];

const receipts = [...stats, 'CANCELREQUESTED', 'CANCELFEEREQUESTED', 'CANCELLED'].map(
  (stat, index) => ({ receiptId: `receipt-${index}`, vehiNo: '0101', stat, repairAmt: 60_000 }),
);

const views = {
  Receipts: receipts.map((row) => ({ ...row, feeAmt: 30_000 })),
  RepairTasks: ['REPAIRLISTED', 'REQUESTREPAIR', 'CANCELREQUESTED'].map((stat, index) => ({
    receiptId: `receipt-${index}`,
    stat,
  })),
  DeliveryTasks: ['DELIVERYREQUESTED', 'DELIVERYSTARTED', 'DELIVERYCOMPLETED'].map(
    (stat, index) => ({ deliveryId: `delivery-${index}`, stat }),
  ),
};

const seen = seenAs(views);
const empty = seenAs({});

describe('Traffic', () => {
  itFollowsChance(traffic, seen);

  it('has everything in it that people do', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, seen)), [
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
    assert.deepEqual(commandsIn(dayOf(traffic, empty)), ['ReceiveRepair']);
  });

  it('ends with what people still owe, and with messages that could not be delivered', () => {
    const messages = {
      'receipt-1/PAYREQUEST/customer:0101': 'givenUp',
      'receipt-1/PAYAPPROVED/customer:0101': 'sent',
    };
    const last = traffic.finish(withMessages(seen, messages));
    assert.deepEqual(doneIn(last), [
      'RepairShop TakeInRepair',
      'RepairShop CompleteRepair',
      'ReceptionDesk RequestPayment',
      'Customer Pay',
      'ReceptionDesk RequestDelivery',
      'Customer Pay',
      'DeliveryDriver StartDelivery',
      'DeliveryDriver CompleteDelivery',
      'Operator ResolveMessage',
    ]);
    assert.deepEqual(traffic.finish(empty), []);
  });
});
