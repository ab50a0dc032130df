import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  asks,
  nothing,
  outOfTurn,
  policy,
  refused,
  scenario,
  unavailable,
  viewOf,
} from '@dure/testing';
import { CardNetwork } from '@dure/card-network';
import * as Management from '../management/contract.ts';
import { Payment, PaymentHistory } from './board.ts';
import { command, event, reject } from './contract.ts';

const order = { payId: 'payment-1', orderId: 'order-1' } as const;
const facts = {
  ...order,
  usrId: 'customer-2',
  amount: 240_000,
  placeId: 'place-2',
  qty: 1,
} as const;

const authorize = command.AuthorizePayment({ ...facts, cardToken: 'card-0001' });
const authorized = event.PaymentAuthorized({ ...facts, approvalNo: '10000001' });
const withdraw = command.VoidAuthorization(order);
const voided = event.PaymentVoided(order);
const capture = command.CapturePayment(order);
const approved = event.PaymentApproved(facts);
const cancel = command.CancelPayment({ ...order, feeAmt: 72_000, cancelledBy: 'CUSTOMER' });
const refunded = event.PaymentCancelApproved({ ...facts, ...cancel, refundAmt: 168_000 });
const unpaid = { refundAmt: 0, feeAmt: 0 } as const;

const payment = scenario(PaymentHistory);
const asAnother = { payId: 'payment-2' } as const;

describe('A payment', () => {
  it('is held on the card', () => {
    payment.when(authorize).then(asks(CardNetwork.approve(authorize)));
    payment
      .answered({ cardApprove: { approvalNo: '10000001' } })
      .when(authorize)
      .then({ ...authorized, status: '결제가승인' });
  });

  it('is refused as the card network says', () => {
    const declined = payment.answered({ cardApprove: refused({ code: 'LIMIT' }) });
    declined.when(authorize).then(reject.CardDeclined({ code: 'LIMIT' }));
    payment.answered({ cardApprove: unavailable }).when(authorize).then(unavailable);
  });

  it('is held once for an attempt, and for no other while that one stands', () => {
    for (const past of [[authorized], [authorized, approved]]) {
      payment
        .given(...past)
        .when(authorize)
        .then(nothing);
      payment
        .given(...past)
        .when({ ...authorize, ...asAnother })
        .then(unavailable);
    }
    payment.given(voided).when(authorize).then(reject.PaymentWithdrawn(order));
    payment.given(authorized, refunded).when(authorize).then(reject.PaymentWithdrawn(order));
  });

  it('is let go when the attempt is undone, also before it came', () => {
    const released = { cardCancel: {} };
    payment.when(withdraw).then(asks(CardNetwork.cancel(order)));
    payment
      .answered(released)
      .when(withdraw)
      .then({ ...voided, early: true });
    payment
      .given(authorized)
      .answered(released)
      .when(withdraw)
      .then({ ...voided, status: '결제철회' });
    payment
      .given(authorized)
      .when({ ...withdraw, ...asAnother })
      .then(nothing);
    payment.given(voided).when(withdraw).then(nothing);
    payment.given(authorized, approved).when(withdraw).then(outOfTurn('approved'));
  });

  it('is let go later when the card network is away', () => {
    payment.answered({ cardCancel: unavailable }).when(withdraw).then(unavailable);
    const held = payment.given(authorized);
    held.answered({ cardCancel: unavailable }).when(withdraw).then(unavailable);
  });

  it('is captured', () => {
    const held = payment.given(authorized);
    held.when(capture).then(asks(CardNetwork.capture(facts)));
    held
      .answered({ cardCapture: {} })
      .when(capture)
      .then({ ...approved, status: '결제완료' });
    held.answered({ cardCapture: unavailable }).when(capture).then(unavailable);
    payment.given(authorized, approved).when(capture).then(nothing);
    payment.given(authorized, refunded).when(capture).then(nothing);
    payment.when(capture).then(outOfTurn('absent'));
  });

  it('ends for nothing when the card network refuses to capture it', () => {
    payment
      .given(authorized)
      .answered({ cardCapture: refused({ code: 'EXPIRED' }) })
      .when(capture)
      .then({ ...refunded, ...unpaid, cancelledBy: 'CARD' });
  });

  it('is cancelled for nothing before it is captured', () => {
    const held = payment.given(authorized);
    held.when(cancel).then(asks(CardNetwork.cancel(order)));
    held
      .answered({ cardCancel: {} })
      .when(cancel)
      .then({ ...refunded, ...unpaid });
    held.answered({ cardCancel: unavailable }).when(cancel).then(unavailable);
  });

  it('is cancelled again when it turns out to be captured', () => {
    const captured = { cardCancel: refused({ code: 'CAPTURED' }) };
    payment.given(authorized).answered(captured).when(cancel).then(unavailable);
  });

  it('is paid back less the fee after it was captured', () => {
    const paid = payment.given(authorized, approved);
    paid.when(cancel).then(asks(CardNetwork.refund({ ...facts, amount: 168_000 })));
    paid
      .answered({ cardRefund: {} })
      .when(cancel)
      .then({ ...refunded, status: '결제취소' });
    paid.answered({ cardRefund: unavailable }).when(cancel).then(unavailable);
    payment.given(authorized, refunded).when(cancel).then(nothing);
    payment.when(cancel).then(outOfTurn('absent'));
  });

  it('is not paid back for a fee that is negative, broken, or above what was paid', () => {
    const { amount } = facts;
    for (const feeAmt of [-1, 1500.5, amount + 1]) {
      payment
        .given(authorized, approved)
        .when({ ...cancel, feeAmt })
        .then(reject.FeeAboveAmount({ feeAmt, amount }));
    }
    const none = { ...cancel, feeAmt: amount };
    payment
      .given(authorized, approved)
      .answered({ cardRefund: {} })
      .when(none)
      .then({ ...refunded, feeAmt: amount, refundAmt: 0 });
  });

  it('waits for a person when the card network refuses to pay it back', () => {
    const notCaptured = { code: 'NOT_CAPTURED' };
    const told = () =>
      payment
        .given(authorized, approved)
        .answered({ cardRefund: refused(notCaptured) })
        .when(cancel)
        .then(refunded);
    assert.throws(told, /NOT_CAPTURED/);
  });
});

describe('Payment', () => {
  it('pays back what was cancelled, by the fee of the cancellation', () => {
    const { refundCancelledStay } = Payment.policies;
    assert.ok(refundCancelledStay);
    const released = Management.event.ReservationCancelConfirmed({
      ...cancel,
      placeId: 'place-2',
      stock: 1,
    });
    policy(refundCancelledStay).when(released).then(cancel);
  });

  it('shows what was paid and paid back, and nothing of an attempt that never came', () => {
    const { PaymentHistories } = Payment.views;
    assert.ok(PaymentHistories);
    const { type: _type, ...row } = authorized;
    const paid = { refundAmt: 168_000, feeAmt: 72_000, status: '결제취소' };
    viewOf(PaymentHistories)
      .given(authorized, event.PaymentCancelApproved({ ...refunded, status: '결제취소' }))
      .then({ ...row, ...paid });
    viewOf(PaymentHistories)
      .given(event.PaymentVoided({ ...order, early: true }))
      .then();
  });
});
