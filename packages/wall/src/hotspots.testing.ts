// A small wall without a hot spot. Each test hangs one note wrong.

import {
  aggregate,
  ask,
  externalSystem,
  question,
  boundedContext,
  contract,
  deadline,
  reminder,
  whenever,
  settings,
  id,
  text,
  final,
  initial,
  open,
  states,
  system,
  take,
} from '@dure/domain';
import { money } from '@dure/domain/korea';
import type { BoundedContext, Labels } from '@dure/domain';
import { hotspots } from './hotspots.ts';

const orderId = id('order');

export const Shop = contract('shop', {
  commands: {
    PlaceOrder: { orderId, item: text },
    PayOrder: { orderId, price: money() },
    DropOrder: { orderId },
  },
  events: {
    OrderPlaced: { orderId, item: text },
    OrderPaid: { orderId, price: money() },
    OrderDropped: { orderId },
  },
  rejections: { TooCheap: { price: money() } },
  views: { Orders: { orderId, item: text } },
  reminders: { OrderWaits: { orderId } },
});

export const Bank = externalSystem('Bank', { charge: question({ price: money() }) });

export const charge = ask('charge', { of: Bank.charge });

export const life = states({
  absent: initial(),
  placed: open('PLACED', { item: text }),
  paid: final('PAID'),
  dropped: final('DROPPED'),
});

const { command, event, reject, view, remind } = Shop;

export const pads = {
  identifiedBy: 'orderId',
  accepts: command,
  emits: event,
  refuses: reject,
  asks: [charge],
  states: life,
} as const;

export const decide = {
  PlaceOrder: { absent: event.OrderPlaced },
  PayOrder: {
    placed: (pay: { readonly orderId: `order-${string}`; readonly price: number }) =>
      pay.price < 10 ? reject.TooCheap(pay) : charge(pay).taken(() => event.OrderPaid(pay)),
  },
  DropOrder: { placed: event.OrderDropped },
};

export const evolve = {
  OrderPlaced: { absent: life.placed },
  OrderPaid: { placed: life.paid },
  OrderDropped: { placed: life.dropped },
};

export const Order = aggregate('Order', { ...pads, decide, evolve });

export const board = {
  actors: { Customer: { issues: ['PlaceOrder'], reads: { Orders: 'own' } } },
  aggregates: { Order },
  policies: {
    payAtOnce: whenever(event.OrderPlaced, (placed) => command.PayOrder({ ...placed, price: 10 }), {
      sends: [command.PayOrder],
    }),
  },
  deadlines: {
    DROP: deadline({
      starts: event.OrderPlaced,
      at: (_placed, { now }) => now,
      ends: [event.OrderPaid],
      due: command.DropOrder,
    }),
    WAITS: reminder({
      starts: event.OrderPlaced,
      at: (_placed, { now }) => now,
      ends: [event.OrderPaid],
      remind: remind.OrderWaits,
    }),
  },
  settings: settings({ PATIENCE: [3, 'days'] }),
  views: {
    Orders: view.Orders.follows([event], { key: ['orderId'], creates: { OrderPlaced: take } }),
  },
} as const;

export const labels = {
  context: ['가게', 'Shop'],
  actors: { Customer: ['고객', 'Customer'] },
  commands: {
    PlaceOrder: ['주문', 'Place order'],
    PayOrder: ['결제', 'Pay order'],
    DropOrder: ['주문 취소', 'Drop order'],
  },
  events: {
    OrderPlaced: ['주문됨', 'Order placed'],
    OrderPaid: ['결제됨', 'Order paid'],
    OrderDropped: ['주문 취소됨', 'Order dropped'],
  },
  reminders: { OrderWaits: ['주문 대기', 'Order waits'] },
  rejections: { TooCheap: ['너무 쌉니다', 'Too cheap'] },
  views: { Orders: ['주문 목록', 'Orders'] },
  aggregates: { Order: ['주문', 'Order'] },
  states: {
    Order: {
      absent: ['없음', 'None'],
      placed: ['접수', 'Placed'],
      paid: ['결제', 'Paid'],
      dropped: ['취소', 'Dropped'],
    },
  },
  policies: { payAtOnce: ['바로 결제', 'Pay at once'] },
  deadlines: { DROP: ['취소 기한', 'Drop'], WAITS: ['알림 기한', 'Waits'] },
  settings: { PATIENCE: ['기다리는 날', 'Patience'] },
  systems: { Bank: ['은행', 'Bank'] },
  fields: {
    orderId: ['주문번호', 'Order number'],
    item: ['물건', 'Item'],
    price: ['값', 'Price'],
  },
} as const satisfies Labels;

export const shop = (context: BoundedContext, ...others: readonly BoundedContext[]) =>
  system('shop', {
    label: ['가게', 'Shop'],
    businessKey: 'orderId',
    contexts: [context, ...others],
  });

export const tidy = boundedContext('shop', { ...board, labels });

/** What is wrong with a context, as `kind: subject`. */
export const spotsIn = (context: BoundedContext, ...others: readonly BoundedContext[]) =>
  hotspots(shop(context, ...others)).map(({ kind, subject }) => `${kind}: ${subject}`);
