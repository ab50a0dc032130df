// Mypage: one picture of a reservation, from three contexts.

import { contract } from '@dure/domain';
import { of, stay } from '../fields.ts';

export const { context, view } = contract('customer', {
  views: {
    Mypage: of('orderId', 'placeNm', 'placeId', 'status', ...stay, 'feeAmt?', 'refundAmt?'),
  },
});
