// What draws a row and is parked, while its view is drawn anew from the logs: the new rows have it
// once, whenever it is tried again.

import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AnyMessage, System, View } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { Store } from '../shop.testing.ts';

const operator = { actor: 'Operator:operator-1' };
const mistake = { isThere: true };

const needNone = (event: AnyMessage): void => {
  const ofFirst = 'orderId' in event && event.orderId === 'order-1';
  if (mistake.isThere && ofFirst) throw new Error('What does it mean?');
};

/** How much of a shelf is reserved. */
const Reserved = Store.view.Shelves.follows([Store.event], {
  key: ['shelfId'],
  rows: { 'ShelfFilled, Reserved, Returned': ({ shelfId }) => [{ shelfId }] },
  creates: { ShelfFilled: ({ shelfId }) => ({ shelfId, left: 0 }) },
  updates: {
    ShelfFilled: (_filled, row) => row,
    Reserved: (_reserved, row) => ({ ...row, left: row.left + 1 }),
    Returned: (_returned, row) => ({ ...row, left: row.left - 1 }),
  },
});

/** Its row comes with what is last, so that all before it waits. */
const Returns = Store.view.Journey.follows([Store.event], {
  key: ['orderId'],
  creates: { Returned: ({ orderId }) => ({ orderId, phone: '-', at: '-', paid: 0 }) },
  updates: { Reserved: (_reserved, row) => ({ ...row, paid: (row.paid ?? 0) + 1 }) },
});

const shopWhose = (views: { readonly [name: string]: View }): System =>
  shopWith('store', (store) => ({ ...store, views }));

/** The fold of what was reserved fails for one order. */
const shopWhoseFoldFails = (): System =>
  shopWhose({
    Shelves: {
      ...Reserved,
      updates: {
        ...Reserved.updates,
        Reserved: (event, row, about) => {
          needNone(event);
          return Reserved.updates['Reserved']?.(event, row, about);
        },
      },
    },
  });

/** The view cannot say whose row it is, for one order. */
const shopWhoseRowsFail = (): System =>
  shopWhose({
    Shelves: {
      ...Reserved,
      rowsOf: (event, at) => {
        needNone(event);
        return Reserved.rowsOf(event, at);
      },
    },
  });

const act = async (shop: OpenShop, type: string, orderId: string): Promise<void> => {
  const qty = type === 'Reserve' ? { qty: 1 } : {};
  equal((await shop.send(type, { shelfId: 'shelf-1', orderId, ...qty })).is, 'done');
  await shop.clock.advance(10);
};

const retryAll = async (shop: OpenShop): Promise<void> => {
  const { store } = shop.kernels;
  for (const { id } of (await store?.parked())?.items ?? []) void store?.retry(id, operator);
  await shop.clock.advance(10_000);
};

const leftOn = async (shop: OpenShop): Promise<unknown> =>
  (await shop.list('Shelves'))[0]?.['left'];

beforeEach(() => {
  mistake.isThere = true;
});

afterEach(() => {
  mistake.isThere = false;
});

for (const partitions of [1, 16]) {
  describe(`A row of ${partitions} partitions, drawn anew`, () => {
    const opened = async (system: System): Promise<OpenShop> => {
      const shop = await openShop({ system, partitions });
      await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 10 });
      await shop.clock.advance(10);
      return shop;
    };

    it('has what was parked once, also when that is tried again', async () => {
      const shop = await opened(shopWhoseFoldFails());
      await act(shop, 'Reserve', 'order-1');
      await act(shop, 'Reserve', 'order-2');
      equal(await leftOn(shop), 0);
      mistake.isThere = false;
      await shop.kernels['store']?.rebuild('Shelves');
      equal(await leftOn(shop), 2);
      await retryAll(shop);
      equal(await leftOn(shop), 2);
      deepEqual(await shop.kernels['store']?.parked(), { items: [] });
      await act(shop, 'Reserve', 'order-3');
      equal(await leftOn(shop), 3);
      await shop.stop();
    });

    it('has what could not say its row once, also when that is tried again', async () => {
      const shop = await opened(shopWhoseRowsFail());
      await act(shop, 'Reserve', 'order-1');
      mistake.isThere = false;
      await shop.kernels['store']?.rebuild('Shelves');
      equal(await leftOn(shop), 1);
      await retryAll(shop);
      equal(await leftOn(shop), 1);
      await shop.stop();
    });

    it('gets what was early for it once it is there', async () => {
      mistake.isThere = false;
      const shop = await opened(shopWhose({ Journey: Returns }));
      await act(shop, 'Reserve', 'order-1');
      await shop.kernels['store']?.rebuild('Journey');
      await act(shop, 'Return', 'order-1');
      await shop.clock.advance(10_000);
      const rows = await shop.list('Journey');
      deepEqual(rows, [{ orderId: 'order-1', phone: '-', at: '-', paid: 1 }]);
      await shop.stop();
    });

    it('stops no case where it lacks what came too late for it', async () => {
      const shop = await opened(shopWhoseRowsFail());
      await act(shop, 'Reserve', 'order-1');
      await act(shop, 'Reserve', 'order-2');
      await act(shop, 'Return', 'order-2');
      await act(shop, 'Return', 'order-1');
      mistake.isThere = false;
      const before = shop.incidents.length;
      await retryAll(shop);
      deepEqual(await shop.kernels['store']?.parked(), { items: [] });
      equal(shop.incidents.length, before);
      equal(await leftOn(shop), 0);
      await act(shop, 'Reserve', 'order-3');
      equal(await leftOn(shop), 1);
      await shop.stop();
    });
  });
}
