// A function of a board that always throws stops its own case, and nothing else.

import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deadline, MINUTE_MS, reminder } from '@dure/domain';
import type { BoundedContext, Deadline, System } from '@dure/domain';
import { chain, keyOf, NOON, openShop, place } from './open-shop.testing.ts';
import type { OpenShop } from './open-shop.testing.ts';
import { Orders, ShopByHand } from './shop.testing.ts';

/** The shop, in which people send what was ordered, with other orders. */
const shopWith = (change: (orders: BoundedContext) => BoundedContext): System => ({
  ...ShopByHand,
  contexts: ShopByHand.contexts.map((of) => (of.name === 'orders' ? change(of) : of)),
});

const UNLUCKY = 13;

const throwsFor = (amount: number): void => {
  if (amount === UNLUCKY) throw new Error('bad luck');
};

const about = {
  starts: Orders.event.OrderPlaced,
  at: (_placed: object, { now }: { readonly now: number }) => now + MINUTE_MS,
  ends: [Orders.event.OrderSent, Orders.event.OrderCancelled],
};

const cancelling = (placed: { readonly orderId: `order-${string}` }) =>
  Orders.command.CancelOrder({ orderId: placed.orderId });

/** Deadlines of which one function throws for an order of 13, whether or not it is switched on. */
const deadlines = (isMended: () => boolean): { readonly [name: string]: Deadline } => {
  const unlucky = (amount: number) => (isMended() ? undefined : throwsFor(amount));
  return {
    due: deadline({
      ...about,
      due: (placed) => {
        unlucky(placed.amount);
        return cancelling(placed);
      },
      sends: [Orders.command.CancelOrder],
    }),
    remind: reminder({
      ...about,
      remind: (placed) => {
        unlucky(placed.amount);
        return Orders.remind.OrderWaits(placed);
      },
      sends: [Orders.remind.OrderWaits],
    }),
    again: reminder({
      ...about,
      again: () => {
        unlucky(UNLUCKY);
        return MINUTE_MS;
      },
      remind: Orders.remind.OrderWaits,
    }),
  };
};

const open = (name: string, opening: object = {}) => {
  let isMended = false;
  const all = deadlines(() => isMended);
  const system = shopWith((orders) => ({
    ...orders,
    deadlines: { [name]: all[name] as Deadline },
  }));
  const mend = () => {
    isMended = true;
  };
  return { mend, opened: () => openShop({ system, ...opening }) };
};

const operator = { actor: 'Operator:operator-1' };

const parked = async (shop: OpenShop) => (await shop.kernels['orders']?.parked())?.items ?? [];

const stopped = async (shop: OpenShop) =>
  (await parked(shop)).map(({ caseId, state, isListed }) => [caseId, state, isListed]);

for (const partitions of [1, 16]) {
  for (const name of ['due', 'remind', 'again']) {
    describe(`A deadline whose ${name} throws, in ${partitions} partitions`, () => {
      it('stops its own case, is listed, and nobody else notices', async () => {
        const shop = await open(name, { partitions }).opened();
        const key = keyOf(await place(shop, { amount: UNLUCKY }));
        await shop.clock.advance(MINUTE_MS + 1);
        equal((await place(shop, { phone: '011' })).is, 'done');
        deepEqual(await stopped(shop), [[key, 'stopped', true]]);
        ok((await parked(shop))[0]?.cause.includes('bad luck'));
        const { turns_failed } = shop.kernels['orders']?.metrics().counters ?? {};
        equal(turns_failed, undefined);
      });

      it('does not come back by itself, also not in the next process', async () => {
        const { opened } = open(name, { partitions });
        const shop = await opened();
        const key = keyOf(await place(shop, { amount: UNLUCKY }));
        await shop.clock.advance(MINUTE_MS + 1);
        await shop.stop();
        const again = await open(name, {
          partitions,
          folder: shop.folder,
          at: NOON + 2 * MINUTE_MS,
        }).opened();
        await again.clock.advance(10 * MINUTE_MS);
        deepEqual(await stopped(again), [[key, 'stopped', true]]);
        deepEqual(again.incidents, []);
        equal((await place(again, { phone: '011' })).is, 'done');
      });

      it('is sent when a person tries it again, once it is mended', async () => {
        const { opened, mend } = open(name, { partitions });
        const shop = await opened();
        const key = keyOf(await place(shop, { amount: UNLUCKY }));
        await shop.clock.advance(MINUTE_MS + 1);
        mend();
        const [of] = await parked(shop);
        const retried = shop.kernels['orders']?.retry(of?.id ?? '', operator);
        await shop.clock.settle();
        deepEqual(await retried, { is: 'done' });
        deepEqual(await parked(shop), []);
        const sent = name === 'due' ? 'OrderCancelled' : '(OrderWaits)';
        equal((await chain(shop, key)).filter((type) => type === sent).length, 1);
      });

      it('is forgotten when its case has ended meanwhile', async () => {
        const { opened, mend } = open(name, { partitions });
        const shop = await opened();
        const key = keyOf(await place(shop, { amount: UNLUCKY }));
        await shop.clock.advance(MINUTE_MS + 1);
        await shop.send('SendOrder', { orderId: key });
        mend();
        const [of] = await parked(shop);
        void shop.kernels['orders']?.retry(of?.id ?? '', operator);
        await shop.clock.settle();
        deepEqual(await parked(shop), []);
        const [, ...happened] = await chain(shop, key);
        deepEqual(happened, ['OrderPlaced', 'OrderSent', '(OrderPlaced)']);
      });
    });
  }
}

for (const partitions of [1, 16]) {
  describe(`Two deadlines of a case, of which one stopped, in ${partitions} partitions`, () => {
    it('are both sent when a person tries the first again, and so is its command', async () => {
      let isMended = false;
      const first = deadline({
        ...about,
        due: (placed) => {
          if (!isMended) throw new Error('bad luck');
          return cancelling(placed);
        },
        sends: [Orders.command.CancelOrder],
      });
      const at = (_placed: object, { now }: { readonly now: number }) => now + 2 * MINUTE_MS;
      const second = reminder({ ...about, at, remind: Orders.remind.OrderWaits });
      const deadlines = { first, second };
      const shop = await openShop({ system: shopWith((of) => ({ ...of, deadlines })), partitions });
      const key = keyOf(await place(shop));
      await shop.clock.advance(3 * MINUTE_MS);
      equal((await parked(shop)).length, 2);
      isMended = true;
      const [of] = await parked(shop);
      void shop.kernels['orders']?.retry(of?.id ?? '', operator);
      await shop.clock.settle();
      deepEqual(await parked(shop), []);
      const happened = await chain(shop, key);
      equal(happened.filter((type) => type === 'OrderCancelled').length, 1);
      equal(happened.filter((type) => type === '(OrderWaits)').length, 1);
    });
  });
}

describe('A deadline that comes again after no time', () => {
  it('stops, and does not go round', async () => {
    const none = reminder({ ...about, again: () => 0, remind: Orders.remind.OrderWaits });
    const shop = await openShop({ system: shopWith((of) => ({ ...of, deadlines: { none } })) });
    const key = keyOf(await place(shop));
    await shop.clock.advance(10 * MINUTE_MS);
    deepEqual(await stopped(shop), [[key, 'stopped', true]]);
    ok(!(await chain(shop, key)).includes('(OrderWaits)'));
  });

  it('refuses the command that starts it where its instant is none', async () => {
    const never = reminder({ ...about, at: () => NaN, remind: Orders.remind.OrderWaits });
    const shop = await openShop({ system: shopWith((of) => ({ ...of, deadlines: { never } })) });
    equal((await place(shop)).is, 'failed');
  });
});

for (const partitions of [1, 16]) {
  describe(`A rebuilding whose fold throws, in ${partitions} partitions`, () => {
    const opened = async () => {
      const changed = { is: false };
      const system = shopWith((orders) => {
        const { OrderList } = orders.views;
        if (!OrderList) return orders;
        const creates: typeof OrderList.creates = {
          OrderPlaced: (event, ...of) => {
            if (changed.is && 'amount' in event) throwsFor(Number(event.amount));
            return OrderList.creates['OrderPlaced']?.(event, ...of);
          },
        };
        return { ...orders, views: { OrderList: { ...OrderList, creates } } };
      });
      const shop = await openShop({ system, partitions });
      await place(shop, { amount: UNLUCKY });
      await place(shop, { amount: 14, phone: '011' });
      changed.is = true;
      return { shop, changed };
    };

    it('fails alone, and says at which record', async () => {
      const { shop } = await opened();
      const { orders } = shop.kernels;
      const rebuilding = orders?.rebuild('OrderList');
      const failing = rejects(rebuilding ?? Promise.resolve(), /OrderPlaced.*bad luck/);
      await shop.clock.settle();
      await failing;
      equal((await place(shop, { phone: '012' })).is, 'done');
      deepEqual(
        orders?.rebuilding().map(({ view, state, failure }) => [view, state, failure?.type]),
        [['OrderList', 'failed', 'OrderPlaced']],
      );
      ok(orders?.rebuilding()[0]?.failure?.cause.includes('bad luck'));
      equal((await shop.list('OrderList')).length, 3);
      equal(orders?.metrics().counters['turns_failed'], undefined);
    });

    it('leaves nothing, and the next one works', async () => {
      const { shop, changed } = await opened();
      const { orders } = shop.kernels;
      const failing = rejects(orders?.rebuild('OrderList') ?? Promise.resolve());
      await shop.clock.advance(2 * MINUTE_MS);
      await failing;
      equal(await shop.stores.get('orders')?.count('row', 'OrderList@2'), 0);
      changed.is = false;
      const rebuilt = orders?.rebuild('OrderList');
      await shop.clock.settle();
      await rebuilt;
      equal(orders?.rebuilding()[0]?.state, 'switched');
      equal((await shop.list('OrderList')).length, 2);
    });

    it('can be called off', async () => {
      const { shop, changed } = await opened();
      changed.is = false;
      const { orders } = shop.kernels;
      const calledOff = rejects(orders?.rebuild('OrderList') ?? Promise.resolve(), /called off/);
      await new Promise((resolve) => void setImmediate(resolve));
      equal(orders?.callOffRebuild('OrderList'), true);
      await shop.clock.advance(2 * MINUTE_MS);
      await calledOff;
      equal(orders?.rebuilding()[0]?.state, 'called off');
      equal(orders?.callOffRebuild('OrderList'), false);
      equal(await shop.stores.get('orders')?.count('row', 'OrderList@2'), 0);
      equal((await shop.list('OrderList')).length, 2);
    });
  });
}
