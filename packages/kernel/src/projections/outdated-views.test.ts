// A view that says another version than that of its rows is drawn anew at the start.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import type { System } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { NOON, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';

/** The second version shows all that was paid twice. */
const second = (fails = false): System =>
  shopWith('orders', (orders) => {
    const { OrderList } = orders.views;
    ok(OrderList);
    const placed = OrderList.creates['OrderPlaced'];
    const creates: typeof OrderList.creates = {
      OrderPlaced: (...of) => {
        if (fails) throw new Error('It cannot be drawn.');
        const row = placed?.(...of);
        return row && { ...row, amount: Number(row['amount']) * 2 };
      },
    };
    return { ...orders, views: { OrderList: { ...OrderList, creates, version: 2 } } };
  });

const amounts = async (shop: OpenShop) =>
  (await shop.list('OrderList')).map(({ amount }) => amount);

for (const partitions of [1, 16]) {
  describe(`A view of another version than its rows, in ${partitions} partitions`, () => {
    const before = async () => {
      const shop = await openShop({ system: shopWith('orders', (of) => of), partitions });
      await place(shop);
      await place(shop, { phone: '011' });
      await shop.stop();
      return shop.folder;
    };

    it('is drawn anew at the start, and not at the next one', async () => {
      const folder = await before();
      const shop = await openShop({ system: second(), folder, partitions });
      await shop.clock.advance(5_000);
      deepEqual(await amounts(shop), [1_000, 1_000]);
      await shop.stop();
      const at = NOON + MINUTE_MS;
      const again = await openShop({ system: second(), folder, partitions, at });
      await again.clock.advance(5_000);
      deepEqual(again.kernels['orders']?.rebuilding(), []);
      deepEqual(await amounts(again), [1_000, 1_000]);
      await again.stop();
    });

    it('is not drawn anew where nothing was drawn yet, now or at the next start', async () => {
      const shop = await openShop({ system: second(), partitions });
      await place(shop);
      await shop.stop();
      const again = await openShop({ system: second(), folder: shop.folder, partitions });
      await again.clock.advance(5_000);
      deepEqual(again.kernels['orders']?.rebuilding(), []);
      deepEqual(await amounts(again), [1_000]);
      await again.stop();
    });

    it('is drawn anew once more where an older replica has gone on drawing', async () => {
      const folder = await before();
      const old = await openShop({ system: shopWith('orders', (of) => of), folder, partitions });
      const shop = await openShop({ system: second(), folder, partitions });
      await shop.clock.advance(5_000);
      await place(old, { phone: '012' });
      await place(old, { phone: '013' });
      await old.clock.advance(5_000);
      equal((await amounts(old)).length, 4);
      await old.stop();
      await shop.clock.advance(MINUTE_MS);
      deepEqual(await amounts(shop), [1_000, 1_000, 1_000, 1_000]);
      deepEqual((await shop.kernels['orders']?.parked())?.items, []);
      deepEqual([old.incidents, shop.incidents], [[], []]);
      await shop.stop();
    });

    it('is drawn anew once where the former version is back, and people draw it anew', async () => {
      const folder = await before();
      const shop = await openShop({ system: second(), folder, partitions });
      await shop.clock.advance(5_000);
      await shop.stop();
      const at = NOON + MINUTE_MS;
      const former = shopWith('orders', (of) => of);
      const back = await openShop({ system: former, folder, partitions, at });
      await back.kernels['orders']?.rebuild('OrderList');
      await place(back, { phone: '012' });
      await place(back, { phone: '013' });
      await back.clock.advance(MINUTE_MS);
      deepEqual(await amounts(back), [500, 500, 500, 500]);
      const head = await back.stores.get('orders')?.head(0);
      equal(head?.facts['generation:OrderList'], 3, 'by the second version, and by people');
      await back.stop();
    });

    it('shows the rows as they were where it cannot be drawn, and says so', async () => {
      const folder = await before();
      const shop = await openShop({ system: second(true), folder, partitions });
      await shop.clock.advance(5_000);
      deepEqual(await amounts(shop), [500, 500]);
      equal(shop.incidents.length, 1);
      await shop.stop();
    });
  });
}
