// A view cannot say whose row an event draws, while later events of the same instance, which are
// of other cases, draw that row.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AnyMessage, System } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';

const operator = { actor: 'Operator:operator-1' };
const mistake = { isThere: true };

const needNone = (event: AnyMessage): void => {
  const ofFirst = 'orderId' in event && event.orderId === 'order-1';
  if (mistake.isThere && ofFirst) throw new Error('Whose row is it?');
};

type ShelfRow = { readonly shelfId: string; readonly left: number };

/** The row of a shelf says what was reserved last, as events of many orders say it. */
const shopWhoseRows = (): System =>
  shopWith('store', (store) => {
    const { Shelves } = store.views;
    ok(Shelves);
    const rowsOf: typeof Shelves.rowsOf = (event, at) => {
      needNone(event);
      return event.type === 'Reserved' ? [{ shelfId: 'shelf-1' }] : Shelves.rowsOf(event, at);
    };
    const updates: typeof Shelves.updates = {
      ...Shelves.updates,
      // The board's own types say what a row and an event are.
      Reserved: (event, row) => ({ ...row, left: (event as unknown as { qty: number }).qty }),
    };
    return { ...store, views: { ...store.views, Shelves: { ...Shelves, rowsOf, updates } } };
  });

const leftOn = async (shop: OpenShop): Promise<readonly number[]> => {
  // As above.
  const rows = (await shop.list('Shelves')) as unknown as readonly ShelfRow[];
  return rows.map(({ left }) => left);
};

const reserve = async (shop: OpenShop, orderId: string, qty: number): Promise<void> => {
  equal((await shop.send('Reserve', { shelfId: 'shelf-1', orderId, qty })).is, 'done');
  await shop.clock.advance(10);
};

const retryAll = async (shop: OpenShop): Promise<void> => {
  const { store } = shop.kernels;
  for (const { id } of (await store?.parked())?.items ?? []) void store?.retry(id, operator);
  await shop.clock.advance(10_000);
  deepEqual((await store?.parked())?.items, []);
};

beforeEach(() => {
  mistake.isThere = true;
});

afterEach(() => {
  mistake.isThere = false;
});

for (const partitions of [1, 16]) {
  describe(`A row of ${partitions} partitions, whose event could not say so`, () => {
    const opened = async (): Promise<OpenShop> => {
      const shop = await openShop({ system: shopWhoseRows(), partitions });
      await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 10 });
      await shop.clock.advance(10);
      return shop;
    };

    it('is not drawn by it over what later events have drawn', async () => {
      const shop = await opened();
      await reserve(shop, 'order-1', 1);
      await reserve(shop, 'order-2', 2);
      deepEqual(await leftOn(shop), [2], 'another case is held up by none');
      mistake.isThere = false;
      await retryAll(shop);
      deepEqual(await leftOn(shop), [2]);
      await shop.stop();
    });

    it('is drawn by it where nothing has drawn it since, without another rebuilding', async () => {
      const shop = await opened();
      await reserve(shop, 'order-1', 1);
      mistake.isThere = false;
      await retryAll(shop);
      deepEqual(await leftOn(shop), [1]);
      deepEqual(shop.kernels['store']?.rebuilding(), []);
      await reserve(shop, 'order-2', 2);
      deepEqual(await leftOn(shop), [2]);
      await shop.stop();
    });

    it('is not drawn by the note of what people did about it, when it is rebuilt', async () => {
      const shop = await opened();
      await reserve(shop, 'order-1', 1);
      mistake.isThere = false;
      await retryAll(shop);
      await shop.kernels['store']?.rebuild('Shelves');
      deepEqual(await leftOn(shop), [1]);
      await shop.stop();
    });
  });
}
