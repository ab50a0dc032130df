import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoOf } from '@dure/domain/korea';
import { CardNetwork } from '@dure/card-network';
import {
  asks,
  nothing,
  outOfTurn,
  policy,
  refused,
  scenario,
  SCENARIO_NOW,
  unavailable,
  viewOf,
} from '@dure/testing';
import * as Receipt from '../receipt/contract.ts';
import { Cashier, Payment } from './board.ts';
import { command, event, reject } from './contract.ts';

const id = { paymentId: 'payment-1', receiptId: 'receipt-1' } as const;
const facts = { ...id, payAmt: 180_000, vehiNo: '0101' } as const;

const approve = command.ApprovePayment({ ...facts, cardToken: 'card-0001' });
const approved = event.PaymentApproved({
  ...facts,
  approvalNo: '10000001',
  approvedAt: isoOf(SCENARIO_NOW),
});
const cancel = command.CancelPayment(id);
const cancelled = event.PaymentCancelled({
  ...id,
  refundAmt: 180_000,
  keptAmt: 0,
  reason: '쓰이지 않은 승인',
});
const refund = command.RefundPayment({ ...id, refundAmt: 160_000 });
const refunded = event.PaymentCancelled({
  ...id,
  refundAmt: 160_000,
  keptAmt: 20_000,
  reason: '수리 취소 환불',
});

const payment = scenario(Payment);

describe('A payment', () => {
  it('is taken from the card at once', () => {
    payment.when(approve).then(
      asks(
        CardNetwork.approve({
          payId: 'payment-1',
          amount: 180_000,
          cardToken: 'card-0001',
          isCaptured: true,
        }),
      ),
    );
    payment
      .answered({ cardApprove: { approvalNo: '10000001' } })
      .when(approve)
      .then({ ...approved, stat: 'PAYAPPROVED' });
  });

  it('is refused as the card network says, or not possible while it is away', () => {
    payment
      .answered({ cardApprove: refused({ code: 'LIMIT' }) })
      .when(approve)
      .then(reject.CardDeclined({ code: 'LIMIT' }));
    payment.answered({ cardApprove: unavailable }).when(approve).then(unavailable);
  });

  it('is taken once, and not after it was withdrawn', () => {
    payment.given(approved).when(approve).then(nothing);
    payment.given(approved, cancelled).when(approve).then(reject.PaymentWithdrawn(id));
  });

  it('is given back whole when it is not used, also before it came', () => {
    const given = { cardCancel: {} };
    payment.when(cancel).then(asks(CardNetwork.cancel({ payId: 'payment-1' })));
    payment
      .answered(given)
      .when(cancel)
      .then({ ...cancelled, refundAmt: 0, early: true, stat: 'PAYCANCELLED' });
    payment.given(approved).answered(given).when(cancel).then(cancelled);
    payment.answered({ cardCancel: unavailable }).when(cancel).then(unavailable);
    payment.given(approved, cancelled).when(cancel).then(nothing);
  });

  it('is refunded less the fee', () => {
    const paid = payment.given(approved);
    paid.when(refund).then(asks(CardNetwork.refund({ payId: 'payment-1', amount: 160_000 })));
    paid.answered({ cardRefund: {} }).when(refund).then(refunded);
    paid.answered({ cardRefund: unavailable }).when(refund).then(unavailable);
    payment.given(approved, refunded).when(refund).then(nothing);
    payment.when(refund).then(outOfTurn('absent'));
  });

  it('is not refunded below nothing, above what was paid, or in parts of a won', () => {
    const { payAmt } = approved;
    for (const refundAmt of [-1, 1500.5, payAmt + 1]) {
      payment
        .given(approved)
        .when({ ...refund, refundAmt })
        .then(reject.RefundAbovePaid({ refundAmt, payAmt }));
    }
  });

  it('waits for a person when the card network refuses to refund it', () => {
    const told = () =>
      payment
        .given(approved)
        .answered({ cardRefund: refused({ code: 'NOT_CAPTURED' }) })
        .when(refund)
        .then(refunded);
    assert.throws(told, /NOT_CAPTURED/);
  });
});

describe('The cashier', () => {
  const { Payments } = Cashier.views;
  const { refundReceipt } = Cashier.policies;
  assert.ok(Payments && refundReceipt);

  it('refunds what was cancelled after it was paid', () => {
    const requested = Receipt.event.ReceiptRefundRequested({
      ...refund,
      vehiNo: '0101',
      feeAmt: 20_000,
    });
    policy(refundReceipt).when(requested).then(refund);
  });

  it('shows what was paid and given back, and nothing of an attempt that never came', () => {
    const { type: _type, ...row } = approved;
    const back = { refundAmt: 160_000, keptAmt: 20_000, stat: 'PAYCANCELLED' };
    viewOf(Payments)
      .given(
        event.PaymentApproved({ ...approved, stat: 'PAYAPPROVED' }),
        event.PaymentCancelled({ ...refunded, stat: 'PAYCANCELLED' }),
      )
      .then({ ...row, ...back });
    viewOf(Payments)
      .given(event.PaymentCancelled({ ...cancelled, early: true }))
      .then();
  });
});
