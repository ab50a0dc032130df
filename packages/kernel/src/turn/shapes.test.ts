// What a rule, an answer or a fold has made is held to its shapes before it is written.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shopWith, shopWithRule } from '../changed-shop.testing.ts';
import { chain, keyOf, openShop, place } from '../open-shop.testing.ts';
import { Till } from '../shop.testing.ts';

const till = { context: 'till', aggregate: 'Payment' } as const;

/** A till that charges another amount than it was asked for. */
const charging = (amount: number) =>
  shopWithRule(till, {
    table: 'decide',
    message: 'Charge',
    state: 'absent',
    rule: () => (to: { readonly orderId: `order-${string}` }) =>
      Till.event.Charged({ ...to, amount, receipt: 'r', status: 'CHARGED' }),
  });

for (const partitions of [1, 16]) {
  describe(`What a rule has made, in ${partitions} partitions`, () => {
    for (const amount of [1500.1, NaN, Infinity, -1]) {
      it(`is not appended when it is ${amount} won: the command has failed`, async () => {
        const shop = await openShop({ system: charging(amount), partitions });
        const sent = shop.send('Charge', { orderId: 'order-5', amount: 5 });
        await shop.clock.settle();
        equal((await sent).is, 'failed');
        deepEqual(await chain(shop, 'order-5'), []);
        equal(await shop.kernels['till']?.instance('Payment', 'order-5'), undefined);
        ok(String(shop.incidents[0]?.cause).includes('amount must be a whole number'));
      });
    }

    it('is not kept as a state', async () => {
      const system = shopWithRule(till, {
        table: 'evolve',
        message: 'Charged',
        state: 'absent',
        rule: () => () => ({ is: 'charged', amount: 0.5, receipt: 'r' }),
      });
      const shop = await openShop({ system, partitions });
      const sent = shop.send('Charge', { orderId: 'order-5', amount: 5 });
      await shop.clock.settle();
      equal((await sent).is, 'failed');
      equal(await shop.kernels['till']?.instance('Payment', 'order-5'), undefined);
    });

    it('is not drawn as a row: the row stands as it was, and the message is listed', async () => {
      const system = shopWith('orders', (orders) => {
        const { OrderList } = orders.views;
        ok(OrderList);
        const updates = {
          OrderSent: (_sent: object, row: object = {}) => ({ ...row, amount: NaN }),
        };
        return { ...orders, views: { OrderList: { ...OrderList, updates } } };
      });
      const shop = await openShop({ system, partitions });
      const key = keyOf(await place(shop));
      equal((await shop.send('SendOrder', { orderId: key })).is, 'done');
      await shop.clock.settle();
      deepEqual(
        (await shop.list('OrderList')).map(({ amount }) => amount),
        [500],
      );
      const [work] = (await shop.kernels['orders']?.parked())?.items ?? [];
      equal(work?.state, 'stopped');
    });
  });
}
