// What customers and the shop are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Receipt from '../receipt/contract.ts';
import * as Repair from '../repair/contract.ts';
import { says } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'vehiNo', phone: 'customerTel' };
const shop: Recipient = { kind: 'repairShop' };

export const table: MessageTable = {
  business: 'repair-shop',
  businessKey: 'receiptId',

  remembers: [remember(Receipt.event.Received, 'vehiNo', 'customerTel')],

  messages: [
    { on: Receipt.event.ReceiptTakenIn, to: customer, ...says('REPAIRRECEIVED') },
    { on: Receipt.event.ReceiptRejected, to: customer, ...says('REJECTED') },
    { on: Receipt.event.PayRequested, to: customer, ...says('PAYREQUEST') },
    { on: Receipt.event.ReceiptPaid, to: customer, ...says('PAYAPPROVED') },
    { on: Receipt.event.ReceiptDeliveryStarted, to: customer, ...says('DELIVERYSTARTED') },
    { on: Receipt.event.ReceiptDelivered, to: customer, ...says('DELIVERYCOMPLETED') },
    { on: Receipt.event.CancelFeeRequested, to: customer, ...says('CANCELFEEREQUESTED') },
    { on: Receipt.event.ReceiptCancelled, to: customer, ...says('CANCELLED') },
    { on: Receipt.event.ReceiptCancelRefused, to: customer, ...says('CANCELREFUSED') },
    { on: Repair.event.RepairCancelAsked, to: shop, ...says('CANCELREQUESTED') },
    // Not in the page's table: the words of its reminders PAY_REMINDER and TAKE_IN_REMINDER.
    { on: Receipt.remind.PayReminded, to: customer, ...says('PAYREMINDED') },
    { on: Repair.remind.TakeInReminded, to: shop, ...says('TAKEINREMINDED') },
  ],
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'RepairShop'] });
