import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import { answers, except, only } from './notes.ts';
import { count, id, optional, stamped, text } from './shapes.ts';
import { final, initial, open, states } from './states.ts';

const orderId = id('order');

const { command, event, reject, remind, view } = contract('shop', {
  commands: { PlaceOrder: { orderId, qty: count() }, CancelOrder: { orderId } },
  events: {
    OrderPlaced: { orderId, qty: count(), status: stamped, note: optional(text) },
    OrderCancelled: { orderId, qty: count(), status: stamped },
  },
  rejections: { SoldOut: { orderId }, NotPaid: answers(402, { orderId }) },
  reminders: { OrderWaits: { orderId } },
  views: { Orders: { orderId } },
});

const place = command.PlaceOrder({ orderId: 'order-1', qty: 2 });

describe('a note', () => {
  it('knows its name, its colour, its context, and its fields', () => {
    assert.equal(command.PlaceOrder.type, 'PlaceOrder');
    assert.equal(command.PlaceOrder.colour, 'command');
    assert.equal(event.OrderPlaced.context, 'shop');
    assert.deepEqual(Object.keys(event.OrderPlaced.fields), ['orderId', 'qty', 'status', 'note']);
    assert.equal(remind.OrderWaits.colour, 'reminder');
    assert.equal(view.Orders.name, 'Orders');
  });

  it('writes a message with its fields, and no others', () => {
    assert.deepEqual(place, { type: 'PlaceOrder', orderId: 'order-1', qty: 2 });
    assert.deepEqual(event.OrderPlaced(place), { type: 'OrderPlaced', orderId: 'order-1', qty: 2 });
    assert.deepEqual(command.CancelOrder(place), { type: 'CancelOrder', orderId: 'order-1' });
  });

  it('leaves out what is not there', () => {
    const placed = event.OrderPlaced({ ...place, note: undefined });
    assert.equal('note' in placed, false);
  });

  it('answers conflict, unless the contract says otherwise', () => {
    assert.equal(reject.SoldOut.http, 409);
    assert.equal(reject.NotPaid.http, 402);
    assert.deepEqual(reject.NotPaid(place), { type: 'NotPaid', orderId: 'order-1' });
  });
});

describe('a note as a rule', () => {
  // A rule is called with the message and with the memory, which the types of a note do not show.
  const rule = event.OrderCancelled as unknown as (message: object, memory: object) => unknown;

  it('takes its fields from the message first, and from the memory second', () => {
    const memory = { is: 'placed', orderId: 'order-2', qty: 5 };
    assert.deepEqual(rule(command.CancelOrder(place), memory), {
      type: 'OrderCancelled',
      orderId: 'order-1',
      qty: 5,
    });
  });

  it('does not remember a stamp: it tells of the state to come', () => {
    const cancelled = rule(place, { status: 'PLACED' });
    assert.equal('status' in Object(cancelled), false);
    assert.equal(Object(rule({ ...place, status: 'GONE' }, {})).status, 'GONE');
  });
});

describe('a pad', () => {
  it('is torn into parts', () => {
    assert.deepEqual(Object.keys(only(command, 'CancelOrder')), ['CancelOrder']);
    assert.deepEqual(Object.keys(except(command, 'CancelOrder')), ['PlaceOrder']);
    assert.equal(only(command, 'CancelOrder').CancelOrder, command.CancelOrder);
  });
});

describe('a state', () => {
  const order = states({
    absent: initial(),
    placed: open('PLACED', { qty: count() }),
    closed: final(['SENT', 'LOST']),
  });

  it('is constructed with its fields, from an event or from the state before', () => {
    assert.deepEqual(order.absent(), { is: 'absent' });
    assert.deepEqual(order.placed(place), { is: 'placed', qty: 2 });
    assert.deepEqual(order.closed(), { is: 'closed' });
  });

  it('says its kind, and what the world sees', () => {
    assert.equal(order.absent.sketch.kind, 'initial');
    assert.deepEqual(order.placed.sketch.status, ['PLACED']);
    assert.deepEqual(order.closed.sketch.status, ['SENT', 'LOST']);
    assert.deepEqual(order.absent.sketch.status, []);
  });
});
