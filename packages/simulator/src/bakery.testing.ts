// A made-up business, small and with all the traps: a promise that may have to be undone, a fact
// that crosses three contexts, rows fed from all of them, a deadline, and places that are scarce.

import {
  aggregate,
  ask,
  boundedContext,
  deadline,
  final,
  HOUR_MS,
  initial,
  ledger,
  nothing,
  open,
  per,
  rest,
  settings,
  states,
  system,
  take,
  whenever,
  whole,
} from '@dure/domain';
import { rehearsed } from '@dure/rehearsal';
import type { SimulatedSystem } from '@dure/rehearsal';
import {
  amount,
  Bank,
  cake,
  Counter,
  Kitchen,
  places,
  table,
  Till,
} from './bakery-contracts.testing.ts';
import { invariants } from './bakery-invariants.testing.ts';
import type { Traffic } from './traffic.ts';

export const [holdAtBank, releaseAtBank, takeAtBank] = [
  ask('holdAtBank', {
    of: Bank.hold,
    undo: ({ orderId: of }) => Bank.release({ orderId: of }),
    undoes: [Bank.release],
  }),
  ask('releaseAtBank', { of: Bank.release }),
  ask('takeAtBank', { of: Bank.take }),
];

const paid = states({
  absent: initial(),
  held: open('held', { amount }),
  taken: final('taken', { amount }),
  released: final('released'),
});

const Payment = aggregate('Payment', {
  identifiedBy: 'orderId',
  accepts: Till.command,
  emits: Till.event,
  refuses: Till.reject,
  states: paid,
  decide: {
    HoldMoney: {
      absent: (hold) =>
        holdAtBank(hold)
          .taken(() => Till.event.MoneyHeld(hold))
          .refused(() => Till.reject.NoMoney(hold)),
      held: nothing,
      taken: nothing,
      released: Till.reject.TooLate,
    },
    ReleaseMoney: {
      absent: (release) => releaseAtBank(release).taken(() => Till.event.MoneyReleased(release)),
      held: (release) => releaseAtBank(release).taken(() => Till.event.MoneyReleased(release)),
      released: nothing,
      taken: nothing,
    },
    TakeMoney: {
      held: (take, payment) =>
        takeAtBank(take).taken(() => Till.event.MoneyTaken({ ...take, ...payment })),
      taken: nothing,
      released: nothing,
    },
  },
  evolve: {
    MoneyHeld: { absent: paid.held },
    MoneyReleased: { absent: () => paid.released(), held: () => paid.released() },
    MoneyTaken: { held: paid.taken },
  },
});

const oven = states({ absent: initial(), hot: rest('hot', { places }) });
const place = states({ absent: initial(), used: rest('used'), empty: final('empty') });

/** A mistake in a rule: what cannot be handled until a person mends it. */
export class Poison extends Error {
  constructor() {
    super('No baker knows this cake.');
    this.name = 'Poison';
  }
}

const Oven = ledger('Oven', {
  identifiedBy: 'ovenId',
  accepts: Kitchen.command,
  emits: Kitchen.event,
  refuses: {},
  registers: { Heat: whole(oven), Place: per('orderId', place, ['used']) },
  decide: {
    Heat: { HeatOven: { absent: Kitchen.event.OvenHeated, hot: nothing } },
    Place: {
      BakeCake: {
        absent: (bake, _place, { ledger: { Heat, Place } }) => {
          if (bake.cake === 'poison') throw new Poison();
          return Heat.is === 'hot' && Place.size < Heat.places
            ? Kitchen.event.CakeBaked(bake)
            : Kitchen.event.CakeSpoilt(bake);
        },
        empty: nothing,
      },
      EmptyPlace: { used: Kitchen.event.PlaceEmptied, '*': nothing },
    },
  },
  evolve: {
    Heat: { OvenHeated: { absent: oven.hot } },
    Place: {
      CakeBaked: { absent: () => place.used() },
      CakeSpoilt: { absent: () => place.empty() },
      PlaceEmptied: { used: () => place.empty() },
    },
  },
});

const holdMoney = ask('holdMoney', {
  of: Till.command.HoldMoney,
  refusedWith: Till.reject,
  undo: ({ orderId: of }) => Till.command.ReleaseMoney({ orderId: of }),
  undoes: [Till.command.ReleaseMoney],
});

const order = states({
  absent: initial(),
  placed: open('placed', { cake, amount, table }),
  finished: final('finished', { cake, amount }),
  canceled: final('canceled'),
});

const setting = settings({ PICK_UP: [2, 'hours'] });

const Order = aggregate('Order', {
  identifiedBy: 'orderId',
  accepts: Counter.command,
  emits: Counter.event,
  refuses: Counter.reject,
  claims: {
    table: {
      takenBy: 'OrderPlaced',
      releasedBy: ['OrderFinished', 'OrderCanceled'],
      refuses: ({ value }) => Counter.reject.TableTaken({ table: value }),
    },
  },
  states: order,
  decide: {
    PlaceOrder: {
      absent: (request) =>
        holdMoney(request)
          .taken(() => Counter.event.OrderPlaced(request))
          .refused(() => Counter.reject.NotPaid(request)),
    },
    FinishOrder: { placed: Counter.event.OrderFinished, '*': nothing },
    CancelOrder: { placed: Counter.event.OrderCanceled, '*': nothing },
  },
  evolve: {
    OrderPlaced: { absent: order.placed },
    OrderFinished: { placed: order.finished },
    OrderCanceled: { placed: () => order.canceled() },
  },
});

const Orders = Counter.view.Orders.follows([Counter.event, Kitchen.event, Till.event], {
  key: ['orderId'],
  creates: { OrderPlaced: take },
  updates: {
    OrderFinished: take,
    OrderCanceled: take,
    CakeBaked: (_baked, row) => ({ ...row, baked: 'baked' }),
    CakeSpoilt: (_spoilt, row) => ({ ...row, baked: 'spoilt' }),
    MoneyTaken: (taken, row) => ({ ...row, paid: taken.amount }),
  },
});

type Held = { readonly [orderId: string]: 'held' | 'taken' | 'released' };

/** What is released first is never held later; each order is answered the same way again. */
const bank: SimulatedSystem<Held> = {
  name: 'Bank',
  initial: {},
  answer: (asked, { orderId: of, amount: sum }, held) => {
    const key = String(of);
    if (asked === 'hold' && (Number(sum) % 7 === 0 || held[key] === 'released')) {
      return { state: held, answer: { refused: { amount: sum } } };
    }
    const after = asked === 'hold' ? 'held' : asked === 'take' ? 'taken' : 'released';
    const isKept = asked === 'hold' && held[key] !== undefined;
    return { state: isKept ? held : { ...held, [key]: after }, answer: { taken: {} } };
  },
};

const baking = system('bakery', {
  label: ['빵집', 'Bakery'],
  businessKey: 'orderId',
  contexts: [
    boundedContext('counter', {
      aggregates: { Order },
      views: { Orders },
      policies: {
        finishPaidOrder: whenever(
          Till.event.MoneyTaken,
          ({ orderId: of }) => Counter.command.FinishOrder({ orderId: of }),
          { sends: [Counter.command.FinishOrder] },
        ),
        cancelSpoiltOrder: whenever(
          Kitchen.event.CakeSpoilt,
          ({ orderId: of }) => Counter.command.CancelOrder({ orderId: of }),
          { sends: [Counter.command.CancelOrder] },
        ),
      },
      deadlines: {
        PICK_UP: deadline({
          starts: Counter.event.OrderPlaced,
          at: (_placed, known) => known.now + known.setting(setting.PICK_UP) * HOUR_MS,
          ends: [Counter.event.OrderFinished, Counter.event.OrderCanceled],
          due: ({ orderId: of }) => Counter.command.CancelOrder({ orderId: of }),
          sends: [Counter.command.CancelOrder],
        }),
      },
      settings: setting,
    }),
    boundedContext('kitchen', {
      aggregates: { Oven },
      policies: {
        bakeOrderedCake: whenever(
          Counter.event.OrderPlaced,
          ({ orderId: of, cake: what }) =>
            Kitchen.command.BakeCake({ ovenId: 'oven-1', orderId: of, cake: what }),
          { sends: [Kitchen.command.BakeCake] },
        ),
        emptyPlaceOfOrder: whenever(
          Counter.event.OrderFinished,
          ({ orderId: of }) => Kitchen.command.EmptyPlace({ ovenId: 'oven-1', orderId: of }),
          { sends: [Kitchen.command.EmptyPlace] },
        ),
      },
    }),
    boundedContext('till', {
      aggregates: { Payment },
      policies: {
        takeForBakedCake: whenever(
          Kitchen.event.CakeBaked,
          ({ orderId: of }) => Till.command.TakeMoney({ orderId: of }),
          { sends: [Till.command.TakeMoney] },
        ),
        releaseForCanceledOrder: whenever(
          Counter.event.OrderCanceled,
          ({ orderId: of }) => Till.command.ReleaseMoney({ orderId: of }),
          { sends: [Till.command.ReleaseMoney] },
        ),
      },
    }),
  ],
});

export const bakery = rehearsed(baking, { externals: [bank as SimulatedSystem], invariants });

const oven1 = { ovenId: 'oven-1' } as const;

export const bakeryTraffic: Traffic = {
  setUp: () => [
    { as: 'Baker', claims: {}, command: Kitchen.command.HeatOven({ ...oven1, places: 3 }) },
  ],
  next: (random, { states: of }) => {
    const orders = [...of('Order').keys()];
    const some = orders[Math.floor(random() * orders.length)];
    if (some !== undefined && random() < 0.3) {
      return { as: 'Customer', claims: {}, command: cancel(some) };
    }
    const sum = 1 + Math.floor(random() * 100);
    const place = { type: 'PlaceOrder', cake: random() < 0.05 ? 'poison' : 'cheese', amount: sum };
    const table = `table-${Math.floor(random() * 8)}`;
    return { as: 'Customer', claims: {}, command: { ...place, table } };
  },
  finish: () => [],
  mend: (message) =>
    JSON.stringify(message).length % 2 === 0
      ? { retry: { cake: 'cheese' } }
      : { skip: 'Nobody knows how to bake it.' },
  byHand: ({ type = '', caseId: of }) =>
    byHand.has(type) ? { as: 'Baker', claims: {}, command: { type, orderId: of } } : undefined,
};

const byHand = new Set(['TakeMoney', 'ReleaseMoney', 'FinishOrder', 'CancelOrder']);

const cancel = (of: string) => ({ type: 'CancelOrder', orderId: of });
