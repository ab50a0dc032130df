// What the compiler makes of upcasts. Each `@ts-expect-error` fails if the mistake below compiles.

import { contract } from '../contract.ts';
import { id, count, text } from '../shapes.ts';
import { becomes, removed, upcast } from '../upcasts.ts';

const orderId = id('order');
const amount = count();
const events = { OrderPlaced: { orderId, amount, channel: text }, OrderSent: { orderId } };

// An upcast reads the older fields, and gives those of the next version.
contract('orders', {
  events,
  upcasts: {
    OrderPlaced: [
      upcast({ orderId, fee: amount }, ({ fee, ...order }) => ({ ...order, amount: fee })),
      upcast({ orderId, amount }, (order) => ({ ...order, channel: 'web' })),
    ],
    OrderTaken: [upcast({ orderId, fee: amount }, (old) => becomes('OrderPlaced', old))],
    OrderDone: [upcast({ orderId }, (old) => [becomes('OrderSent', old)])],
    OrderPrinted: removed('Orders are not printed any more.'),
  },
});

contract('orders', {
  events,
  upcasts: {
    // @ts-expect-error  the channel is missing
    OrderPlaced: [upcast({ orderId, amount }, (order) => order)],
  },
});

contract('orders', {
  events,
  upcasts: {
    OrderPlaced: [
      // @ts-expect-error  the second version has an amount
      upcast({ orderId, fee: amount }, (order) => ({ ...order, channel: 'web' })),
      upcast({ orderId, amount }, (order) => ({ ...order, channel: 'web' })),
    ],
  },
});

contract('orders', {
  events,
  upcasts: {
    // @ts-expect-error  what has another name now says which
    OrderTaken: [upcast({ orderId }, (old) => old)],
  },
});

contract('orders', {
  events,
  upcasts: {
    // @ts-expect-error  there is no OrderShipped
    OrderTaken: [upcast({ orderId }, (old) => becomes('OrderShipped', old))],
  },
});

contract('orders', {
  events,
  upcasts: {
    // @ts-expect-error  the amount is missing
    OrderTaken: [upcast({ orderId }, (old) => becomes('OrderPlaced', { ...old, channel: 'web' }))],
  },
});

contract('orders', {
  events,
  upcasts: {
    OrderPlaced: [
      // @ts-expect-error  the older shape has no price
      upcast({ orderId, amount }, ({ price }) => ({ amount: price, channel: 'web' })),
    ],
  },
});
