// Lodging (숙박 예약): rooms reserved and paid, confirmed by their owner, and given back in order.

import { system } from '@dure/domain';
import { Customer } from './customer/board.ts';
import { labels } from './labels.ts';
import { Management } from './management/board.ts';
import { Notification } from './notification/board.ts';
import { Payment } from './payment/board.ts';
import { PlacesAndReservations } from './place/board.ts';

export const Lodging = system('lodging', {
  label: ['숙박 예약', 'Lodging'],
  businessKey: 'orderId',
  timeZone: 'Asia/Seoul',
  contexts: [PlacesAndReservations, Payment, Management, Customer, Notification],
  labels,
});
