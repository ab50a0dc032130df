// What a rule gives against its type is a failure of that rule: the command has failed, nothing is
// written, and the process knows why.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nothing } from '@dure/domain';
import { shopWithRule } from '../changed-shop.testing.ts';
import { chain, keyOf, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { ShopByHand } from '../shop.testing.ts';

const order = { context: 'orders', aggregate: 'Order' };
const placing = { table: 'decide', message: 'PlaceOrder', state: 'absent' } as const;
const cancelling = { table: 'decide', message: 'CancelOrder', state: 'placed' } as const;

const opened = (partitions: number, change: typeof placing | typeof cancelling, gives: unknown) =>
  openShop({ system: shopWithRule(order, { ...change, rule: () => () => gives }), partitions });

const why = ({ incidents: [incident] }: OpenShop): string =>
  incident?.cause instanceof Error ? incident.cause.message : '';

for (const partitions of [1, 16]) {
  for (const [what, gives, says] of [
    ['a number', 5, 'number'],
    ['a text', 'OrderSent', 'string'],
    ['nothing at all', undefined, 'A rule of Order gives undefined, which is no event'],
    ['null', null, 'A rule of Order gives null, which is no event'],
    ['an object without a name', {}, 'object'],
    ['a message of nobody', { type: 'Nope' }, 'Nope'],
    ['a rejection of another context', { type: 'Declined', amount: 1 }, 'Declined'],
    ['a message of nobody among its events', [{ type: 'Nope' }], 'A rule of Order gives Nope'],
    ['nothing among its events', [undefined], 'A rule of Order gives undefined'],
  ] as const) {
    describe(`A rule that gives ${what}, in ${partitions} partitions`, () => {
      it('has failed, whether it opens an instance or not', async () => {
        const shop = await opened(partitions, placing, gives);
        equal((await place(shop)).is, 'failed');
        ok(why(shop).includes(says), why(shop));
        const later = await opened(partitions, cancelling, gives);
        const key = keyOf(await place(later));
        equal((await later.send('CancelOrder', { orderId: key })).is, 'failed');
        ok(!(await chain(later, key)).includes('OrderCancelled'));
      });
    });
  }

  describe(`A rule that gives an event of another instance, in ${partitions} partitions`, () => {
    it('has failed, and neither of the two has the event', async () => {
      const another = { type: 'OrderCancelled', orderId: 'order-99', phone: '010-1234-5678' };
      const shop = await opened(partitions, cancelling, another);
      const key = keyOf(await place(shop));
      equal((await shop.send('CancelOrder', { orderId: key })).is, 'failed');
      ok(why(shop).includes(`orderId must be ${key}, whose`), why(shop));
      ok(!(await chain(shop, key)).includes('OrderCancelled'));
      deepEqual(await chain(shop, 'order-99'), []);
    });
  });

  describe(`A rule that gives no events, in ${partitions} partitions`, () => {
    it('has failed where it was to open an instance', async () => {
      const shop = await opened(partitions, placing, []);
      equal((await place(shop)).is, 'failed');
      equal((await place(shop, { orderId: 'order-9' })).is, 'failed');
      ok(why(shop).includes('opens an instance, and gives no event'), why(shop));
    });

    it('does nothing where the instance has begun', async () => {
      const shop = await opened(partitions, cancelling, []);
      const key = keyOf(await place(shop));
      const outcome = await shop.send('CancelOrder', { orderId: key });
      deepEqual([outcome.is, outcome.is === 'done' && outcome.events], ['done', []]);
    });
  });

  describe(`A rule that says that nothing happens, in ${partitions} partitions`, () => {
    it('has failed where an id was made for what does not begin', async () => {
      const shop = await opened(partitions, placing, nothing);
      equal((await place(shop)).is, 'failed');
    });

    it('does nothing where the sender has named the instance', async () => {
      const shop = await opened(partitions, placing, nothing);
      equal((await place(shop, { orderId: 'order-9' })).is, 'done');
    });
  });

  describe(`A queue that is full, in ${partitions} partitions`, () => {
    it('turns clients away at once, and takes them again', async () => {
      const limits = { queueMax: 3 };
      const shop = await openShop({ system: ShopByHand, partitions, limits });
      const key = keyOf(await place(shop));
      const all = Array.from({ length: 5 }, () => shop.send('SendOrder', { orderId: key }));
      await shop.clock.settle();
      const ends = (await Promise.all(all)).map(({ is }) => is);
      deepEqual(ends, ['done', 'done', 'done', 'unavailable', 'unavailable']);
      equal(shop.kernels['orders']?.metrics().counters['commands_turned_away'], 2);
      equal((await shop.send('SendOrder', { orderId: key })).is, 'done');
    });

    it('takes what must be handled whatever it takes', async () => {
      const limits = { queueMax: 1 };
      const shop = await openShop({ partitions, limits });
      await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 9 });
      await shop.clock.settle();
      const key = keyOf(await place(shop));
      await shop.clock.settle();
      ok((await chain(shop, key)).includes('OrderSent'));
    });
  });
}
