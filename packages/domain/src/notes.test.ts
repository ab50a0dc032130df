import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aggregate, pathOf } from './aggregate.ts';
import { ask, externalSystem, question } from './asks.ts';
import { boundedContext } from './context.ts';
import { contract } from './contract.ts';
import { except, ofKind, only } from './notes.ts';
import type { AnyMessage } from './notes.ts';
import { id, optional, stamped, text } from './shapes.ts';
import { money } from './korea.ts';
import { final, initial, open, states } from './states.ts';
import { system } from './system.ts';

const orderId = id('order');
const Shop = contract('shop', {
  commands: { PlaceOrder: { orderId, note: optional(text) }, DropOrder: { orderId } },
  events: { OrderPlaced: { orderId, status: stamped }, OrderDropped: { orderId } },
  rejections: { TooLate: { orderId }, TooPoor: ofKind('unpaid', { price: money() }) },
});
const { command, event, reject } = Shop;

/** A note as a rule: the message first, the memory second. */
const asRule = (note: unknown) => note as (message: object, memory?: object) => AnyMessage;

describe('a note', () => {
  it('writes its name and its fields, and nothing else', () => {
    const extra = { orderId: 'order-1', note: 'soon', secret: 1 } as const;
    assert.deepEqual(command.PlaceOrder(extra), {
      type: 'PlaceOrder',
      orderId: 'order-1',
      note: 'soon',
    });
    assert.deepEqual(command.DropOrder(extra), { type: 'DropOrder', orderId: 'order-1' });
  });

  it('leaves out what is not there', () => {
    const { note: _, ...written } = command.PlaceOrder({ orderId: 'order-1', note: undefined });
    assert.deepEqual(written, { type: 'PlaceOrder', orderId: 'order-1' });
    assert.ok(!('note' in command.PlaceOrder({ orderId: 'order-1', note: undefined })));
  });

  it('knows its colour, its fields and its context', () => {
    assert.equal(event.OrderPlaced.colour, 'event');
    assert.equal(event.OrderPlaced.context, 'shop');
    assert.deepEqual(Object.keys(event.OrderPlaced.fields), ['orderId', 'status']);
  });

  it('takes what the message lacks from the memory', () => {
    const memory = { orderId: 'order-2', note: 'later' };
    const written = asRule(command.PlaceOrder)({ orderId: 'order-1' }, memory);
    assert.deepEqual(written, { type: 'PlaceOrder', orderId: 'order-1', note: 'later' });
  });

  it('never takes a stamp from the memory', () => {
    const written = asRule(event.OrderPlaced)({ orderId: 'order-1' }, { status: 'OLD' });
    assert.deepEqual(written, { type: 'OrderPlaced', orderId: 'order-1' });
  });

  it('may have some of its fields written beforehand, whatever message and memory say', () => {
    const noted = command.PlaceOrder.with({ note: 'gift' });
    const written = { type: 'PlaceOrder', orderId: 'order-1', note: 'gift' };
    assert.deepEqual(noted({ orderId: 'order-1' }), written);
    assert.deepEqual(asRule(noted)({ note: 'soon' }, { orderId: 'order-1', note: '' }), written);
    assert.equal(noted.type, 'PlaceOrder');
    assert.equal(noted.colour, 'command');
    assert.deepEqual(command.PlaceOrder({ orderId: 'order-1' }).note, undefined);
  });
});

describe('a rejection', () => {
  it('answers 409, unless it says otherwise', () => {
    assert.equal(reject.TooLate.rejects, 'conflict');
    assert.equal(reject.TooPoor.rejects, 'unpaid');
    assert.deepEqual(reject.TooPoor({ price: 5 }), { type: 'TooPoor', price: 5 });
  });
});

describe('a pad', () => {
  it('can be torn in two', () => {
    assert.deepEqual(Object.keys(only(command, 'DropOrder')), ['DropOrder']);
    assert.deepEqual(Object.keys(except(command, 'DropOrder')), ['PlaceOrder']);
    assert.equal(only(command, 'DropOrder').DropOrder, command.DropOrder);
  });

  it('is accepted, emitted or refused as a whole', () =>
    assert.deepEqual(Shop.pads, { accepts: command, emits: event, refuses: reject }));

  it('is empty where a contract has none of its colour', () => {
    assert.deepEqual(Shop.view, {});
    assert.deepEqual(Shop.remind, {});
    assert.deepEqual(contract('bare', {}).command, {});
  });
});

describe('a state', () => {
  const order = states({
    absent: initial(),
    placed: open(['A', 'B'], { orderId }),
    gone: final('C'),
  });

  it('is constructed with its fields, and nothing else', () => {
    const extra = { orderId: 'order-1', type: 'OrderPlaced' } as const;
    assert.deepEqual(order.placed(extra), { is: 'placed', orderId: 'order-1' });
    assert.deepEqual(order.gone(), { is: 'gone' });
  });

  it('may have some of its fields written beforehand', () => {
    const first = order.placed.with({ orderId: 'order-1' });
    assert.deepEqual(first(), { is: 'placed', orderId: 'order-1' });
    assert.deepEqual(asRule(first)({ orderId: 'order-2' }), { is: 'placed', orderId: 'order-1' });
    assert.equal(first.type, 'placed');
  });

  it('knows its kind and its status', () => {
    assert.deepEqual(order.absent.sketch, { kind: 'initial', status: [], fields: {} });
    assert.deepEqual(order.placed.sketch.status, ['A', 'B']);
    assert.equal(order.gone.sketch.kind, 'final');
  });

  it('may know something before anything happened', () => {
    const marked = states({ absent: initial({ note: optional(text) }), gone: final('C') });
    assert.deepEqual(marked.absent(), { is: 'absent' });
    assert.deepEqual(marked.absent({ note: 'late' }), { is: 'absent', note: 'late' });
    // @ts-expect-error What has not begun cannot be sure of anything.
    initial({ note: text });
  });

  it('has to begin somewhere', () => {
    const endless = states({ placed: open('A') });
    const tables = { decide: {}, evolve: {} };
    const pads = { identifiedBy: 'orderId' as never, accepts: {}, emits: {}, refuses: {} };
    assert.throws(() => aggregate('Endless', { ...pads, ...tables, states: endless }));
  });
});

describe('a path', () => {
  it('is the plural of the name', () => {
    const paths = ['PaymentHistory', 'Accommodation', 'Bus', 'Day', 'Mypage'].map(pathOf);
    assert.deepEqual(paths, ['paymentHistories', 'accommodations', 'bus', 'days', 'mypages']);
  });
});

describe('an ask', () => {
  const charging = question({ price: money() }, { receipt: text }, { price: money() });
  const Bank = externalSystem('Bank', { charge: charging });
  const charge = ask('charge', { of: Bank.charge });

  it('says what is asked, and what each answer decides', () => {
    const asking = charge({ price: 5 })
      .taken(() => 'taken')
      .refused(() => 'refused')
      .unavailable(() => 'unavailable');
    assert.deepEqual(asking.message, { type: 'charge', price: 5 });
    assert.equal(asking.onTaken(undefined as never), 'taken');
    assert.equal(asking.onRefused?.(undefined as never), 'refused');
    assert.equal(asking.onUnavailable?.({ retryAfter: 1 }), 'unavailable');
  });

  it('lets a note decide, by the answer or else by what was given', () => {
    const asking = charge({ price: 5, orderId: 'order-1' })
      .taken(event.OrderPlaced.with({ status: 'PAID' }))
      .refused(reject.TooPoor)
      .unavailable(reject.TooLate);
    assert.deepEqual(asking.message, { type: 'charge', price: 5 });
    const paid = { type: 'OrderPlaced', orderId: 'order-1', status: 'PAID' };
    assert.deepEqual(asking.onTaken({ receipt: 'x' } as never), paid);
    assert.deepEqual(asking.onRefused?.({ price: 9 } as never), { type: 'TooPoor', price: 9 });
    assert.deepEqual(asking.onRefused?.({} as never), { type: 'TooPoor', price: 5 });
    const late = { type: 'TooLate', orderId: 'order-1' };
    assert.deepEqual(asking.onUnavailable?.({ retryAfter: 1 }), late);
  });

  it('knows who is asked, and what is brought', () => {
    assert.equal(charge.ask.callee, 'Bank');
    assert.equal(charge.ask.isExternal, true);
    assert.deepEqual(Object.keys(charge.ask.brings), ['receipt']);
    const inner = ask('drop', { of: command.DropOrder, brings: { receipt: text } });
    assert.equal(inner.ask.isExternal, false);
    assert.equal(inner.ask.callee, 'shop');
    assert.deepEqual(Object.keys(inner.ask.brings), ['receipt']);
  });
});

describe('a business', () => {
  const context = (name: string) => boundedContext(name, {});
  const shop = { label: ['가게', 'Shop'], businessKey: 'orderId' } as const;

  it('does not call two things by one name', () => {
    assert.throws(
      () => system('shop', { ...shop, contexts: [context('a'), context('a')] }),
      /: a\.$/,
    );
    assert.equal(system('shop', { ...shop, contexts: [context('a'), context('b')] }).name, 'shop');
  });
});
