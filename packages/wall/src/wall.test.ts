import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  ask,
  boundedContext,
  contract,
  final,
  initial,
  open,
  saga,
  states,
  take,
  whenever,
} from '@dure/domain';
import { id } from '@dure/domain/shapes';
import { board, labels, shop, Shop, tidy } from './hotspots.testing.ts';
import { wallOf } from './wall.ts';

const { command, event, remind, view } = Shop;
const wall = wallOf(shop(tidy));

const arrows = (is: string) =>
  wall.arrows.filter((arrow) => arrow.is === is).map(({ from, to }) => `${from} ${to}`);

const noteOf = (id: string) => wall.contexts[0]?.notes.find((note) => note.id === id);

describe('a wall', () => {
  it('is plain data, and the same again for the same business', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(wall)), wall);
    assert.equal(JSON.stringify(wallOf(shop(tidy))), JSON.stringify(wall));
  });

  it('has a note for everything on the board', () => {
    assert.deepEqual(
      wall.contexts[0]?.notes.map(({ kind, name }) => `${kind} ${name}`),
      [
        'actor Customer',
        'aggregate Order',
        'command PlaceOrder',
        'command PayOrder',
        'command DropOrder',
        'event OrderPlaced',
        'event OrderPaid',
        'event OrderDropped',
        'rejection TooCheap',
        'policy payAtOnce',
        'deadline DROP',
        'deadline WAITS',
        'reminder OrderWaits',
        'view Orders',
      ],
    );
    assert.deepEqual(
      wall.externals.map(({ name, label }) => [name, label]),
      [['Bank', ['은행', 'Bank']]],
    );
    assert.deepEqual(wall.hotspots, []);
  });

  it('calls notes by their labels, or else spells their names', () => {
    assert.deepEqual(noteOf('shop/command/PlaceOrder')?.label, ['주문', 'Place order']);
    const [bare] = wallOf(shop(boundedContext('shop', board))).contexts;
    const names = bare?.notes.map(({ label }) => label[1]) ?? [];
    for (const spelt of ['Place order', 'Pay at once', 'Waits']) assert.ok(names.includes(spelt));
  });

  it('knows the life of an aggregate', () => {
    const [life] = noteOf('shop/aggregate/Order')?.lives ?? [];
    assert.deepEqual(
      life?.states.map(({ name, kind }) => `${name} ${kind}`),
      ['absent initial', 'placed open', 'paid final', 'dropped final'],
    );
    assert.deepEqual(life?.moves, [
      { event: 'OrderPlaced', from: 'absent', to: ['placed'] },
      { event: 'OrderPaid', from: 'placed', to: ['paid'] },
      { event: 'OrderDropped', from: 'placed', to: ['dropped'] },
    ]);
  });
});

describe('an arrow', () => {
  it('leads from whoever issues a command', () => {
    assert.deepEqual(arrows('issues'), [
      'shop/actor/Customer shop/command/PlaceOrder',
      'shop/policy/payAtOnce shop/command/PayOrder',
      'shop/deadline/DROP shop/command/DropOrder',
    ]);
  });

  it('leads through the aggregate to what comes of it', () => {
    assert.deepEqual(arrows('decides').length, 3);
    assert.deepEqual(arrows('emits').length, 3);
    assert.deepEqual(arrows('gives'), [
      'shop/command/PlaceOrder shop/event/OrderPlaced',
      'shop/command/PayOrder shop/event/OrderPaid',
      'shop/command/DropOrder shop/event/OrderDropped',
    ]);
    assert.deepEqual(arrows('refuses'), ['shop/command/PayOrder shop/rejection/TooCheap']);
    assert.deepEqual(arrows('asks'), ['shop/command/PayOrder /external/Bank']);
  });

  it('leads from events to whoever follows them', () => {
    assert.deepEqual(arrows('triggers'), [
      'shop/event/OrderPlaced shop/policy/payAtOnce',
      'shop/event/OrderPlaced shop/deadline/DROP',
      'shop/event/OrderPlaced shop/deadline/WAITS',
    ]);
    assert.deepEqual(arrows('ends').length, 2);
    assert.deepEqual(arrows('reminds'), ['shop/deadline/WAITS shop/reminder/OrderWaits']);
    assert.deepEqual(arrows('feeds'), ['shop/event/OrderPlaced shop/view/Orders']);
    assert.deepEqual(arrows('reads'), ['shop/actor/Customer shop/view/Orders']);
  });

  it('leads from a reminder to the view that follows it', () => {
    const Orders = view.Orders.follows([event, remind], {
      key: ['orderId'],
      creates: { OrderPlaced: take },
      updates: { OrderWaits: (_waits, row) => ({ ...row, item: '' }) },
    });
    const feeds = wallOf(shop({ ...tidy, views: { Orders } })).arrows.filter(
      ({ is }) => is === 'feeds',
    );
    assert.deepEqual(
      feeds.map(({ from, to }) => [from, to].join(' ')),
      ['shop/event/OrderPlaced shop/view/Orders', 'shop/reminder/OrderWaits shop/view/Orders'],
    );
  });

  it('leads from a command to the one that it asks, and to its undo', () => {
    const payNow = ask('charge', { of: command.PayOrder, undo: command.DropOrder });
    // A hand-made aggregate asks its own command: the picture does not mind.
    const Order = { ...tidy.aggregates['Order'], asks: [payNow] };
    const asking = { ...tidy, aggregates: { Order } } as unknown as typeof tidy;
    const drawn = wallOf(shop(asking)).arrows.filter(({ by }) => by === 'charge');
    assert.deepEqual(drawn, [
      { from: 'shop/command/PayOrder', to: 'shop/command/PayOrder', is: 'asks', by: 'charge' },
      { from: 'shop/command/PayOrder', to: 'shop/command/DropOrder', is: 'undoes', by: 'charge' },
    ]);
  });
});

describe('a saga', () => {
  it('waits for the person who sends a step, unless it says for whom', () => {
    const step = { name: 'pay', command: command.PayOrder, until: event.OrderPaid };
    const { steps } = saga('Booking', {
      startedBy: event.OrderPlaced,
      followedBy: 'orderId',
      steps: [
        { ...step, by: 'Customer' },
        { ...step, by: 'Clerk', waitsFor: 'Customer' },
        { ...step, by: 'policy payAtOnce' },
        { ...step, by: 'policy askForPayment', waitsFor: 'Customer' },
        { name: 'drop', send: command.DropOrder, until: event.OrderDropped },
      ],
    });
    assert.deepEqual(
      steps.map(({ waitsFor }) => waitsFor),
      ['Customer', 'Customer', undefined, 'Customer', undefined],
    );
  });

  it('is drawn with its steps', () => {
    const booking = saga('Booking', {
      startedBy: event.OrderPlaced,
      followedBy: 'orderId',
      steps: [
        {
          name: 'pay',
          by: 'policy payAtOnce',
          command: command.PayOrder,
          until: event.OrderPaid,
          unless: [event.OrderDropped],
          undo: command.DropOrder,
        },
        { name: 'drop', send: command.DropOrder, waitsFor: 'Customer', until: event.OrderDropped },
      ],
    });
    const sagas = { Booking: booking };
    const { contexts } = wallOf(shop(boundedContext('shop', { ...board, sagas, labels })));
    const note = contexts[0]?.notes.find(({ kind }) => kind === 'saga');
    assert.equal(note?.startedBy, 'OrderPlaced');
    assert.deepEqual(note?.steps, [
      {
        name: 'pay',
        command: 'PayOrder',
        by: 'policy payAtOnce',
        until: 'OrderPaid',
        unless: ['OrderDropped'],
        undo: 'DropOrder',
      },
      {
        name: 'drop',
        command: 'DropOrder',
        waitsFor: 'Customer',
        until: 'OrderDropped',
        unless: [],
      },
    ]);
  });
});

describe('notes with Korean names', () => {
  const orderId = id('주문');
  const { command, event } = contract('가게', {
    commands: { 주문하다: { orderId }, 보내다: { orderId } },
    events: { 주문됨: { orderId }, 보내짐: { orderId } },
  });
  const 주문 = states({ 없음: initial(), 접수: open('접수'), 발송: final('발송') });
  const Order = aggregate('주문', {
    identifiedBy: 'orderId',
    accepts: command,
    emits: event,
    refuses: {},
    states: 주문,
    decide: {
      주문하다: { 없음: (order) => event.주문됨(order) },
      보내다: { 접수: (order) => event.보내짐(order) },
    },
    evolve: { 주문됨: { 없음: () => 주문.접수() }, 보내짐: { 접수: 주문.발송 } },
  });
  const context = boundedContext('가게', {
    actors: { 손님: { issues: ['주문하다'] } },
    aggregates: { 주문: Order },
    policies: {
      바로보내기: whenever(event.주문됨, ({ orderId: of }) => command.보내다({ orderId: of }), {
        sends: [command.보내다],
      }),
    },
  });
  const { arrows, hotspots } = wallOf(shop(context));

  it('have the same arrows as others', () => {
    const drawn = arrows.map(({ from, is, to }) => `${from} ${is} ${to}`);
    for (const arrow of [
      '가게/actor/손님 issues 가게/command/주문하다',
      '가게/command/주문하다 gives 가게/event/주문됨',
      '가게/event/주문됨 triggers 가게/policy/바로보내기',
      '가게/policy/바로보내기 issues 가게/command/보내다',
      '가게/command/보내다 gives 가게/event/보내짐',
    ]) {
      assert.ok(drawn.includes(arrow), arrow);
    }
  });

  it('are no hot spots', () =>
    assert.deepEqual(
      hotspots.filter(({ kind }) => kind !== 'label missing'),
      [],
    ));
});
