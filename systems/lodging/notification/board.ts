// What customers and owners of lodging are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Management from '../management/contract.ts';
import * as Payment from '../payment/contract.ts';
import * as Place from '../place/contract.ts';
import { says } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'usrId', phone: 'tel' };
const owner: Recipient = { kind: 'owner', by: 'ownerId' };

const nights = ['strDt', 'endDt', 'qty'] as const;

export const table: MessageTable = {
  business: 'lodging',
  businessKey: 'orderId',

  remembers: [
    remember(Place.event.ReservationPlaced, 'usrId', 'ownerId', 'tel', 'placeNm', ...nights),
  ],

  messages: [
    { on: Payment.event.PaymentApproved, to: owner, ...says('결제완료') },
    { on: Place.event.ReservationStatusChanged, to: customer, ...says('예약완료') },
    { on: Place.event.ReservationCancelRequested, to: customer, ...says('취소처리') },
    { on: Place.event.ReservationCanceled, to: customer, ...says('예약취소') },
    { on: Place.event.ReservationCanceled, to: owner, ...says('취소알림') },
    // Not in the page's table: the words of its deadline OWNER_REMINDER.
    { on: Management.remind.OwnerReminded, to: owner, ...says('확인대기') },
  ],
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'Owner'] });
