// What the compiler makes of views, actors, documented lines, and ledgers.

import { ledger, per, whole } from '../aggregate.ts';
import { boundedContext } from '../context.ts';
import { contract } from '../contract.ts';
import { deadline, reminder } from '../deadlines.ts';
import type { OwnDeadline } from '../deadlines.ts';
import { holds } from '../expect-type.ts';
import type { Equal } from '../expect-type.ts';
import { nothing } from '../known.ts';
import { count, id } from '../shapes.ts';
import { money } from '../korea.ts';
import { final, initial, open, rest, states } from '../states.ts';
import { take } from '../views.ts';
import { Seat } from './rules.proof.ts';
import { Repair, Till, Workshop } from './workshop.ts';

const { command, event, view, remind } = Workshop;

// A row is shaped as the contract says; an event is known by the name of its fold.
export const Repairs = view.Repairs.follows([event, Till.event], {
  key: ['repairId'],
  creates: {
    RepairRequested: (requested, { key, at }) => {
      holds<Equal<typeof key, { readonly repairId: `repair-${string}` }>>();
      holds<Equal<typeof at, number>>();
      return { ...requested, progress: 'open' };
    },
  },
  updates: {
    QuoteAccepted: take,
    InvoicePaid: (paid, row) => {
      holds<Equal<typeof paid.receipt, string>>();
      holds<Equal<typeof row.progress, 'open' | 'closed'>>();
      return { ...row, progress: 'closed' };
    },
    InvoiceCancelled: () => undefined,
  },
  ranks: { progress: ['open', 'closed'] },
});
// One row may stand for several events, and reads the event as one of them.
view.Repairs.follows([event, Till.event], {
  key: ['repairId'],
  rows: {
    'RepairQuoted, InvoicePaid': ({ repairId }) => [{ repairId }],
  },
  creates: { RepairRequested: (requested) => ({ ...requested, progress: 'open' }) },
  updates: {
    'QuoteAccepted, InvoiceSent': take,
    'RepairQuoted, InvoicePaid': (at, row) => {
      holds<Equal<(typeof at)['type'], 'RepairQuoted' | 'InvoicePaid'>>();
      return { ...row, progress: 'closed' };
    },
  },
});
const key = ['repairId'] as const;
const creates = {};
// @ts-expect-error  the till is not followed
view.Repairs.follows([event], { key, creates, updates: { 'QuoteAccepted, InvoicePaid': take } });
// @ts-expect-error  the row has no such key
view.Repairs.follows([event], { key: ['orderId'], creates });
// @ts-expect-error  the till is not followed
view.Repairs.follows([event], { key, creates: { InvoicePaid: take } });
// @ts-expect-error  'ajar' is no progress
view.Repairs.follows([event], { key, creates, updates: { QuoteAccepted: ajar } });
// @ts-expect-error  'ajar' is no rank of it
view.Repairs.follows([event], { key, creates, ranks: { progress: ['ajar'] } });
// @ts-expect-error  a row has all its fields
view.Repairs.follows([event], { key, creates: { RepairQuoted: ({ repairId }) => ({ repairId }) } });
// @ts-expect-error  a view follows what happens, not what is wanted
view.Repairs.follows([command], { key, creates });
function ajar() {
  return { repairId: 'repair-1', customerId: 'customer-1', progress: 'ajar' } as const;
}

// What a row may lack may be written as undefined; what it has may not.
const unpriced = { RepairRequested: take, QuoteAccepted: priceless } as const;
view.Repairs.follows([event], { key, creates, updates: unpriced });
function priceless(_event: object, row: { readonly repairId: `repair-${string}` }) {
  const customerId = 'customer-1';
  return { ...row, customerId, progress: 'open', price: undefined } as const;
}
const nobody = () => ({ repairId: 'repair-1', customerId: undefined, progress: 'open' }) as const;
// @ts-expect-error  a row has a customer
view.Repairs.follows([event], { key, creates: { RepairQuoted: nobody } });

// A reminder is followed as an event is.
view.Repairs.follows([event, remind], { key, creates, updates: { RepairWaits: take } });

// Several fields may tell rows apart; an event may touch several rows.
export const Benches = view.Benches.follows([event], {
  key: ['repairId', 'bench'],
  rows: {
    QuoteAccepted: ({ repairId }) => [1, 2].map((bench) => ({ repairId, bench })),
  },
  creates: {
    QuoteAccepted: (_accepted, { key: at }) => {
      holds<Equal<typeof at, { readonly repairId: `repair-${string}`; readonly bench: number }>>();
      return { ...at, isBusy: true };
    },
  },
});
const benches = { key: ['repairId', 'bench'], creates } as const;
const noBench = { QuoteAccepted: () => [{ repairId: 'repair-1' }] } as const;
// @ts-expect-error  a row of a bench names its bench
view.Benches.follows([event], { ...benches, rows: noBench });

// Actors issue what somebody accepts, and read views that are on the wall.
const wall = { aggregates: { Repair, Seat }, views: { Repairs, Benches } };
boundedContext('workshop', {
  ...wall,
  actors: {
    Customer: {
      owns: 'customerId',
      issues: ['RequestRepair', 'AcceptQuote', 'TakeSeat'],
      reads: { Repairs: 'own', Benches: 'own' },
      through: { repairId: 'Repairs' },
    },
    Smith: { issues: ['QuoteRepair'], reads: { Repairs: 'all' } },
    Inspector: { reads: 'all' },
    Guest: {},
  },
});
// @ts-expect-error  of every view one reads all rows, or one's own
boundedContext('workshop', { ...wall, actors: { Smith: { reads: 'some' } } });
// @ts-expect-error  nobody accepts StealDevice
boundedContext('workshop', { ...wall, actors: { Thief: { issues: ['StealDevice'] } } });
// @ts-expect-error  no such view
boundedContext('workshop', { ...wall, actors: { Smith: { reads: { Nothing: 'all' } } } });
// @ts-expect-error  of a view one reads all rows, or one's own
boundedContext('workshop', { ...wall, actors: { Smith: { reads: { Repairs: 'some' } } } });
// @ts-expect-error  it leads to a view of this board
boundedContext('workshop', { ...wall, actors: { Smith: { through: { repairId: 'Nothing' } } } });
// @ts-expect-error  what is seen is a field of a view of this board
boundedContext('workshop', { ...wall, actors: { Smith: { sees: { Nothing: { tel: 'never' } } } } });
// @ts-expect-error  a label is Korean and English
boundedContext('workshop', { ...wall, labels: { context: ['수리'] } });

// A ledger keeps a machine for the whole, and machines by key; each decision sees them all.
const shelfId = id('shelf');
const orderId = id('order');
const Store = contract('store', {
  commands: {
    FillShelf: { shelfId, goods: count() },
    Reserve: { shelfId, orderId, price: money() },
  },
  events: { ShelfFilled: { shelfId, goods: count() }, Reserved: { shelfId, orderId } },
  rejections: { SoldOut: { shelfId } },
});
const shelf = states({ empty: initial(), filled: rest('FILLED', { goods: count() }) });
const reservation = states({
  absent: initial(),
  reserved: open('RESERVED', { price: money() }),
  gone: final('GONE'),
});
const store = {
  identifiedBy: 'shelfId',
  accepts: Store.command,
  emits: Store.event,
  refuses: Store.reject,
  registers: { Goods: whole(shelf), Reservation: per('orderId', reservation, ['reserved']) },
} as const;
const Goods = { FillShelf: { empty: Store.event.ShelfFilled, filled: nothing } };
const evolve = {
  Goods: { ShelfFilled: { empty: shelf.filled } },
  Reservation: { Reserved: { absent: () => reservation.reserved({ price: 1 }) } },
};
ledger('Shelf', {
  ...store,
  evolve,
  decide: {
    Goods,
    Reservation: {
      Reserve: {
        absent: (wish, nothingYet, { ledger: { Goods: stack, Reservation } }) => {
          holds<Equal<typeof nothingYet.is, 'absent'>>();
          holds<Equal<typeof stack.is, 'empty' | 'filled'>>();
          const [first] = Reservation.values();
          const [key] = Reservation.keys();
          holds<Equal<typeof key, `order-${string}` | undefined>>();
          holds<Equal<Exclude<typeof first, undefined>['is'], 'reserved'>>();
          const left = stack.is === 'filled' ? stack.goods - Reservation.size : 0;
          return left > 0 ? Store.event.Reserved(wish) : Store.reject.SoldOut(wish);
        },
        'reserved, gone': (_wish, { is }) => {
          holds<Equal<typeof is, 'reserved' | 'gone'>>();
          return nothing;
        },
      },
    },
  },
});
const idle = { ...evolve, Goods: { ShelfFilled: {} } };
// @ts-expect-error  an event that changes nothing says `unchanged`
ledger('Shelf', { ...store, decide: { Goods, Reservation: {} }, evolve: idle });
// @ts-expect-error  no such register
ledger('Shelf', { ...store, evolve, decide: { Goods, Reservation: {}, Till: {} } });
// @ts-expect-error  a register without its rules
ledger('Shelf', { ...store, evolve, decide: { Goods } });
const ajarGoods = { FillShelf: { ajar: nothing } };
// @ts-expect-error  'ajar' is no state of goods
ledger('Shelf', { ...store, evolve, decide: { Goods: ajarGoods, Reservation: {} } });
const coloured = { Goods: whole(shelf), Reservation: per('colour', reservation) };
// @ts-expect-error  no event names a colour to tell entries by
ledger('Shelf', { ...store, registers: coloured, evolve, decide: { Goods, Reservation: {} } });
// @ts-expect-error  'ajar' is no state to keep
per('orderId', reservation, ['ajar']);

// A deadline starts and ends with events of its own context.
const patience = { starts: event.RepairQuoted, at: () => 0, due: command.AcceptQuote } as const;
const own = deadline({ ...patience, ends: [event.QuoteAccepted] });
const foreign = deadline({ ...patience, ends: [event.QuoteAccepted, Till.event.InvoicePaid] });
const abroad = reminder({ starts: Till.event.InvoicePaid, at: () => 0, ends: [] });
boundedContext('workshop', { aggregates: { Repair }, deadlines: { own } });
type Events = 'RepairQuoted' | 'QuoteAccepted';
const told = 'A deadline cannot wait for InvoicePaid of another context: let a policy follow it';
holds<Equal<OwnDeadline<typeof foreign, Events>, typeof told>>();
// @ts-expect-error  the till's event ends it
boundedContext('workshop', { aggregates: { Repair }, deadlines: { foreign } });
// @ts-expect-error  the till's event starts it
boundedContext('workshop', { aggregates: { Repair }, deadlines: { abroad } });
