import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyMessage } from '@dure/domain';
import { viewOf } from '@dure/testing';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import * as Receipt from '../receipt/contract.ts';
import * as Repair from '../repair/contract.ts';
import { StatusDisplay } from './board.ts';

const { Display } = StatusDisplay.views;
assert.ok(Display);
const display = viewOf(Display);

const id = { receiptId: 'receipt-1' } as const;
const car = { ...id, vehiNo: '0101' } as const;

const received = Receipt.event.Received({ ...car, stat: 'REPAIRREQUEST' });
const completed = Repair.event.RepairCompleted({
  ...car,
  repairId: 'repair-1',
  repairAmt: 180_000,
  stat: 'REPAIRCOMPLETED',
});
const repaired = Receipt.event.ReceiptRepaired({
  ...car,
  repairAmt: 180_000,
  stat: 'REPAIRCOMPLETED',
});

const approved = (paymentId: `payment-${string}`) =>
  Payment.event.PaymentApproved({
    ...car,
    paymentId,
    payAmt: 180_000,
    approvalNo: '10000001',
    approvedAt: '2026-03-02T10:00:00+09:00',
    stat: 'PAYAPPROVED',
  });

const undone = (paymentId: `payment-${string}`, mark: { readonly early?: true } = {}) =>
  Payment.event.PaymentCancelled({
    ...id,
    paymentId,
    refundAmt: 180_000,
    keptAmt: 0,
    reason: '쓰이지 않은 승인',
    stat: 'PAYCANCELLED',
    ...mark,
  });

const paid = Receipt.event.ReceiptPaid({
  ...car,
  paymentId: 'payment-2',
  payAmt: 180_000,
  stat: 'PAYAPPROVED',
});

const accepted = (deliveryId: `delivery-${string}`) =>
  Delivery.event.DeliveryAccepted({ ...car, deliveryId, stat: 'DELIVERYREQUESTED' });

const withdrawn = Delivery.event.DeliveryWithdrawn({
  ...id,
  deliveryId: 'delivery-1',
  stat: 'DELIVERYWITHDRAWN',
});

const requested = Receipt.event.DeliveryRequested({
  ...car,
  deliveryId: 'delivery-2',
  repairAmt: 180_000,
  payAmt: 180_000,
  stat: 'DELIVERYREQUESTED',
});

const row = { ...car, receiptStat: 'REPAIRREQUEST' };

describe('Display', () => {
  it('REP-N4: shows a car from the first moment on, and what each context says of it', () => {
    display.given(received).then(row);
    display.given(received, completed).then({ ...row, repairStat: 'REPAIRCOMPLETED' });
    display.given(completed, received, repaired).then({
      ...row,
      receiptStat: 'REPAIRCOMPLETED',
      repairStat: 'REPAIRCOMPLETED',
      repairAmt: 180_000,
    });
  });

  it('shows the payment that the receipt names, in whatever order they come', () => {
    const shown = {
      ...row,
      receiptStat: 'PAYAPPROVED',
      payAmt: 180_000,
      paymentId: 'payment-2',
      payStat: 'PAYAPPROVED',
    };
    const orders: readonly (readonly AnyMessage[])[] = [
      [received, approved('payment-1'), undone('payment-1'), approved('payment-2'), paid],
      [received, approved('payment-1'), approved('payment-2'), paid, undone('payment-1')],
      [received, paid, approved('payment-1'), approved('payment-2'), undone('payment-1')],
    ];
    const payments = { 'payment-1': 'PAYCANCELLED', 'payment-2': 'PAYAPPROVED' };
    for (const events of orders) display.given(...events).then({ ...shown, payments });
  });

  it('shows the newest attempt as long as the receipt names none', () => {
    display.given(received, approved('payment-1'), undone('payment-1')).then({
      ...row,
      payStat: 'PAYCANCELLED',
      payments: { 'payment-1': 'PAYCANCELLED' },
    });
    display.given(received, undone('payment-1', { early: true })).then(row);
  });

  it('shows the delivery that the receipt asked for', () => {
    const deliveries = { 'delivery-1': 'DELIVERYWITHDRAWN', 'delivery-2': 'DELIVERYREQUESTED' };
    display
      .given(received, accepted('delivery-1'), accepted('delivery-2'), requested, withdrawn)
      .then({
        ...row,
        receiptStat: 'DELIVERYREQUESTED',
        repairAmt: 180_000,
        payAmt: 180_000,
        deliveryId: 'delivery-2',
        deliveryStat: 'DELIVERYREQUESTED',
        deliveries,
      });
  });
});
