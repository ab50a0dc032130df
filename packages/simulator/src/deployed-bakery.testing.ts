// The bakery one version on: an event got a field, a state another name and a field, a deadline
// another name, and another one was removed; rows are drawn in another way; a saga got a
// step in between.

import {
  aggregate,
  ask,
  contract,
  deadline,
  final,
  HOUR_MS,
  initial,
  nothing,
  open,
  settings,
  states,
  take,
  upcast,
} from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import { id, stamped, text } from '@dure/domain/shapes';
import type { Rehearsed } from '@dure/rehearsal';
import {
  amount,
  cake,
  Counter as Former,
  Kitchen,
  table,
  Till,
} from './bakery-contracts.testing.ts';
import { bakery } from './bakery.testing.ts';
import { fulfillingInThree } from './deployed-saga.testing.ts';
import { Oven, Payment } from './deployed-shelves.testing.ts';

const orderId = id('order');
const placed = { orderId, cake, amount, table, status: stamped };

const notes = {
  commands: {
    PlaceOrder: { orderId, cake, amount, table },
    FinishOrder: { orderId },
    CancelOrder: { orderId },
  },
  events: {
    OrderPlaced: { ...placed, channel: text },
    OrderFinished: { orderId, status: stamped },
    OrderCanceled: { orderId, status: stamped },
  },
  rejections: { NotPaid: { orderId }, TableTaken: { table } },
} as const;

/** How an order of the former version is lifted. A planted bug lifts it otherwise. */
export const lifting = {
  channel: (): string => 'shop',
  amount: (of: number): number => of,
};

const Counter = contract('counter', {
  ...notes,
  upcasts: {
    OrderPlaced: [
      upcast(placed, (order) => ({
        ...order,
        channel: lifting.channel(),
        amount: lifting.amount(order.amount),
      })),
    ],
  },
});

const { command, event, reject } = Counter;

const holdMoney = ask('holdMoney', {
  of: Till.command.HoldMoney,
  refusedWith: Till.reject,
  undo: ({ orderId: of }) => Till.command.ReleaseMoney({ orderId: of }),
  undoes: [Till.command.ReleaseMoney],
});

const order = states({
  absent: initial(),
  ordered: open('placed', { cake, amount, table, channel: text }),
  finished: final('finished', { cake, amount, channel: text }),
  canceled: final('canceled'),
});

type Older = Parameters<NonNullable<Parameters<typeof aggregate>[1]['lifts']>[0]>[0];

/** All orders that were placed before came into the shop. */
const inShop = (of: Older): Older =>
  of.is === 'ordered' || of.is === 'finished' ? { ...of, channel: 'shop' } : of;

const Order = aggregate('Order', {
  identifiedBy: 'orderId',
  accepts: command,
  emits: event,
  refuses: reject,
  claims: {
    table: {
      takenBy: 'OrderPlaced',
      releasedBy: ['OrderFinished', 'OrderCanceled'],
      refuses: ({ value }) => reject.TableTaken({ table: value }),
    },
  },
  states: order,
  lifts: [(of) => inShop(of.is === 'placed' ? { ...of, is: 'ordered' } : of)],
  decide: {
    PlaceOrder: {
      absent: (request) =>
        holdMoney(request)
          .taken(() => event.OrderPlaced({ ...request, channel: 'web' }))
          .refused(() => reject.NotPaid(request)),
    },
    FinishOrder: { ordered: event.OrderFinished, '*': nothing },
    CancelOrder: { ordered: event.OrderCanceled, '*': nothing },
  },
  evolve: {
    OrderPlaced: { absent: order.ordered },
    OrderFinished: { ordered: order.finished },
    OrderCanceled: { ordered: () => order.canceled() },
  },
});

const setting = settings({ PICK_UP: [2, 'hours'] });

const Orders = Former.view.Orders.follows([event, Kitchen.event, Till.event], {
  key: ['orderId'],
  version: 2,
  creates: {
    OrderPlaced: ({ channel: _channel, table: _table, ...row }) => row,
  },
  updates: {
    OrderFinished: take,
    OrderCanceled: take,
    CakeBaked: (_baked, row) => ({ ...row, baked: 'done' }),
    CakeSpoilt: (_spoilt, row) => ({ ...row, baked: 'spoilt' }),
    MoneyTaken: (taken, row) => ({ ...row, paid: taken.amount }),
  },
});

const COLLECT = deadline({
  formerly: ['PICK_UP'],
  starts: event.OrderPlaced,
  at: (_placed, known) => known.now + known.setting(setting.PICK_UP) * HOUR_MS,
  ends: [event.OrderFinished, event.OrderCanceled],
  due: ({ orderId: of }) => command.CancelOrder({ orderId: of }),
  sends: [command.CancelOrder],
});

const counterNext = (former: BoundedContext): BoundedContext => ({
  ...former,
  aggregates: { Order },
  views: { Orders },
  deadlines: { COLLECT },
  removedDeadlines: new Set(['LAST_CALL']),
});

const next = (of: BoundedContext): BoundedContext => {
  switch (of.name) {
    case 'counter':
      return counterNext(of);
    case 'kitchen':
      return { ...of, aggregates: { Oven } };
    default:
      return { ...of, aggregates: { Payment } };
  }
};

/** What holds of orders that are placed holds of them under their present name. */
const invariants = bakery.invariants.map((invariant) => ({
  ...invariant,
  broken: (scene: Parameters<typeof invariant.broken>[0]) =>
    invariant.broken({
      ...scene,
      states: (name: string, register?: string) =>
        new Map(
          [...scene.states(name, register)].map(([key, state]) => [
            key,
            state['is'] === 'ordered' ? { ...state, is: 'placed' } : state,
          ]),
        ),
    }),
}));

export const deployedBakery: Rehearsed = {
  ...bakery,
  invariants,
  contexts: bakery.contexts.map(next).map(fulfillingInThree),
};
