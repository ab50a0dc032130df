// What customers and the shop are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Receipt from '../receipt/contract.ts';
import * as Repair from '../repair/contract.ts';

const customer: Recipient = { kind: 'customer', by: 'vehiNo', phone: 'customerTel' };
const shop: Recipient = { kind: 'repairShop' };

export const table: MessageTable = {
  business: 'repair-shop',
  businessKey: 'receiptId',

  remembers: [remember(Receipt.event.Received, 'vehiNo', 'customerTel')],

  messages: [
    {
      on: Receipt.event.ReceiptTakenIn,
      status: 'REPAIRRECEIVED',
      to: customer,
      ko: '[수리] {vehiNo} 차량이 수리에 들어갔습니다. 접수번호 {receiptId}',
      en: '[Repair] {vehiNo} is now in the shop. Receipt {receiptId}',
    },
    {
      on: Receipt.event.ReceiptRejected,
      status: 'REJECTED',
      to: customer,
      ko: '[수리] {vehiNo} 수리를 진행할 수 없습니다. 사유: {reason}',
      en: '[Repair] {vehiNo} cannot be repaired here: {reason}',
    },
    {
      on: Receipt.event.PayRequested,
      status: 'PAYREQUEST',
      to: customer,
      ko: '[수리] {vehiNo} 수리가 끝났습니다. 결제금액 {repairAmt}원',
      en: '[Repair] {vehiNo} is repaired. Please pay {repairAmt} won',
    },
    {
      on: Receipt.event.ReceiptPaid,
      status: 'PAYAPPROVED',
      to: customer,
      ko: '[수리] {payAmt}원이 결제되었습니다',
      en: '[Repair] {payAmt} won paid',
    },
    {
      on: Receipt.event.ReceiptDeliveryStarted,
      status: 'DELIVERYSTARTED',
      to: customer,
      ko: '[수리] {vehiNo} 차량이 출발했습니다',
      en: '[Repair] {vehiNo} is on its way to you',
    },
    {
      on: Receipt.event.ReceiptDelivered,
      status: 'DELIVERYCOMPLETED',
      to: customer,
      ko: '[수리] {vehiNo} 차량을 전달해 드렸습니다',
      en: '[Repair] {vehiNo} has been delivered',
    },
    {
      on: Receipt.event.CancelFeeRequested,
      status: 'CANCELFEEREQUESTED',
      to: customer,
      ko: '[수리] 취소수수료 {feeAmt}원을 결제해 주세요',
      en: '[Repair] Please pay the cancellation fee of {feeAmt} won',
    },
    {
      on: Receipt.event.ReceiptCancelled,
      status: 'CANCELLED',
      to: customer,
      ko: '[수리] 접수 {receiptId}이(가) 취소되었습니다. 수수료 {feeAmt}원, 환불 {refundAmt}원',
      en: '[Repair] Receipt {receiptId} is cancelled. Fee {feeAmt} won, refund {refundAmt} won',
    },
    {
      on: Receipt.event.ReceiptCancelRefused,
      status: 'CANCELREFUSED',
      to: customer,
      ko: '[수리] 취소가 거절되었습니다. 사유: {reason}',
      en: '[Repair] Cancellation was refused: {reason}',
      recurs: true,
    },
    {
      on: Repair.event.RepairCancelAsked,
      status: 'CANCELREQUESTED',
      to: shop,
      ko: '[수리] {vehiNo} 취소 요청을 결정해 주세요',
      en: '[Repair] Please decide on cancelling {vehiNo}',
      recurs: true,
    },
    // Not in the page's table: the words of its reminders PAY_REMINDER and TAKE_IN_REMINDER.
    {
      on: Receipt.remind.PayReminded,
      status: 'PAYREMINDED',
      to: customer,
      ko: '[수리] {vehiNo} 수리비 {repairAmt}원이 아직 결제되지 않았습니다',
      en: '[Repair] {repairAmt} won for {vehiNo} are not paid yet',
    },
    {
      on: Repair.remind.TakeInReminded,
      status: 'TAKEINREMINDED',
      to: shop,
      ko: '[수리] {vehiNo} 차량이 수리 접수를 기다리고 있습니다',
      en: '[Repair] {vehiNo} waits to be taken in',
    },
  ],
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'RepairShop'] });
