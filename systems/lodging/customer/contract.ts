// Mypage: one picture of a reservation, from three contexts.

import { contract } from '@dure/domain';
import { optional } from '@dure/domain/shapes';
import {
  amount,
  endDt,
  feeAmt,
  orderId,
  placeId,
  placeNm,
  qty,
  refundAmt,
  status,
  strDt,
  usrId,
} from '../fields.ts';

export const { context, view } = contract('customer', {
  views: {
    Mypage: {
      orderId,
      usrId,
      placeNm,
      placeId,
      status,
      amount,
      strDt,
      endDt,
      qty,
      feeAmt: optional(feeAmt),
      refundAmt: optional(refundAmt),
    },
  },
});
