// Mypage: one row for each order, from all who know something of it.

import { contract } from '@dure/domain';
import { of, ordered } from '../fields.ts';

export const { context, view } = contract('mypage', {
  views: {
    Mypage: of(
      'orderId',
      ...ordered,
      'orderStatus',
      'cookId?',
      'cookStatus|null',
      'deliveryStatus?',
    ),
  },
});
