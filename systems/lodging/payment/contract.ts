// Payment: amounts held, taken and given back.

import { answers, contract } from '@dure/domain';
import { optional } from '@dure/domain/shapes';
import {
  amount,
  approvalNo,
  cancelledBy,
  cardToken,
  code,
  early,
  feeAmt,
  orderId,
  payId,
  placeId,
  qty,
  refundAmt,
  status,
  usrId,
} from '../fields.ts';

const payment = { payId, orderId, usrId, status, amount, placeId, qty };

export const { context, command, event, reject, view } = contract('payment', {
  commands: {
    AuthorizePayment: {
      payId,
      orderId,
      usrId,
      amount,
      placeId,
      qty,
      cardToken: optional(cardToken),
    },
    VoidAuthorization: { payId, orderId },
    CapturePayment: { orderId },
    CancelPayment: { orderId, feeAmt, cancelledBy },
  },

  events: {
    PaymentAuthorized: { ...payment, approvalNo },
    PaymentVoided: { payId, orderId, status, early: optional(early) },
    PaymentApproved: payment,
    PaymentCancelApproved: { ...payment, refundAmt, feeAmt, cancelledBy },
  },

  rejections: {
    CardDeclined: answers(402, { code }),
    PaymentWithdrawn: { payId },
  },

  views: {
    PaymentHistories: {
      payId,
      orderId,
      usrId,
      amount,
      status,
      placeId,
      qty,
      refundAmt: optional(refundAmt),
      feeAmt: optional(feeAmt),
      approvalNo,
    },
  },
});
