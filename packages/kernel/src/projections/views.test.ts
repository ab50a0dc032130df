import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import type { View } from '@dure/domain';
import { keyOf, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { Orders, Shop, ShopByHand, Store } from '../shop.testing.ts';

const fill = (shop: OpenShop, qty: number) => shop.send('FillShelf', { shelfId: 'shelf-1', qty });

/** The shop with a fold that fails for one amount, as long as it is said so. */
const shopWithDefect = (defect: { isOn: boolean }) => {
  const [orders, ...others] = Shop.contexts;
  const list = orders?.views['OrderList'];
  if (!orders || !list) throw new Error('The shop has an order list.');
  const broken: View = {
    ...list,
    creates: {
      OrderPlaced: (event, row, about) => {
        const amount = 'amount' in event ? event.amount : 0;
        if (defect.isOn && amount === 13) throw new Error('Thirteen is bad luck.');
        return list.creates['OrderPlaced']?.(event, row, about);
      },
    },
  };
  const views = { ...orders.views, OrderList: broken };
  return { ...Shop, contexts: [{ ...orders, views }, ...others] };
};

/** By the clock, in another context than the one that keeps the deadline. */
const Forgetting = Store.view.Journey.follows([Orders.event, Orders.remind], {
  key: ['orderId'],
  creates: { OrderPlaced: ({ orderId, phone }) => ({ orderId, phone, at: 'shop' }) },
  updates: { OrderWaits: (_waits, row) => ({ ...row, phone: '-' }) },
});

const forgetful = {
  ...ShopByHand,
  contexts: ShopByHand.contexts.map((context) =>
    context.name === 'store' ? { ...context, views: { Journey: Forgetting } } : context,
  ),
};

describe('A view', () => {
  it('holds an update that comes before its row', async () => {
    const shop = await openShop();
    await fill(shop, 3);
    const key = keyOf(await place(shop));
    deepEqual(await shop.list('Journey'), [{ orderId: key, phone: '010', at: 'road', paid: 500 }]);
    deepEqual(await shop.kernels['store']?.parked(), { items: [] });
  });

  it('can be asked to have seen a command first', async () => {
    const shop = await openShop();
    await fill(shop, 3);
    const placed = await shop.send('PlaceOrder', {
      phone: '010',
      shelfId: 'shelf-1',
      qty: 1,
      amount: 5,
    });
    ok(placed.is === 'done');
    ok(await shop.kernels['store']?.seen(placed.position, 1_000));
    equal((await shop.list('Journey')).length, 1);
    const later = { ...placed.position, sequence: 1_000 };
    const seen = shop.kernels['store']?.seen(later, 1_000);
    await shop.clock.advance(1_001);
    equal(await seen, false);
  });

  it('is the same after it was rebuilt, also in sixteen partitions', async () => {
    for (const partitions of [1, 16]) {
      const shop = await openShop({ partitions });
      await fill(shop, 100);
      for (let of = 0; of < 20; of += 1) await place(shop, { phone: `010-${of}` });
      const before = await shop.list('Journey');
      await shop.kernels['store']?.rebuild('Journey');
      deepEqual(byOrder(await shop.list('Journey')), byOrder(before));
      const [rebuild] = shop.kernels['store']?.rebuilding() ?? [];
      equal(rebuild?.state, 'switched');
      await place(shop, { phone: '010-new' });
      equal((await shop.list('Journey')).length, 21);
    }
  });

  it('is drawn from as many records as are said, whatever else its context follows', async () => {
    for (const partitions of [1, 16]) {
      const shop = await openShop({ partitions });
      await fill(shop, 100);
      for (let of = 0; of < 5; of += 1) await place(shop, { phone: `010-${of}` });
      const { store } = shop.kernels;
      // Shelves follow the store alone, and Journey the orders and the till.
      for (const view of ['Shelves', 'Journey']) await store?.rebuild(view);
      for (const { view, done, of } of store?.rebuilding() ?? []) {
        ok(done > 0, view);
        equal(done, of, view);
      }
    }
  });

  it('is kept true while it is rebuilt', async () => {
    const shop = await openShop();
    await fill(shop, 100);
    for (let of = 0; of < 10; of += 1) await place(shop, { phone: `010-${of}` });
    const rebuilt = shop.kernels['orders']?.rebuild('OrderList');
    await Promise.all(Array.from({ length: 10 }, (_, of) => place(shop, { phone: `011-${of}` })));
    await rebuilt;
    await shop.clock.settle();
    const rows = await shop.list('OrderList');
    equal(rows.length, 20);
    ok(rows.every(({ status }) => status === 'SENT'));
  });

  it('follows a reminder, and does so again when it is rebuilt', async () => {
    const limits = { safetyPollMs: 60 * MINUTE_MS };
    const shop = await openShop({ system: forgetful, partitions: 16, limits });
    const orderId = keyOf(await place(shop));
    deepEqual(await shop.list('Journey'), [{ orderId, phone: '010', at: 'shop' }]);
    await shop.clock.advance(5 * MINUTE_MS + 1);
    const forgotten = [{ orderId, phone: '-', at: 'shop' }];
    deepEqual(await shop.list('Journey'), forgotten);
    await shop.kernels['store']?.rebuild('Journey');
    deepEqual(await shop.list('Journey'), forgotten);
  });

  it('that nobody has drawn cannot be rebuilt', async () => {
    const shop = await openShop();
    await rejects(shop.kernels['orders']?.rebuild('Nothing') ?? Promise.resolve());
  });
});

describe('A message that cannot be handled', () => {
  it('stops its own case only, is listed, and goes on in order when tried again', async () => {
    const defect = { isOn: true };
    const shop = await openShop({ system: shopWithDefect(defect) });
    await fill(shop, 9);
    const unlucky = keyOf(await place(shop, { amount: 13 }));
    await place(shop, { phone: '011' });
    deepEqual(
      (await shop.list('OrderList')).map(({ phone }) => phone),
      ['011'],
    );
    const parked = await parkedIn(shop);
    deepEqual(
      parked.map(({ state, caseId, isListed }) => [state, caseId, isListed]),
      [
        ['stopped', unlucky, true],
        ['waiting', unlucky, false],
      ],
    );
    equal((await shop.kernels['orders']?.work())?.items.length, 1);
    defect.isOn = false;
    deepEqual(await shop.kernels['orders']?.retry(parked[0]?.id ?? '', operator), { is: 'done' });
    await shop.clock.settle();
    const rows = await shop.list('OrderList');
    deepEqual(
      rows.map(({ status }) => status),
      ['SENT', 'SENT'],
    );
    deepEqual(await shop.kernels['orders']?.parked(), { items: [] });
  });

  it('can be mended', async () => {
    const shop = await openShop({ system: shopWithDefect({ isOn: true }) });
    await place(shop, { amount: 13 });
    const [parked] = await parkedIn(shop);
    const mended = shop.kernels['orders']?.mend(parked?.id ?? '', { amount: 14 }, operator);
    deepEqual(await mended, { is: 'done' });
    await shop.clock.settle();
    deepEqual(
      (await shop.list('OrderList')).map(({ amount }) => amount),
      [14],
    );
  });

  it('can be skipped, and leaves a note in its case', async () => {
    const shop = await openShop({ system: shopWithDefect({ isOn: true }) });
    const key = keyOf(await place(shop, { amount: 13 }));
    const [parked] = await parkedIn(shop);
    const skipped = shop.kernels['orders']?.skip(parked?.id ?? '', operator);
    deepEqual(await skipped, { is: 'done' });
    await shop.clock.settle();
    deepEqual(
      (await shop.trail(key)).flatMap(({ kind, data }) =>
        kind === 'operation' ? [data['note']] : [],
      ),
      ['bad luck'],
    );
  });

  it('stays stopped through a restart', async () => {
    const shop = await openShop({ system: shopWithDefect({ isOn: true }) });
    await place(shop, { amount: 13 });
    const again = await openShop({ folder: shop.folder });
    const parked = await parkedIn(again);
    equal(parked[0]?.state, 'stopped');
    deepEqual(await again.kernels['orders']?.retry(parked[0]?.id ?? '', operator), { is: 'done' });
    await again.clock.settle();
    equal((await again.list('OrderList')).length, 1);
  });

  it('that is gone cannot be tried again', async () => {
    const shop = await openShop();
    const gone = 'view>OrderList/order-1#000000000001';
    deepEqual(await shop.kernels['orders']?.retry(gone, operator), { is: 'notFound' });
  });
});

const parkedIn = async ({ kernels }: OpenShop) => (await kernels['orders']?.parked())?.items ?? [];

const operator = { actor: 'Operator:operator-1', note: 'bad luck' };

const byOrder = (rows: readonly { readonly [field: string]: unknown }[]) =>
  rows.toSorted((a, b) => (String(a['orderId']) < String(b['orderId']) ? -1 : 1));
