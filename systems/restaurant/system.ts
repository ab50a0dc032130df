// A restaurant (식당 주문·요리·배달): a customer orders, a kitchen cooks, and a rider brings it.

import { system } from '@dure/domain';
import { Kitchen } from './cook/board.ts';
import { Delivering } from './delivery/board.ts';
import { labels } from './labels.ts';
import { Mypages } from './mypage/board.ts';
import { Notification } from './notification/board.ts';
import { Ordering } from './order/board.ts';

export const Restaurant = system('restaurant', {
  label: ['식당 주문', 'Restaurant'],
  businessKey: 'orderId',
  timeZone: 'Asia/Seoul',
  contexts: [Ordering, Kitchen, Delivering, Mypages, Notification],
  labels,
});
