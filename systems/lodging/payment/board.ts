// Payment: an amount is held before a reservation exists, taken after, given back at its end.

import {
  aggregate,
  ask,
  boundedContext,
  final,
  initial,
  nothing,
  open,
  rest,
  states,
  take,
  unavailable,
  whenever,
} from '@dure/domain';
import { CardNetwork, cardNetworkLabels, isWithin } from '@dure/card-network';
import * as Management from '../management/contract.ts';
import { of } from '../fields.ts';
import { command, context, event, pads, reject, view } from './contract.ts';
import { labels } from './labels.ts';

const cardApprove = ask('cardApprove', { of: CardNetwork.approve, undo: CardNetwork.cancel });
const cardCapture = ask('cardCapture', { of: CardNetwork.capture });
const cardCancel = ask('cardCancel', { of: CardNetwork.cancel });
const cardRefund = ask('cardRefund', { of: CardNetwork.refund });

const paid = of('payId', 'usrId', 'amount', 'placeId', 'qty');

const state = states({
  absent: initial(),
  authorized: open('결제가승인', paid),
  approved: rest('결제완료', paid),
  voided: final('결제철회', of('payId')),
  canceled: final('결제취소', paid),
});

const nothingPaid = { refundAmt: 0, feeAmt: 0 };

/** Where an ask has no row for it, an unavailable card network makes the command unavailable. */
export const PaymentHistory = aggregate('PaymentHistory', {
  ...pads,
  identifiedBy: 'orderId',
  asks: [cardApprove, cardCapture, cardCancel, cardRefund],
  states: state,

  decide: {
    AuthorizePayment: {
      absent: (authorize) =>
        cardApprove(authorize).taken(event.PaymentAuthorized).refused(reject.CardDeclined),
      // Another attempt waits until the one before it is undone.
      'authorized, approved': (authorize, payment) =>
        authorize.payId === payment.payId ? nothing : unavailable,
      'voided, canceled': reject.PaymentWithdrawn,
    },

    VoidAuthorization: {
      absent: (withdraw) => cardCancel(withdraw).taken(event.PaymentVoided.with({ early: true })),
      // A later attempt may have been quicker than the undo of the one before.
      authorized: (withdraw, payment) =>
        withdraw.payId === payment.payId
          ? cardCancel(withdraw).taken(event.PaymentVoided)
          : nothing,
      voided: nothing,
    },

    CapturePayment: {
      authorized: (capture, payment) =>
        cardCapture({ ...payment, ...capture })
          .taken(event.PaymentApproved)
          .refused(event.PaymentCancelApproved.with({ ...nothingPaid, cancelledBy: 'CARD' })),
      'approved, canceled': nothing,
    },

    CancelPayment: {
      authorized: (cancel, payment) =>
        cardCancel({ ...payment, ...cancel })
          .taken(event.PaymentCancelApproved.with(nothingPaid))
          // Captured, and the answer was lost: the next try finds it approved.
          .refused(() => unavailable),
      approved: (cancel, payment) => {
        const { amount } = payment;
        if (!isWithin(cancel.feeAmt, amount)) return reject.FeeAboveAmount({ ...cancel, amount });
        const refundAmt = amount - cancel.feeAmt;
        return cardRefund({ ...payment, amount: refundAmt }).taken(() =>
          event.PaymentCancelApproved({ ...payment, ...cancel, refundAmt }),
        );
      },
      canceled: nothing,
    },
  },

  evolve: {
    PaymentAuthorized: { absent: state.authorized },
    PaymentVoided: { 'absent, authorized': state.voided },
    PaymentApproved: { authorized: state.approved },
    PaymentCancelApproved: { 'authorized, approved': state.canceled },
  },
});

const PaymentHistories = view.PaymentHistories.follows([event], {
  key: ['payId'],
  creates: { PaymentAuthorized: take },
  updates: { 'PaymentVoided, PaymentApproved, PaymentCancelApproved': take },
});

export const Payment = boundedContext(context, {
  actors: {
    Customer: { owns: 'usrId', reads: 'own' },
    Operator: { reads: 'all' },
  },
  aggregates: { PaymentHistory },
  policies: {
    refundCancelledStay: whenever(
      Management.event.ReservationCancelConfirmed,
      command.CancelPayment,
    ),
  },
  views: { PaymentHistories },
  labels: { ...labels, systems: cardNetworkLabels },
});
