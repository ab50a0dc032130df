// Payment: amounts held, taken and given back.

import { ofKind, contract } from '@dure/domain';
import { of } from '../fields.ts';

const payment = ['payId', 'orderId', 'usrId', 'status', 'amount', 'placeId', 'qty'] as const;
const asked = ['payId', 'orderId', 'usrId', 'amount', 'placeId', 'qty'] as const;

export const { context, command, event, pads, reject, view } = contract('payment', {
  commands: {
    AuthorizePayment: of(...asked, 'cardToken?'),
    VoidAuthorization: of('payId', 'orderId'),
    CapturePayment: of('orderId'),
    CancelPayment: of('orderId', 'feeAmt', 'cancelledBy'),
  },

  events: {
    PaymentAuthorized: of(...payment, 'approvalNo'),
    PaymentVoided: of('payId', 'orderId', 'status', 'early?'),
    PaymentApproved: of(...payment),
    PaymentCancelApproved: of(...payment, 'refundAmt', 'feeAmt', 'cancelledBy'),
  },

  rejections: {
    CardDeclined: ofKind('unpaid', of('code')),
    PaymentWithdrawn: of('payId'),
    FeeAboveAmount: of('feeAmt', 'amount'),
  },

  views: {
    PaymentHistories: of(...payment, 'refundAmt?', 'feeAmt?', 'approvalNo'),
  },
});
