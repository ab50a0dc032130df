// A view or a process that could not say whose an event is says it when it is asked again.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whenever } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { chain, keyOf, openShop, place } from '../open-shop.testing.ts';
import { Orders, Shop, Till } from '../shop.testing.ts';

const FAILING = { isOn: true };

const failing = <T>(value: T): T => {
  if (FAILING.isOn) throw new Error('Whose is it?');
  return value;
};

for (const partitions of [1, 16]) {
  describe(`What could not be routed, in ${partitions} partitions`, () => {
    it('is drawn once a view can say its rows', async () => {
      FAILING.isOn = true;
      const system = shopWith('orders', (orders) => {
        const { OrderList } = orders.views;
        ok(OrderList);
        const rowsOf: typeof OrderList.rowsOf = (...of) => failing(OrderList.rowsOf(...of));
        return { ...orders, views: { OrderList: { ...OrderList, rowsOf } } };
      });
      const shop = await openShop({ system, partitions });
      await place(shop);
      deepEqual(await shop.list('OrderList'), []);
      FAILING.isOn = false;
      await retryAll(shop);
      equal((await shop.list('OrderList')).length, 1);
    });

    it('is done at once where it can be by then, beside what cannot', async () => {
      let times = 0;
      const cancelling = (orderId: `order-${string}`) => Till.command.GiveBack({ orderId });
      const whenCancelled = (react: typeof cancelling) =>
        whenever(Orders.event.OrderCancelled, (of) => react(of.orderId), {
          sends: [Till.command.GiveBack],
        });
      const failsOnce = whenCancelled((of) => {
        times += 1;
        if (times === 1) throw new Error('Once is enough.');
        return cancelling(of);
      });
      const failsAlways = whenCancelled(() => {
        throw new Error('Never.');
      });
      const policies = { failsOnce, failsAlways };
      const system = shopWith('till', (till) => ({ ...till, policies }));
      const shop = await openShop({ system, partitions });
      for (const phone of ['010', '011']) {
        const orderId = keyOf(await place(shop, { phone }));
        await shop.send('CancelOrder', { orderId });
        await shop.clock.settle();
        ok((await chain(shop, orderId)).includes('GivenBack'));
        equal((await shop.send('GiveBack', { orderId })).is, 'done');
      }
      deepEqual(shop.kernels['till']?.health(), { is: 'up' });
      const listed = (await shop.kernels['till']?.parked())?.items ?? [];
      deepEqual(new Set(listed.map(({ cause }) => cause)), new Set(['Never.']));
    });

    it('holds back what other policies would make of later events of its case', async () => {
      const giveBack = ({ orderId }: { readonly orderId: `order-${string}` }) =>
        Till.command.GiveBack({ orderId });
      const sends = { sends: [Till.command.GiveBack] };
      let isMended = false;
      const onSent = (of: { readonly orderId: `order-${string}` }) => {
        if (!isMended) throw new Error('Not yet.');
        return giveBack(of);
      };
      const policies = {
        first: whenever(Orders.event.OrderPlaced, (of) => onSent(of), sends),
        second: whenever(Orders.event.OrderCancelled, (of) => giveBack(of), sends),
      };
      const system = shopWith('till', (till) => ({ ...till, policies }));
      const shop = await openShop({ system, partitions });
      const orderId = keyOf(await place(shop));
      await shop.send('CancelOrder', { orderId });
      await shop.clock.settle();
      const { till } = shop.kernels;
      ok(till);
      ok(!(await chain(shop, orderId)).includes('GivenBack'));
      const listed = (await till.parked()).items;
      deepEqual(
        listed.map(({ type, state }) => [type, state]),
        [
          ['OrderPlaced', 'stopped'],
          ['OrderCancelled', 'waiting'],
        ],
      );
      isMended = true;
      const retried = till.retry(listed[0]?.id ?? '', operator);
      await shop.clock.settle();
      deepEqual(await retried, { is: 'done' });
      deepEqual((await till.parked()).items, []);
      const given = (await shop.trail(orderId)).filter(({ type }) => type === 'GivenBack');
      deepEqual(
        given.map(({ actor }) => actor),
        ['policy:first'],
      );
    });

    it('begins its saga once the case can be said', async () => {
      FAILING.isOn = true;
      const contexts = Shop.contexts.map((of) =>
        of.name === 'orders' ? { ...of, sagas: {}, processes: { Follow } } : of,
      );
      const shop = await openShop({ system: { ...Shop, contexts }, partitions });
      const key = keyOf(await place(shop));
      FAILING.isOn = false;
      await retryAll(shop);
      ok((await chain(shop, key)).includes('OrderSent'));
    });
  });
}

const operator = { actor: 'Operator:operator-1' };

type Shopping = Awaited<ReturnType<typeof openShop>>;

/** It waits in every partition, each of which does its own part, and is one to people. */
const retryAll = async (shop: Shopping): Promise<void> => {
  const kernel = shop.kernels['orders'];
  const stopped = (await kernel?.parked())?.items ?? [];
  deepEqual(
    stopped.map(({ state }) => state),
    ['stopped'],
  );
  for (const { id } of stopped) void kernel?.retry(id, operator);
  await shop.clock.settle();
  deepEqual((await kernel?.parked())?.items, []);
};

const Follow = {
  name: 'Follow',
  follows: [Orders.event.OrderPlaced],
  caseOf: (event: object) => failing('orderId' in event ? String(event.orderId) : ''),
  step: (_memory: unknown, event: AnyMessage) => ({
    memory: {},
    sends: [{ ...event, type: 'SendOrder' }],
  }),
  sends: [Orders.command.SendOrder],
};
