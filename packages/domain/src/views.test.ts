import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext, lookUpsIn } from './context.ts';
import { contract } from './contract.ts';
import type { AnyMessage } from './notes.ts';
import { count, id, nullable, oneOf, optional, stamped, text } from './shapes.ts';
import { take } from './views.ts';
import type { View } from './views.ts';

const orderId = id('order');
const { event, view } = contract('shop', {
  events: {
    OrderPlaced: { orderId, item: text, status: stamped, days: count() },
    OrderPaid: { orderId, status: stamped },
    OrderMoved: { orderId, status: stamped, item: optional(text) },
    OrderDropped: { orderId },
  },
  views: {
    Orders: { orderId, item: text, status: stamped, times: optional(count()) },
    Days: { orderId, day: count(), load: oneOf('free', 'busy') },
  },
});

type Row = { readonly [field: string]: unknown };

/** The rows of a view, folded as the kernel does. */
const fold = (of: View, ...events: readonly AnyMessage[]): ReadonlyMap<string, Row> => {
  const rows = new Map<string, Row>();
  for (const message of events) {
    for (const key of of.rowsOf(message, 5)) {
      const name = of.key.map((field) => String(key[field])).join('|');
      const row = rows.get(name);
      const rule = row ? of.updates[message.type] : of.creates[message.type];
      if (!rule) continue;
      const next = rule(message, row, { key, at: 5 });
      if (next) rows.set(name, next);
      else rows.delete(name);
    }
  }
  return rows;
};

const placed = event.OrderPlaced({ orderId: 'order-1', item: 'tea', status: 'PLACED', days: 2 });
const paid = event.OrderPaid({ orderId: 'order-1', status: 'PAID' });
const dropped = event.OrderDropped({ orderId: 'order-1' });

const Orders = view.Orders.follows([event], {
  key: ['orderId'],
  creates: { OrderPlaced: take },
  updates: {
    OrderPaid: take,
    OrderMoved: ({ status }, row, { at }) => ({ ...row, status, times: (row.times ?? 0) + at }),
    OrderDropped: () => undefined,
  },
  ranks: { status: ['PLACED', ['PAID', 'OWED'], 'SENT'] },
});

const only = (...events: readonly AnyMessage[]) => fold(Orders, ...events).get('order-1');

describe('a key', () => {
  const shelfId = id('shelf');
  const shelves = contract('shelves', {
    events: {
      ShelfFilled: { shelfId, item: text },
      ItemSold: { item: text, shelfId: optional(shelfId), basketId: nullable(id('basket')) },
      DayClosed: { takings: count() },
    },
    views: {
      Shelves: { shelfId, item: text },
      Baskets: { basketId: nullable(id('basket')), item: text },
    },
  });

  it('that an event has no value for names no row', () => {
    const Shelves = shelves.view.Shelves.follows([shelves.event], {
      key: ['shelfId'],
      creates: { ShelfFilled: take },
      updates: { ItemSold: take },
    });
    const sold = shelves.event.ItemSold({ item: 'tea', basketId: null });
    assert.deepEqual(Shelves.rowsOf(sold, 5), []);
    const there = shelves.event.ItemSold({ item: 'tea', shelfId: 'shelf-1', basketId: null });
    assert.deepEqual(Shelves.rowsOf(there, 5), [{ shelfId: 'shelf-1' }]);
  });

  it('that is null is none, also where the drawing says which rows', () => {
    const Baskets = shelves.view.Baskets.follows([shelves.event], {
      key: ['basketId'],
      rows: { ItemSold: ({ basketId }) => [{ basketId }, { basketId: 'basket-2' }] },
      creates: { ItemSold: take },
    });
    const sold = shelves.event.ItemSold({ item: 'tea', basketId: null });
    assert.deepEqual(Baskets.rowsOf(sold, 5), [{ basketId: 'basket-2' }]);
  });

  it('that an event cannot have is refused when the view is drawn', () => {
    assert.throws(
      () =>
        shelves.view.Shelves.follows([shelves.event], {
          key: ['shelfId'],
          creates: { ShelfFilled: take },
          updates: { DayClosed: () => undefined },
        }),
      /has the key shelfId, and DayClosed has no such field: say under rows/,
    );
  });
});

describe('a row', () => {
  it('takes the fields that the event has by the same name', () => {
    assert.deepEqual(only(placed), { orderId: 'order-1', item: 'tea', status: 'PLACED' });
    assert.deepEqual(only(placed, paid), { orderId: 'order-1', item: 'tea', status: 'PAID' });
  });

  it('is rewritten by a function of event, row and instant', () => {
    const moved = event.OrderMoved({ orderId: 'order-1', status: 'SENT' });
    const row = only(placed, moved, moved);
    assert.deepEqual(row, { orderId: 'order-1', item: 'tea', status: 'SENT', times: 10 });
  });

  it('forgets what is rewritten as undefined', () => {
    const Forgetful = view.Orders.follows([event], {
      key: ['orderId'],
      creates: { OrderPlaced: (by) => ({ ...by, status: 'NEW', times: undefined }) },
      updates: {
        OrderMoved: ({ status }, row) => ({ ...row, status, times: 1 }),
        OrderPaid: ({ status }, row) => ({ ...row, status, times: undefined }),
      },
    });
    const moved = event.OrderMoved({ orderId: 'order-1', status: 'SENT' });
    assert.ok(!('times' in (fold(Forgetful, placed).get('order-1') ?? {})));
    assert.equal(fold(Forgetful, placed, moved).get('order-1')?.['times'], 1);
    assert.ok(!('times' in (fold(Forgetful, placed, moved, paid).get('order-1') ?? {})));
  });

  it('is taken down by nothing', () => assert.equal(only(placed, dropped), undefined));

  it('is left as it was by the fold: nobody else sees it change', () => {
    const row = Object.freeze({ orderId: 'order-1', item: 'tea', status: 'PLACED' });
    const after = Orders.updates['OrderPaid']?.(paid, row, { key: row, at: 0 });
    assert.equal(after?.['status'], 'PAID');
    assert.equal(row.status, 'PLACED');
  });

  it('has no other fields than its own', () => {
    const row: object = { ...only(placed) };
    assert.deepEqual(Object.keys(row).toSorted(), ['item', 'orderId', 'status']);
  });
});

describe('a rank', () => {
  const sent = event.OrderMoved({ orderId: 'order-1', status: 'SENT' });
  const owed = event.OrderMoved({ orderId: 'order-1', status: 'OWED' });

  it('never goes back', () => assert.equal(only(placed, sent, paid)?.['status'], 'SENT'));

  it('may be shared', () => assert.equal(only(placed, paid, owed)?.['status'], 'OWED'));

  it('is below all others where it is not known', () => {
    const odd = event.OrderMoved({ orderId: 'order-1', status: 'ODD' });
    assert.equal(only(placed, odd)?.['status'], 'PLACED');
  });
});

describe('a view', () => {
  it('follows the events that it has rules for, and no others', () => {
    assert.deepEqual(
      Orders.follows.map(({ type }) => type),
      ['OrderPlaced', 'OrderPaid', 'OrderMoved', 'OrderDropped'],
    );
    const Few = view.Orders.follows([event], { key: ['orderId'], creates: { OrderPlaced: take } });
    assert.deepEqual(
      Few.follows.map(({ type }) => type),
      ['OrderPlaced'],
    );
  });

  it('may have many rows for one event', () => {
    const Days = view.Days.follows([event], {
      key: ['orderId', 'day'],
      rows: {
        OrderPlaced: ({ orderId: of, days }, at) =>
          Array.from({ length: days }, (_, day) => ({ orderId: of, day: at + day })),
      },
      creates: { OrderPlaced: (_placed, { key }) => ({ ...key, load: 'busy' }) },
    });
    assert.deepEqual(
      [...fold(Days, placed).values()],
      [
        { orderId: 'order-1', day: 5, load: 'busy' },
        { orderId: 'order-1', day: 6, load: 'busy' },
      ],
    );
  });

  it('has one row of its tables for several events', () => {
    const Paid = view.Orders.follows([event], {
      key: ['orderId'],
      rows: { 'OrderMoved, OrderDropped': () => [{ orderId: 'order-2' }] },
      creates: { OrderPlaced: take },
      updates: { 'OrderPaid, OrderMoved': take },
    });
    assert.deepEqual(
      Paid.follows.map(({ type }) => type),
      ['OrderPlaced', 'OrderPaid', 'OrderMoved'],
    );
    assert.deepEqual(Paid.rowsOf(dropped, 5), [{ orderId: 'order-2' }]);
    assert.deepEqual(Paid.rowsOf(paid, 5), [{ orderId: 'order-1' }]);
    assert.equal(fold(Paid, placed, paid).get('order-1')?.['status'], 'PAID');
  });

  it('is read whole by actors of whom the board says so', () => {
    const Mypage = view.Orders.follows([event], { key: ['orderId'], creates: {} });
    const { actors } = boundedContext('shop', {
      views: { Orders, Mypage },
      actors: {
        Operator: { reads: 'all' },
        Customer: { owns: 'usrId', reads: 'own' },
        Clerk: { reads: { Orders: 'all' } },
        Guest: {},
      },
    });
    assert.deepEqual(actors['Operator'], { issues: [], reads: { Orders: 'all', Mypage: 'all' } });
    assert.deepEqual(actors['Customer']?.reads, { Orders: 'own', Mypage: 'own' });
    assert.deepEqual(actors['Clerk']?.reads, { Orders: 'all' });
    assert.deepEqual(actors['Guest']?.reads, {});
  });

  it('is looked up by its owner and its status, and by the columns that it names', () => {
    const Mypage = view.Orders.follows([event], {
      key: ['orderId'],
      creates: { OrderPlaced: take },
      lookedUpBy: ['orderId', ['item', 'times']],
    });
    const shop = boundedContext('shop', {
      views: { Mypage },
      actors: { Customer: { owns: 'item', reads: 'own' } },
    });
    assert.deepEqual(lookUpsIn(shop), [
      { view: 'Mypage', field: 'item' },
      { view: 'Mypage', field: 'status' },
      { view: 'Mypage', field: 'orderId' },
      { view: 'Mypage', field: 'item', by: 'times' },
    ]);
  });

  it('is found by its plural, or by the path that it names', () => {
    const views = {
      Orders,
      Mypage: view.Orders.follows([event], { path: 'my', key: ['orderId'], creates: {} }),
    };
    const shop = boundedContext('shop', { views });
    assert.equal(shop.views['Orders']?.path, 'orders');
    assert.equal(shop.views['Mypage']?.path, 'my');
  });
});
