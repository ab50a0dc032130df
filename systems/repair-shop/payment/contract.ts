// Payment: what a card has paid, and what went back to it.

import { ofKind, contract } from '@dure/domain';
import { of } from '../fields.ts';

const approved = ['payAmt', 'stat', 'approvalNo', 'approvedAt'] as const;

/** The owner of a payment, `vehiNo`, is not in the page: customers read their own by it. */
export const { context, command, event, pads, reject, view } = contract('payment', {
  commands: {
    ApprovePayment: of('paymentId', 'receiptId', 'payAmt', 'cardToken?', 'vehiNo'),
    CancelPayment: of('paymentId', 'receiptId'),
    RefundPayment: of('paymentId', 'receiptId', 'refundAmt'),
  },

  events: {
    PaymentApproved: of('paymentId', 'receiptId', ...approved, 'vehiNo'),
    PaymentCancelled: {
      ...of('paymentId', 'receiptId', 'stat', 'refundAmt', 'keptAmt', 'reason'),
      ...of('early?'),
    },
  },

  rejections: {
    CardDeclined: ofKind('unpaid', of('code')),
    PaymentWithdrawn: of('paymentId'),
    RefundAbovePaid: of('refundAmt', 'payAmt'),
  },

  views: {
    Payments: of('paymentId', 'receiptId', ...approved, 'refundAmt?', 'keptAmt?', 'vehiNo'),
  },
});
