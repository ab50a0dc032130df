// A small business whose contract is changed in one way at a time.

import {
  aggregate,
  boundedContext,
  contract,
  initial,
  ofKind,
  open,
  rest,
  states,
  system,
  take,
  upcast,
  whenever,
} from '@dure/domain';
import type { BoundedContext, Fields, RejectionNames, System, Upcasts } from '@dure/domain';
import { count, id, oneOf, optional, secret, stamped, text } from '@dure/domain/shapes';
import { recordOf } from './record-of.ts';
import type { ContractRecord } from './record.ts';

type Names = { readonly [name: string]: Fields };

const orderId = id('order');
const way = oneOf('CARD', 'CASH');
const status = stamped;

/** What a version of the shop has; the first one is what was released. */
export type Shop = {
  readonly commands: Names;
  readonly events: Names;
  readonly rejections: RejectionNames;
  readonly views: Names;
  readonly upcasts: Upcasts;
  readonly issues: readonly string[];
  readonly reads: 'all' | 'own' | undefined;
  readonly placed: string;
  readonly key: string;
};

export const released: Shop = {
  commands: {
    PlaceOrder: { orderId, amount: count({ max: 100 }), way, note: optional(text) },
    CancelOrder: { orderId },
  },
  events: {
    OrderPlaced: { orderId, amount: count({ max: 100 }), way, note: optional(text), status },
    OrderCanceled: { orderId, status },
  },
  rejections: { TooMuch: ofKind('conflict', { amount: count() }) },
  views: { Orders: { orderId, amount: count(), status: text } },
  upcasts: { OrderPlaced: [upcast({ orderId, price: count() }, (old) => old)] },
  issues: ['PlaceOrder', 'CancelOrder'],
  reads: 'all',
  placed: 'PLACED',
  key: 'orderId',
};

/** A fold or a rule that is never run: only what is published counts here. */
const never = (): never => {
  throw new Error('Nothing runs here.');
};

/** Tables for whatever names there are. The compiler, which knows no such names, is left out. */
const rulesFor = (names: object, state: string): never =>
  Object.fromEntries(Object.keys(names).map((name) => [name, { [state]: never }])) as never;

const drawn = { OrderPlaced: take } as never;

const ordersOf = (shop: Shop): BoundedContext => {
  const { command, event, reject, view } = contract('orders', {
    commands: shop.commands,
    events: shop.events,
    rejections: shop.rejections,
    views: shop.views,
    // What the compiler would refuse is planted on purpose.
    upcasts: shop.upcasts as {},
  });
  const state = states({ none: initial(), placed: open(shop.placed), over: rest('CANCELED') });
  const Order = aggregate('Order', {
    identifiedBy: 'orderId' as never,
    accepts: command,
    emits: event,
    refuses: reject,
    states: state,
    decide: rulesFor(shop.commands, 'none'),
    evolve: rulesFor(shop.events, 'none'),
  });
  const views = Object.entries(shop.views).map(([name]) => [
    name,
    view[name]?.follows([event], { key: [shop.key], creates: drawn }),
  ]);
  return boundedContext('orders', {
    actors: {
      Customer: {
        issues: shop.issues,
        ...(shop.reads === undefined ? {} : { reads: shop.reads }),
      },
    },
    aggregates: { Order },
    views: Object.fromEntries(views) as never,
  });
};

const shippingOf = (shop: Shop): BoundedContext => {
  const { event } = contract('orders', { events: shop.events });
  const { command, event: own } = contract('shipping', {
    commands: { Ship: { orderId } },
    events: { Shipped: { orderId } },
  });
  const state = states({ none: initial(), shipped: rest('SHIPPED') });
  const Parcel = aggregate('Parcel', {
    identifiedBy: 'orderId',
    accepts: command,
    emits: own,
    refuses: {},
    states: state,
    decide: { Ship: { none: own.Shipped } },
    evolve: { Shipped: { none: state.shipped } },
  });
  const followed = event['OrderPlaced'];
  const policies = followed ? { ship: whenever(followed, never, { sends: [command.Ship] }) } : {};
  return boundedContext('shipping', { aggregates: { Parcel }, policies });
};

export const shopOf = (shop: Shop): System =>
  system('shop', {
    label: ['가게', 'Shop'],
    businessKey: 'orderId',
    contexts: [ordersOf(shop), shippingOf(shop)],
  });

/** What such a shop publishes. */
export const recordOfShop = (shop: Shop, version: string): ContractRecord =>
  recordOf(shopOf(shop), version);

export { count, id, oneOf, optional, orderId, secret, status, text, way };
