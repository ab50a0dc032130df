// What customers and kitchens are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Cook from '../cook/contract.ts';
import * as Delivery from '../delivery/contract.ts';
import * as Order from '../order/contract.ts';

const customer: Recipient = { kind: 'customer', by: 'customerId', phone: 'tel' };
const kitchen: Recipient = { kind: 'kitchen', by: 'restaurantId' };

export const table: MessageTable = {
  business: 'restaurant',
  businessKey: 'orderId',

  remembers: [remember(Order.event.Ordered, 'customerId', 'tel')],

  messages: [
    {
      on: Order.event.Ordered,
      status: 'ORDER : ORDERED',
      to: customer,
      ko: '[식당] 주문 {orderId}을(를) 받았습니다. 수량 {qty}',
      en: '[Restaurant] Order {orderId} received, {qty} portions',
    },
    {
      on: Order.event.OrderCancelled,
      status: '{status}',
      to: customer,
      ko: '[식당] 주문 {orderId}이(가) 취소되었습니다. 사유: {cause} {reason}',
      en: '[Restaurant] Order {orderId} is cancelled: {cause} {reason}',
    },
    {
      on: Cook.event.CookStarted,
      status: 'COOK : COOKING',
      to: customer,
      ko: '[식당] 주문 {orderId}의 요리를 시작했습니다',
      en: '[Restaurant] Cooking of order {orderId} has started',
    },
    {
      on: Delivery.event.Shipped,
      status: 'DELIVERY : SHIPPED',
      to: customer,
      ko: '[식당] 주문 {orderId}이(가) 출발했습니다',
      en: '[Restaurant] Order {orderId} is on its way',
    },
    {
      on: Delivery.event.DeliveryCompleted,
      status: 'DELIVERY : DELIVERY FIN',
      to: customer,
      ko: '[식당] 주문 {orderId}이(가) 배달되었습니다. 맛있게 드세요',
      en: '[Restaurant] Order {orderId} was delivered. Enjoy',
    },
    {
      on: Cook.event.CookReceived,
      status: 'COOK : ORDER RECEIPT',
      to: kitchen,
      ko: '[식당] 새 주문 {orderId}, 수량 {qty}',
      en: '[Restaurant] New order {orderId}, {qty} portions',
    },
    // Not in the page's table: the words of its reminder ORDER_SILENCE.
    {
      on: Order.remind.KitchenSilent,
      status: 'ORDER : SILENCE',
      to: customer,
      ko: '[식당] 식당 확인이 늦어지고 있습니다. 취소하실 수 있습니다',
      en: '[Restaurant] The restaurant is slow to answer; you may cancel',
    },
  ],

  words: {
    cause: {
      CUSTOMER: ['고객취소', 'Cancelled by the customer'],
      QTY_OVER: ['재고부족 취소', 'Cancelled, out of stock'],
      KITCHEN: ['식당거절 취소', 'Cancelled by the kitchen'],
    },
  },
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'Kitchen'] });
