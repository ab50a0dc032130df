// A rebuilding draws what many logs say in an order in which it can have happened.

import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { System } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { keyOf, openShop, place } from '../open-shop.testing.ts';
import type { LogRecord } from '../ports.ts';
import { Orders, Store } from '../shop.testing.ts';
import { merged } from './log-merge.ts';
import type { Unread } from './log-merge.ts';

/** A row of all orders under way, which is never less than nothing. */
const UnderWay = Store.view.Shelves.follows([Orders.event, Store.event], {
  key: ['shelfId'],
  rows: { 'OrderSent, Reserved, ShelfFilled': () => [{ shelfId: 'shelf-1' }] },
  creates: { ShelfFilled: ({ shelfId }) => ({ shelfId, left: 0 }) },
  updates: {
    ShelfFilled: (_filled, row) => row,
    Reserved: (_reserved, row) => ({ ...row, left: row.left + 1 }),
    OrderSent: (_sent, row) => ({ ...row, left: row.left - 1 }),
  },
});

const shopThatCounts = (): System =>
  shopWith('store', (store) => ({ ...store, views: { ...store.views, Shelves: UnderWay } }));

for (const readMax of [1, 512]) {
  describe(`A view of two logs, read by ${readMax}`, () => {
    it('is drawn anew as it was drawn: what came of an event behind the event', async () => {
      const shop = await openShop({ system: shopThatCounts(), limits: { readMax } });
      await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
      for (let nr = 1; nr <= 4; nr += 1) {
        const orderId = keyOf(await place(shop, { phone: `010-${nr}` }));
        await shop.clock.advance(1_000);
        await shop.send('Reserve', { shelfId: 'shelf-1', orderId, qty: 1 });
        await shop.clock.advance(1_000);
        if (nr < 4) await shop.send('SendOrder', { orderId });
        await shop.clock.advance(1_000);
      }
      deepEqual(await shop.list('Shelves'), [{ shelfId: 'shelf-1', left: 1 }]);
      const rebuilt = shop.kernels['store']?.rebuild('Shelves');
      await shop.clock.advance(60_000);
      await rebuilt;
      deepEqual(await shop.list('Shelves'), [{ shelfId: 'shelf-1', left: 1 }]);
      await shop.stop();
    });
  });
}

type Short = { readonly at: number; readonly causedBy?: string; readonly actor?: string };

const logOf = (context: string, all: readonly Short[], isAll = true): Unread => ({
  source: { context, partition: 0 },
  records: all.map((of, index): LogRecord => ({
    sequence: index + 1,
    kind: 'event',
    type: 'It',
    subject: 'It/1',
    caseId: '1',
    data: {},
    causedBy: 'client-1',
    actor: 'Clerk:clerk-1',
    ...of,
  })),
  isAll,
});

const orderOf = (logs: readonly Unread[]): readonly string[] =>
  merged(logs).map(({ source, record }) => `${source.context}.${record.sequence}`);

describe('The order of several logs', () => {
  it('is that of the clocks, and of each log', () => {
    const logs = [logOf('a', [{ at: 1 }, { at: 9 }, { at: 3 }]), logOf('b', [{ at: 2 }])];
    deepEqual(orderOf(logs), ['a.1', 'b.1', 'a.2', 'a.3']);
  });

  it('has a cause before its effect where the clocks do not agree', () => {
    const effect = { at: 1, causedBy: 'a.0.2>policy' };
    const logs = [logOf('a', [{ at: 5 }, { at: 6 }, { at: 7 }]), logOf('b', [effect])];
    deepEqual(orderOf(logs), ['a.1', 'a.2', 'b.1', 'a.3']);
  });

  it('has an answer before what the asker made of it, in the same millisecond', () => {
    const asked = { at: 1, causedBy: 'x.0.1', actor: 'ask:a:charge' };
    deepEqual(orderOf([logOf('a', [{ at: 1, causedBy: 'x.0.1' }]), logOf('b', [asked])]), [
      'b.1',
      'a.1',
    ]);
  });

  it('ends where a log may go on with an earlier record', () => {
    const logs = [logOf('a', [{ at: 1 }, { at: 4 }]), logOf('b', [{ at: 2 }], false)];
    deepEqual(orderOf(logs), ['a.1', 'b.1']);
    const behind = [logOf('a', [{ at: 5 }], false), logOf('b', [{ at: 1, causedBy: 'a.0.9' }])];
    deepEqual(orderOf(behind), ['a.1']);
  });

  it('comes to an end where records name each other as their cause', () => {
    const logs = [
      logOf('a', [{ at: 1, causedBy: 'b.0.1' }]),
      logOf('b', [{ at: 2, causedBy: 'a.0.1' }]),
    ];
    deepEqual(orderOf(logs), ['a.1', 'b.1']);
  });
});
