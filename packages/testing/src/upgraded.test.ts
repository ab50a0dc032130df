import { throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { becomes, contract, removed, upcast } from '@dure/domain';
import { count, id, text } from '@dure/domain/shapes';
import { upgraded } from './upgraded.ts';

// #region contract
const orderId = id('order');

const Orders = contract('orders', {
  commands: { PlaceOrder: { orderId, amount: count() } },
  events: {
    OrderPlaced: { orderId, amount: count(), channel: text },
    OrderPaid: { orderId, amount: count() },
    OrderSent: { orderId },
  },
  upcasts: {
    // A field was renamed, and later one was added: two older versions, the first one first.
    OrderPlaced: [
      upcast({ orderId, fee: count() }, ({ fee, ...order }) => ({ ...order, amount: fee })),
      upcast({ orderId, amount: count() }, (order) => ({ ...order, channel: 'web' })),
    ],
    // It has another name now.
    OrderShipped: [upcast({ orderId }, (shipped) => becomes('OrderSent', shipped))],
    // One event was split into two.
    OrderClosed: [
      upcast({ orderId, amount: count() }, (closed) => [
        becomes('OrderPaid', closed),
        becomes('OrderSent', { orderId: closed.orderId }),
      ]),
    ],
    // Nothing writes or follows it any more.
    OrderPrinted: removed('Orders are not printed any more.'),
  },
});
// #endregion contract

const { event } = Orders;
const of = { orderId: 'order-1' } as const;

describe('What an older version has written', () => {
  it('is what it is now', () => {
    // #region test
    upgraded(Orders)
      .from({ type: 'OrderPlaced', data: { ...of, fee: 500 } }, { type: 'OrderShipped', data: of })
      .then(event.OrderPlaced({ ...of, amount: 500, channel: 'web' }), event.OrderSent(of));
    // #endregion test
    const played = upgraded(Orders).from({ type: 'OrderPlaced', data: { ...of, fee: 500 } });
    throws(() => played.then(event.OrderPlaced({ ...of, amount: 501, channel: 'web' })));
  });

  it('may be several messages, or none', () => {
    upgraded(Orders)
      .from({ type: 'OrderClosed', data: { ...of, amount: 5 } }, { type: 'OrderPrinted', data: of })
      .then(event.OrderPaid({ ...of, amount: 5 }), event.OrderSent(of));
  });
});

describe('Stored examples', () => {
  const examples = [
    { type: 'OrderPlaced', data: { ...of, fee: 500 } },
    { type: 'OrderPlaced', version: 2, data: { ...of, amount: 500 } },
    { type: 'OrderShipped', data: of },
    { type: 'OrderClosed', data: { ...of, amount: 5 } },
    { type: 'OrderPrinted', data: of },
  ];

  it('show every version that there was', () => {
    upgraded(Orders).examples(...examples);
    for (const left of examples) {
      const others = examples.filter((example) => example !== left);
      throws(() => upgraded(Orders).examples(...others), new RegExp(left.type));
    }
  });

  it('are held against the shapes of today', () => {
    const wrong = { type: 'OrderPlaced', version: 2, data: { ...of, amount: 'much' } };
    throws(() => upgraded(Orders).examples(...examples, wrong), /OrderPlaced\.amount/);
  });
});
