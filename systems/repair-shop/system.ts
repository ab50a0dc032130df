// The repair shop (차량 수리): a car is received at any hour, repaired, paid and brought back.

import { system } from '@dure/domain';
import { Fleet } from './delivery/board.ts';
import { StatusDisplay } from './display/board.ts';
import { labels } from './labels.ts';
import { Notification } from './notification/board.ts';
import { Cashier } from './payment/board.ts';
import { Reception } from './receipt/board.ts';
import { RepairWork } from './repair/board.ts';

export const RepairShop = system('repair-shop', {
  label: ['차량 수리', 'Repair shop'],
  businessKey: 'receiptId',
  timeZone: 'Asia/Seoul',
  contexts: [Reception, RepairWork, Cashier, Fleet, StatusDisplay, Notification],
  labels,
});
