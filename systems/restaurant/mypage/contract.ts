// Mypage: one row for each order, from all who know something of it.

import { contract } from '@dure/domain';
import { nullable } from '@dure/domain/shapes';
import { fields, of, ordered } from '../fields.ts';

export const { context, view } = contract('mypage', {
  views: {
    Mypage: {
      ...of('orderId', ...ordered, 'orderStatus', 'cookId?', 'deliveryStatus?'),
      cookStatus: nullable(fields.cookStatus),
    },
  },
});
