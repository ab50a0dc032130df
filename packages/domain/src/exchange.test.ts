import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aggregate } from './aggregate.ts';
import { boundedContext } from './context.ts';
import { contract } from './contract.ts';
import { deadline, reminder } from './deadlines.ts';
import { followsOf, sendsOf } from './exchange.ts';
import { nothing } from './known.ts';
import { saga, whenever } from './policies.ts';
import { process } from './processes.ts';
import { id } from './shapes.ts';
import { final, initial, open, states } from './states.ts';
import { take } from './views.ts';

const orderId = id('order');
const notes = { orderId };
const Shop = contract('shop', {
  commands: { Cancel: notes, Note: notes },
  events: { Placed: notes, Closed: notes },
  reminders: { Waits: notes },
});
const Till = contract('till', {
  commands: { Charge: notes, Refund: notes },
  events: { Charged: notes },
});
const Desk = contract('desk', { events: { Opened: notes }, views: { Orders: notes } });

const life = states({ absent: initial(), placed: open('PLACED'), closed: final('CLOSED') });
const Order = aggregate('Order', {
  ...Shop.pads,
  identifiedBy: 'orderId',
  states: life,
  decide: { Cancel: { placed: nothing }, Note: { placed: nothing } },
  evolve: { Placed: { absent: life.placed }, Closed: { placed: life.closed } },
});

const at = () => 0;
const shop = boundedContext('shop', {
  aggregates: { Order },
  policies: {
    note: whenever(Till.event.Charged, (of) => Shop.command.Note(of), {
      sends: [Shop.command.Note],
    }),
  },
  processes: {
    counting: process<number>({
      name: 'counting',
      follows: [Desk.event.Opened],
      sends: [Shop.command.Note],
      caseOf: () => undefined,
      step: () => ({ memory: 0, sends: [] }),
    }),
  },
  sagas: {
    Pay: saga('Pay', {
      startedBy: Shop.event.Placed,
      followedBy: 'orderId',
      steps: [
        {
          name: 'charge',
          send: Till.command.Charge,
          until: Till.event.Charged,
          undo: Till.command.Refund,
        },
      ],
    }),
  },
  deadlines: {
    LATE: deadline({ starts: Shop.event.Placed, at, ends: [], due: Shop.command.Cancel }),
    WAITS: reminder({ starts: Shop.event.Placed, at, ends: [], remind: Shop.remind.Waits }),
  },
});
const till = boundedContext('till', {});
const desk = boundedContext('desk', {
  views: {
    Orders: Desk.view.Orders.follows([Shop.event], { key: ['orderId'], creates: { Closed: take } }),
  },
});

const typesOf = (all: readonly { readonly type: string }[]) => all.map(({ type }) => type);

describe('what a context sends', () => {
  it('is what its reactions and its deadlines say, each once', () =>
    assert.deepEqual(typesOf(sendsOf(shop)), ['Note', 'Charge', 'Refund', 'Cancel', 'Waits']));

  it('is nothing where it says nothing', () => assert.deepEqual(sendsOf(till), []));
});

describe('what a context follows', () => {
  it('is what its reactions and its views take from logs, each once', () => {
    assert.deepEqual(typesOf(followsOf(shop)), ['Charged', 'Opened', 'Placed']);
    assert.deepEqual(typesOf(followsOf(desk)), ['Closed']);
    assert.deepEqual(followsOf(till), []);
  });
});
