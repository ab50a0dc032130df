// Payment: a card pays at once and whole; what is given back is given back once.

import {
  aggregate,
  ask,
  boundedContext,
  final,
  initial,
  nothing,
  rest,
  states,
  take,
  whenever,
} from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import { CardNetwork, cardNetworkLabels, isWithin } from '@dure/card-network';
import * as Receipt from '../receipt/contract.ts';
import { of } from '../fields.ts';
import { command, context, event, pads, reject, view } from './contract.ts';
import { labels } from './labels.ts';

const cardApprove = ask('cardApprove', { of: CardNetwork.approve, undo: CardNetwork.cancel });
const cardCancel = ask('cardCancel', { of: CardNetwork.cancel });
const cardRefund = ask('cardRefund', { of: CardNetwork.refund });

const state = states({
  absent: initial(),
  approved: rest('PAYAPPROVED', of('receiptId', 'payAmt', 'approvalNo', 'vehiNo')),
  cancelled: final('PAYCANCELLED', of('receiptId')),
});

const withdrawn = { keptAmt: 0, reason: '쓰이지 않은 승인' };

/** Where an ask has no row for it, an unavailable card network makes the command unavailable. */
export const Payment = aggregate('Payment', {
  ...pads,
  identifiedBy: 'paymentId',
  asks: [cardApprove, cardCancel, cardRefund],
  states: state,

  decide: {
    ApprovePayment: {
      absent: (approve, _payment, { now }) =>
        cardApprove({
          ...approve,
          payId: approve.paymentId,
          amount: approve.payAmt,
          isCaptured: true,
          approvedAt: isoOf(now),
        })
          .taken(event.PaymentApproved)
          .refused(reject.CardDeclined),
      approved: nothing,
      cancelled: reject.PaymentWithdrawn,
    },

    CancelPayment: {
      // Nothing is known to be paid: what the network may have is taken back, and a mark stays.
      absent: (cancel) =>
        cardCancel({ ...cancel, payId: cancel.paymentId }).taken(
          event.PaymentCancelled.with({ ...withdrawn, refundAmt: 0, early: true }),
        ),
      approved: (cancel, payment) =>
        cardCancel({ ...cancel, payId: cancel.paymentId }).taken(
          event.PaymentCancelled.with({ ...withdrawn, refundAmt: payment.payAmt }),
        ),
      cancelled: nothing,
    },

    RefundPayment: {
      approved: (refund, payment) => {
        const { payAmt } = payment;
        if (!isWithin(refund.refundAmt, payAmt))
          return reject.RefundAbovePaid({ ...refund, payAmt });
        const keptAmt = payAmt - refund.refundAmt;
        return cardRefund({ ...refund, payId: refund.paymentId, amount: refund.refundAmt }).taken(
          event.PaymentCancelled.with({ keptAmt, reason: '수리 취소 환불' }),
        );
      },
      cancelled: nothing,
    },
  },

  evolve: {
    PaymentApproved: { absent: state.approved },
    PaymentCancelled: { 'absent, approved': state.cancelled },
  },
});

const Payments = view.Payments.follows([event], {
  key: ['paymentId'],
  creates: { PaymentApproved: take },
  updates: { PaymentCancelled: take },
});

export const Cashier = boundedContext(context, {
  actors: {
    ReceptionDesk: { reads: 'all' },
    Customer: { owns: 'vehiNo', reads: 'own' },
    Operator: { reads: 'all' },
  },
  aggregates: { Payment },
  policies: {
    refundReceipt: whenever(Receipt.event.ReceiptRefundRequested, command.RefundPayment),
  },
  views: { Payments },
  labels: { ...labels, systems: cardNetworkLabels },
});
