// What customers and owners of lodging are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Management from '../management/contract.ts';
import * as Payment from '../payment/contract.ts';
import * as Place from '../place/contract.ts';

const customer: Recipient = { kind: 'customer', by: 'usrId', phone: 'tel' };
const owner: Recipient = { kind: 'owner', by: 'ownerId' };

export const table: MessageTable = {
  business: 'lodging',
  businessKey: 'orderId',

  remembers: [
    remember(
      Place.event.ReservationPlaced,
      'usrId',
      'ownerId',
      'tel',
      'placeNm',
      'strDt',
      'endDt',
      'qty',
    ),
  ],

  messages: [
    {
      on: Payment.event.PaymentApproved,
      status: '결제완료',
      to: owner,
      ko: '[예약] {usrId}님이 {placeNm} {strDt}~{endDt} {qty}실을 예약했습니다. 확인해 주세요',
      en:
        '[Reservation] {usrId} reserved {qty} room(s) of {placeNm}, {strDt} to {endDt}. ' +
        'Please check',
    },
    {
      on: Place.event.ReservationStatusChanged,
      status: '예약완료',
      to: customer,
      ko: '[숙소] {placeNm} 예약이 확정되었습니다. 결제 {amount}원',
      en: '[Stay] {placeNm} is confirmed. Paid {amount} won',
    },
    {
      on: Place.event.ReservationCancelRequested,
      status: '취소처리',
      to: customer,
      ko: '[숙소] 예약 {orderId} 취소를 접수했습니다. 수수료 {feeAmt}원',
      en: '[Stay] Cancelling reservation {orderId}. Fee {feeAmt} won',
    },
    {
      on: Place.event.ReservationCanceled,
      status: '예약취소',
      to: customer,
      ko: '[숙소] {placeNm} 예약이 취소되었습니다. 환불 {refundAmt}원, 수수료 {feeAmt}원',
      en: '[Stay] {placeNm} is cancelled. Refund {refundAmt} won, fee {feeAmt} won',
    },
    {
      on: Place.event.ReservationCanceled,
      status: '예약취소',
      to: owner,
      ko: '[예약] {placeNm} {strDt}~{endDt} 예약 {orderId}이(가) 취소되었습니다',
      en: '[Reservation] {orderId} of {placeNm}, {strDt} to {endDt}, is cancelled',
    },
    // Not in the page's table: the words of its deadline OWNER_REMINDER.
    {
      on: Management.remind.OwnerReminded,
      status: '확인대기',
      to: owner,
      ko: '[예약] {placeNm} 예약 {orderId}을(를) {decideBy}까지 확인해 주세요',
      en: '[Reservation] Please decide on {orderId} of {placeNm} by {decideBy}',
    },
  ],
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'Owner'] });
