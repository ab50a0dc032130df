// What customers and kitchens are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Cook from '../cook/contract.ts';
import * as Delivery from '../delivery/contract.ts';
import * as Order from '../order/contract.ts';
import { says, words } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'customerId', phone: 'tel' };
const kitchen: Recipient = { kind: 'kitchen', by: 'restaurantId' };

export const table: MessageTable = {
  business: 'restaurant',
  businessKey: 'orderId',

  remembers: [remember(Order.event.Ordered, 'customerId', 'tel')],

  messages: [
    { on: Order.event.Ordered, to: customer, ...says('ORDER : ORDERED') },
    { on: Order.event.OrderCancelled, to: customer, ...says('{status}') },
    { on: Cook.event.CookStarted, to: customer, ...says('COOK : COOKING') },
    { on: Delivery.event.Shipped, to: customer, ...says('DELIVERY : SHIPPED') },
    { on: Delivery.event.DeliveryCompleted, to: customer, ...says('DELIVERY : DELIVERY FIN') },
    { on: Cook.event.CookReceived, to: kitchen, ...says('COOK : ORDER RECEIPT') },
    // Not in the page's table: the words of its reminder ORDER_SILENCE.
    { on: Order.remind.KitchenSilent, to: customer, ...says('ORDER : SILENCE') },
  ],
  words,
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'Kitchen'] });
