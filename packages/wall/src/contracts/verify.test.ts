// What consumers need, in files of their own or as Pact, held to what a business publishes.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readNeeds } from './needs.ts';
import { isPact, readPact } from './pact.ts';
import { recordOfShop, released } from './planted.testing.ts';
import { verifyNeeds } from './verify.ts';

const record = recordOfShop(released, '0.1.0');

const missingOf = (shop: object): readonly string[] => {
  const { needs, notUnderstood } = readNeeds({ consumer: 'messages', needs: { shop } });
  assert.deepEqual(notUnderstood, []);
  return needs.flatMap((of) =>
    verifyNeeds(record, of, (word, names) => names.find((name) => name[0] === word[0])).map(
      ({ where, what }) => `${where}: ${what.en}`,
    ),
  );
};

describe('a consumer', () => {
  it('gets what it needs', () =>
    assert.deepEqual(
      missingOf({
        events: {
          OrderPlaced: { fields: { orderId: 'string', amount: 'integer' } },
          OrderCanceled: ['orderId', 'status'],
        },
        commands: { CancelOrder: ['orderId'] },
        views: { Orders: ['amount'] },
        rejections: { TooMuch: ['amount'] },
        states: { Order: ['PLACED'] },
      }),
      [],
    ));

  it('that needs a field which is not given is told which there are', () =>
    assert.deepEqual(missingOf({ events: { OrderCanceled: ['orderNo'] } }), [
      'event OrderCanceled · orderNo: No such field is given. Did you mean orderId? ' +
        'There are: orderId, status',
    ]));

  it('that needs an event which is not there is told what was meant', () =>
    assert.match(
      missingOf({ events: { Ordered: [] } })[0] ?? '',
      /Did you mean Order(Placed|Can)/,
    ));

  it('that counts on what may be missing is told so, unless it can do without', () => {
    const note = { fields: ['note'] };
    assert.match(missingOf({ events: { OrderPlaced: note } })[0] ?? '', /It may be missing/);
    const optional = { ...note, optional: ['note'] };
    assert.deepEqual(missingOf({ events: { OrderPlaced: optional } }), []);
  });

  it('that reads another type is told so', () =>
    assert.match(
      missingOf({ events: { OrderPlaced: { fields: { amount: 'string' } } } })[0] ?? '',
      /read as string, and is integer/,
    ));

  it('that does not know every value is told which', () =>
    assert.match(
      missingOf({ events: { OrderPlaced: { fields: ['way'], values: { way: ['CARD'] } } } })[0] ??
        '',
      /values that you do not know: CASH/,
    ));

  it('that sends too little, too much, or a value that is not taken is told so', () => {
    const place = { fields: ['orderId', 'way', 'colour'], values: { way: ['COIN'] } };
    const all = missingOf({ commands: { PlaceOrder: place } }).join('\n');
    assert.match(all, /way: These values are not taken: COIN/);
    assert.match(all, /colour: No such field/);
    assert.match(all, /amount: You do not send it/);
  });

  it('that knows a status which is not there is told which there are', () =>
    assert.match(
      missingOf({ states: { Order: ['OPEN'] } })[0] ?? '',
      /no such status: OPEN\. There are: PLACED, CANCELED/,
    ));
});

describe('a file of needs', () => {
  it('that is none is said to be none', () => {
    for (const file of [undefined, [], { consumer: 'a' }, { consumer: 7, needs: {} }])
      assert.equal(readNeeds(file).notUnderstood.length, 1);
  });

  it('is read as far as it is understood, and the rest is listed', () => {
    const shop = {
      event: {},
      events: { OrderPlaced: 7, OrderCanceled: { fields: ['a'], odd: 1 } },
    };
    const { needs, notUnderstood } = readNeeds({ consumer: 'a', needs: { shop, other: 3 } });
    assert.deepEqual(Object.keys(needs[0]?.events['OrderCanceled']?.fields ?? {}), ['a']);
    assert.deepEqual(
      notUnderstood.map(({ where }) => where),
      [
        'needs.shop.event',
        'needs.shop.events.OrderPlaced',
        'needs.shop.events.OrderCanceled.odd',
        'needs.other',
      ],
    );
  });
});

const parties = { consumer: { name: 'messages' }, provider: { name: 'shop' } };

const pactOf = (file: object) => {
  const pact: unknown = { ...parties, ...file };
  assert.ok(isPact(pact));
  const { needs, notUnderstood } = readPact(pact, record);
  const missing = needs.flatMap((of) => verifyNeeds(record, of));
  return {
    needs: needs[0],
    missing: missing.map(({ where }) => where),
    odd: notUnderstood.map(({ what }) => what),
  };
};

describe('a Pact file', () => {
  it('with messages says which events and fields are read', () => {
    const { needs, missing, odd } = pactOf({
      messages: [
        {
          description: 'an order was placed',
          contents: { orderId: 'order-1', amount: 3, fare: 7 },
          metadata: { ce_type: 'OrderPlaced' },
        },
        { description: 'OrderCanceled, as it is', contents: { orderId: 'order-1' } },
        { description: 'something else', contents: { orderId: 'order-1' } },
      ],
    });
    assert.deepEqual(Object.keys(needs?.events ?? {}), ['OrderPlaced', 'OrderCanceled']);
    assert.deepEqual(missing, ['event OrderPlaced · fare']);
    assert.deepEqual(odd, ['it names no event: give it ce_type']);
  });

  it('of version 4 is read as well', () => {
    const content = { orderId: 'order-1', amount: 'three' };
    const { missing } = pactOf({
      interactions: [
        {
          type: 'Asynchronous/Messages',
          description: 'OrderPlaced',
          contents: { content, contentType: 'application/json', encoded: false },
        },
      ],
    });
    assert.deepEqual(missing, ['event OrderPlaced · amount']);
  });

  it('with HTTP says which rows are read, and which commands are sent', () => {
    const body = { orderId: 'order-1', amount: 3, colour: 'red', _links: {} };
    const { needs, missing, odd } = pactOf({
      interactions: [
        {
          description: 'the list',
          request: { method: 'GET', path: '/shop/orders' },
          response: { status: 200, body: { _embedded: { orders: [body] } } },
        },
        {
          description: 'a cancellation',
          request: { method: 'POST', path: '/shop/orders/order-1/cancel-order', body: {} },
        },
        {
          description: 'a placing',
          request: { method: 'POST', path: '/shop/orders', body: { amount: 3 } },
        },
        { description: 'a page', request: { method: 'GET', path: '/shop/elsewhere' } },
      ],
    });
    assert.deepEqual(Object.keys(needs?.commands ?? {}), ['CancelOrder', 'PlaceOrder']);
    assert.deepEqual(missing, ['view Orders · colour', 'command PlaceOrder · way']);
    assert.deepEqual(odd, ['no view has the path /elsewhere']);
  });

  it('without anything in it is said to be so', () =>
    assert.deepEqual(pactOf({}).odd, ['it has neither messages nor interactions']));
});
