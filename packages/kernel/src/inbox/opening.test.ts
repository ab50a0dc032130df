// A command of the machine that does not say its instance means a new one, or is a mistake of its
// sender.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyMessage, Policy } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { keyOf, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { Orders, Store } from '../shop.testing.ts';

const parkedIn = async (shop: OpenShop, context: string) =>
  ((await shop.kernels[context]?.parked())?.items ?? []).map(({ state, cause }) => [state, cause]);

/** A policy of the store that sends this when an order is placed. */
const sending = (command: object) =>
  shopWith('store', (store) => {
    const policy: Policy = {
      whenever: [Orders.event.OrderPlaced],
      react: () => command as AnyMessage,
      sends: [Store.command.Reserve, Store.command.FillShelf],
    };
    return { ...store, policies: { send: policy } };
  });

for (const partitions of [1, 16]) {
  describe(`A command without its key, in ${partitions} partitions,`, () => {
    it('is a mistake of the policy that sends it', async () => {
      const reserve = { type: 'Reserve', orderId: 'order-1', qty: 1 };
      const shop = await openShop({ system: sending(reserve), partitions });
      await place(shop);
      deepEqual(await parkedIn(shop, 'store'), [
        ['stopped', 'Reserve does not say its shelfId, and opens no new one.'],
      ]);
    });

    it('opens an instance where it may', async () => {
      const system = sending({ type: 'FillShelf', qty: 7 });
      const shop = await openShop({ system, partitions });
      await place(shop);
      deepEqual(await parkedIn(shop, 'store'), []);
      deepEqual(
        (await shop.list('Shelves')).map(({ left }) => left),
        [7],
      );
    });

    it('is a mistake of the process that sends it', async () => {
      const system = shopWith('orders', (orders) => ({
        ...orders,
        processes: {
          Follow: {
            name: 'Follow',
            follows: [Orders.event.OrderPlaced],
            sends: [Orders.command.SendOrder],
            caseOf: (event) => String((event as { readonly orderId?: string }).orderId),
            step: () => ({ memory: {}, sends: [{ type: 'SendOrder' }] }),
          },
        },
      }));
      const shop = await openShop({ system, partitions });
      ok(keyOf(await place(shop)));
      const [parked, ...others] = await parkedIn(shop, 'orders');
      deepEqual(parked, ['stopped', 'SendOrder does not say its orderId, and opens no new one.']);
      equal(others.length, 0);
    });
  });
}
