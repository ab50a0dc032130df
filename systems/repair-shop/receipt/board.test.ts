import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import { deadlineOf, policy, processOf, viewOf } from '@dure/testing';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import * as Repair from '../repair/contract.ts';
import { Reception, RepairCase } from './board.ts';
import { command, event, remind } from './contract.ts';

const id = { receiptId: 'receipt-1' } as const;
const car = { ...id, vehiNo: '0101' } as const;
const repair = { ...car, repairId: 'repair-1', stat: '' } as const;
const delivery = { ...car, deliveryId: 'delivery-1', stat: '' } as const;
const now = instantAt('2026-03-02', '10:00');

const received = event.Received({ ...car, stat: 'REPAIRREQUEST' });
const takenIn = event.ReceiptTakenIn({ ...repair, stat: 'REPAIRRECEIVED' });
const payRequested = event.PayRequested({ ...car, repairAmt: 180_000, stat: 'PAYREQUEST' });
const paid = event.ReceiptPaid({
  ...car,
  paymentId: 'payment-1',
  payAmt: 180_000,
  stat: 'PAYAPPROVED',
});
const cancelRequested = event.RepairCancelRequested({ ...car, stat: 'CANCELREQUESTED' });
const feeRequested = event.CancelFeeRequested({ ...car, feeAmt: 30_000 });
const cancelled = event.ReceiptCancelled({
  ...car,
  feeAmt: 30_000,
  refundAmt: 0,
  paymentId: 'payment-1',
  stat: 'CANCELLED',
});
const deliveryRequested = event.DeliveryRequested({
  ...delivery,
  repairAmt: 180_000,
  payAmt: 180_000,
  stat: 'DELIVERYREQUESTED',
});

describe('Reception', () => {
  const follows = (name: string) => {
    const named = Reception.policies[name];
    assert.ok(named, name);
    return policy(named);
  };

  it('follows what the shop did', () => {
    follows('followTakeIn')
      .when(Repair.event.RepairReceived(repair))
      .then(command.RecordTakenIn(repair));
    const reason = '부품 없음';
    follows('followRejection')
      .when(Repair.event.RepairRejected({ ...repair, reason }))
      .then(command.RecordRejected({ ...id, reason }));
    follows('followCompletion')
      .when(Repair.event.RepairCompleted({ ...repair, repairAmt: 180_000 }))
      .then(command.RecordRepaired({ ...id, repairAmt: 180_000 }));
    follows('followCancel')
      .when(Repair.event.RepairCancelled({ ...repair, feeAmt: 0 }))
      .then(command.RecordCancelled({ ...id, feeAmt: 0 }));
    follows('followCancelRefusal')
      .when(Repair.event.RepairCancelRefused({ ...repair, reason }))
      .then(command.RecordCancelRefused({ ...id, reason }));
  });

  it('follows the money and the driver', () => {
    const back = { ...id, paymentId: 'payment-1', refundAmt: 160_000 } as const;
    const refunded = { ...back, keptAmt: 20_000, reason: '수리 취소 환불' };
    follows('followRefund')
      .when(Payment.event.PaymentCancelled(refunded))
      .then(command.RecordRefunded(back));
    follows('followDeliveryStart')
      .when(Delivery.event.DeliveryStarted(delivery))
      .then(command.RecordDeliveryStarted(delivery));
    follows('followDeliveryEnd')
      .when(Delivery.event.DeliveryCompleted(delivery))
      .then(command.RecordDeliveryCompleted(delivery));
  });

  it('REP-N4: shows where a receipt stands, and its money', () => {
    const { Receipts } = Reception.views;
    assert.ok(Receipts);
    const row = { ...car, repairAmt: null, payAmt: null };
    const list = viewOf(Receipts);
    list.given(received).then({ ...row, stat: 'REPAIRREQUEST' });
    list
      .given(received, payRequested, paid)
      .then({ ...row, repairAmt: 180_000, payAmt: 180_000, stat: 'PAYAPPROVED' });
    list
      .given(received, cancelRequested, cancelled)
      .then({ ...row, feeAmt: 30_000, refundAmt: 0, stat: 'CANCELLED' });
  });
});

describe('The reminders of reception', () => {
  const named = (name: string) => {
    const deadline = Reception.deadlines[name];
    assert.ok(deadline, name);
    return deadlineOf(deadline, { now });
  };

  it('remind the customer to pay, unless they have or the car is called off', () => {
    const reminder = named('PAY_REMINDER');
    const reminds = remind.PayReminded(payRequested);
    reminder.when(payRequested).then({ at: now + 3 * DAY_MS, reminds });
    reminder.given(payRequested).when(paid).then();
    reminder.given(payRequested).when(cancelRequested).then();
  });

  it('remind the desk of a delivery, and of a fee', () => {
    named('DELIVERY_REMINDER')
      .when(paid)
      .then({ at: now + DAY_MS });
    named('DELIVERY_REMINDER').given(paid).when(deliveryRequested).then();
    named('FEE_REMINDER')
      .when(feeRequested)
      .then({ at: now + 7 * DAY_MS });
    named('FEE_REMINDER').given(feeRequested).when(cancelled).then();
  });
});

describe('RepairCase', () => {
  const listed = Repair.event.RepairListed(repair);
  const delivered = event.ReceiptDelivered(delivery);

  it('knows where a case stands, and sends nothing', () => {
    const story = processOf(RepairCase);
    story.when(received).remembers({ step: 0, status: 'running' });
    story.given(received, listed).when(takenIn).remembers({ step: 2, status: 'running' });
    story.given(received, listed, takenIn, payRequested, paid).when(deliveryRequested).then();
    story
      .given(received, listed, takenIn, payRequested, paid, deliveryRequested)
      .when(delivered)
      .remembers({ step: 7, status: 'completed' });
  });

  it('ends when the receipt is cancelled', () => {
    processOf(RepairCase)
      .given(received, listed, takenIn)
      .when(cancelled)
      .remembers({ step: 2, status: 'ended' });
  });
});
