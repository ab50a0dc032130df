// Where one begins that is new on a wall which has a history.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext, contract, whenever } from '@dure/domain';
import type { BoundedContext, Process, System } from '@dure/domain';
import { count, id } from '@dure/domain/shapes';
import { openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { Orders, Shop, Till } from '../shop.testing.ts';

const shopWith = (change: (context: BoundedContext) => BoundedContext): System => ({
  ...Shop,
  contexts: Shop.contexts.map(change),
});

/** The till gives everything back that was sent: a policy that was not there before. */
const generous = (from?: 'beginning'): System =>
  shopWith((context) =>
    context.name === 'till'
      ? {
          ...context,
          policies: {
            ...context.policies,
            giveBackSent: whenever(
              Orders.event.OrderSent,
              ({ orderId }) => Till.command.GiveBack({ orderId }),
              {
                sends: [Till.command.GiveBack],
                ...(from === undefined ? {} : { from }),
              },
            ),
          },
        }
      : context,
  );

const withoutJourney = shopWith((context) => {
  const { Journey: _journey, ...views } = context.views;
  return { ...context, views };
});

const { context: letters, view } = contract('letters', {
  views: { Buyers: { orderId: id('order'), amount: count({ min: 0 }) } },
});

const Buyers = view.Buyers.follows([Orders.event], {
  key: ['orderId'],
  creates: { OrderPlaced: ({ orderId, amount }) => ({ orderId, amount }) },
});

const orderOf = (event: object): `order-${number}` | undefined =>
  'orderId' in event ? (event.orderId as `order-${number}`) : undefined; // As the contracts say.

/** Has everything given back that is charged. Nothing else here follows the till. */
const chase: Process<number> = {
  name: 'chase',
  follows: [Till.event.Charged],
  caseOf: orderOf,
  sends: [Till.command.GiveBack],
  step: (_memory, event) => ({
    memory: 1,
    sends: [Till.command.GiveBack({ orderId: orderOf(event) ?? 'order-0' })],
  }),
};

/** The shop with a context that has no aggregates, and follows what its board names only. */
const lettersWith = (processes: { readonly [name: string]: Process }): System => ({
  ...Shop,
  contexts: [...Shop.contexts, boundedContext(letters, { views: { Buyers }, processes })],
});

const order = async (shop: OpenShop, from: number, many: number): Promise<void> => {
  for (let of = from; of < from + many; of += 1) await place(shop, { phone: `${of}` });
};

/** The orders whose money was given back. */
const givenBack = async (shop: OpenShop): Promise<number> => {
  const orders = await shop.list('OrderList');
  const trails = await Promise.all(orders.map((row) => shop.trail(orderOf(row) ?? '')));
  return trails.filter((trail) => trail.some(({ type }) => type === 'GivenBack')).length;
};

/** Four orders under one board; then under another one, before and after two more. */
const changed = async (partitions: number, before: System, after: System) => {
  const shop = await openShop({ partitions, system: before });
  const { folder } = shop;
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
  await order(shop, 1, 4);
  await shop.stop();
  const again = await openShop({ folder, partitions, system: after });
  await again.clock.settle();
  const open = () => openShop({ folder, partitions, system: after });
  return { again, open };
};

for (const partitions of [1, 16]) {
  describe(`With ${partitions} partitions, a policy that is new`, () => {
    it('acts on what happens from now on, and does so after a restart', async () => {
      const { again, open } = await changed(partitions, Shop, generous());
      equal(await givenBack(again), 0);
      await order(again, 11, 2);
      equal(await givenBack(again), 2);
      await again.stop();
      const third = await open();
      await order(third, 21, 1);
      equal(await givenBack(third), 3);
      deepEqual(third.incidents, []);
      await third.stop();
    });

    it('acts on everything when it says so, once', async () => {
      const { again, open } = await changed(partitions, Shop, generous('beginning'));
      equal(await givenBack(again), 4);
      await order(again, 11, 2);
      equal(await givenBack(again), 6);
      await again.stop();
      const third = await open();
      await third.clock.settle();
      equal(await givenBack(third), 6);
      equal(third.kernels['till']?.metrics().counters['records'] ?? 0, 0);
      await third.stop();
    });

    it('acts on everything in a shop that is new', async () => {
      const shop = await openShop({ partitions, system: generous() });
      await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
      await order(shop, 1, 2);
      equal(await givenBack(shop), 2);
      await shop.stop();
    });

    it('begins now where its context did not follow the source either', async () => {
      const { again } = await changed(partitions, lettersWith({}), lettersWith({ chase }));
      equal(await givenBack(again), 0);
      await order(again, 11, 2);
      equal(await givenBack(again), 2);
      await again.stop();
    });
  });

  describe(`With ${partitions} partitions, a view that is new`, () => {
    it('shows everything that was before, and goes on', async () => {
      const { again, open } = await changed(partitions, withoutJourney, Shop);
      equal((await again.list('Journey')).length, 4);
      await order(again, 11, 2);
      const rows = await again.list('Journey');
      equal(rows.length, 6);
      deepEqual(new Set(rows.map(({ at }) => at)), new Set(['road']));
      await again.stop();
      const third = await open();
      await third.kernels['store']?.rebuild('Journey');
      await order(third, 21, 1);
      equal((await third.list('Journey')).length, 7);
      await third.stop();
    });
  });
}
