import { deepEqual, equal, throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import { id, count, text } from './shapes.ts';
import { becomes, removed, upcast } from './upcasts.ts';
import { lifted, NewerVersion, versionIn } from './versions.ts';

const orderId = id('order');

const { vocabulary } = contract('orders', {
  commands: { PlaceOrder: { orderId } },
  events: {
    OrderPlaced: { orderId, amount: count(), channel: text },
    OrderPaid: { orderId, paid: count() },
    OrderShipped: { orderId },
  },
  upcasts: {
    OrderPlaced: [
      upcast({ orderId, fee: count() }, ({ fee, ...order }) => ({ ...order, amount: fee })),
      upcast({ orderId, amount: count() }, (order) => ({ ...order, channel: 'web' })),
    ],
    OrderTaken: [upcast({ orderId, fee: count() }, (taken) => becomes('OrderPlaced', taken))],
    OrderClosed: [
      upcast({ orderId, paid: count() }, (closed) => [
        becomes('OrderPaid', closed),
        becomes('OrderShipped', { orderId: closed.orderId }),
      ]),
    ],
    OrderPrinted: removed('Orders are not printed any more.'),
  },
});

const of = { orderId: 'order-1' } as const;

describe('A record of an older version', () => {
  it('is lifted from its version to the present one', () => {
    const now = [{ type: 'OrderPlaced', version: 3, data: { ...of, amount: 500, channel: 'web' } }];
    deepEqual(lifted(vocabulary, { type: 'OrderPlaced', data: { ...of, fee: 500 } }), now);
    const second = { type: 'OrderPlaced', version: 2, data: { ...of, amount: 500 } };
    deepEqual(lifted(vocabulary, second), now);
  });

  it('under a former name becomes what it is called now, and goes on from there', () => {
    const taken = { type: 'OrderTaken', sequence: 7, data: { ...of, fee: 500 } };
    deepEqual(lifted(vocabulary, taken), [
      {
        type: 'OrderPlaced',
        sequence: 7,
        version: 3,
        data: { ...of, amount: 500, channel: 'web' },
      },
    ]);
  });

  it('is split into several, or has a stated end', () => {
    const closed = lifted(vocabulary, { type: 'OrderClosed', data: { ...of, paid: 500 } });
    deepEqual(
      closed.map(({ type }) => type),
      ['OrderPaid', 'OrderShipped'],
    );
    deepEqual(lifted(vocabulary, { type: 'OrderPrinted', data: of }), []);
  });
});

describe('A record of the present version', () => {
  it('is left as it is', () => {
    const shipped = { type: 'OrderShipped', data: of };
    equal(lifted(vocabulary, shipped)[0], shipped);
    const placed = { type: 'OrderPlaced', version: 3, data: { ...of, amount: 1, channel: 'web' } };
    equal(lifted(vocabulary, placed)[0], placed);
    equal(lifted(undefined, shipped)[0], shipped);
  });

  it('has a version that counts its upcasts', () => {
    equal(versionIn(vocabulary, 'OrderPlaced'), 3);
    equal(versionIn(vocabulary, 'OrderShipped'), 1);
    equal(versionIn(undefined, 'OrderShipped'), 1);
  });
});

describe('A record of a newer version', () => {
  it('is not read', () => {
    throws(() => lifted(vocabulary, { type: 'OrderPlaced', version: 4, data: of }), NewerVersion);
    throws(() => lifted(vocabulary, { type: 'OrderShipped', version: 2, data: of }), NewerVersion);
    throws(() => lifted(undefined, { type: 'OrderShipped', version: 2, data: of }), NewerVersion);
  });
});
