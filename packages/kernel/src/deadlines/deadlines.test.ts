import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { chain, keyOf, NOON, openShop, place } from '../open-shop.testing.ts';
import { ShopByHand } from '../shop.testing.ts';

const openByHand = (opening: object = {}) => openShop({ system: ShopByHand, ...opening });

describe('A deadline', () => {
  it('sends its command when it is due, and once', async () => {
    const shop = await openByHand();
    const key = keyOf(await place(shop));
    await shop.clock.advance(10 * MINUTE_MS - 1);
    ok(!(await chain(shop, key)).includes('OrderCancelled'));
    await shop.clock.advance(60 * MINUTE_MS);
    const cancelled = (await chain(shop, key)).filter((type) => type === 'OrderCancelled');
    equal(cancelled.length, 1);
  });

  it('is dropped when one of its ends comes first', async () => {
    const shop = await openByHand();
    const key = keyOf(await place(shop));
    await shop.send('SendOrder', { orderId: key });
    await shop.clock.advance(60 * MINUTE_MS);
    equal(shop.kernels['orders']?.metrics().counters['deadlines_fired'], undefined);
  });

  it('takes its length from a setting', async () => {
    const shop = await openByHand({ settings: { PATIENCE: 1 } });
    const key = keyOf(await place(shop));
    await shop.clock.advance(MINUTE_MS + 1);
    ok((await chain(shop, key)).includes('OrderCancelled'));
  });

  it('that fell due while the process was down gives people time, and is sent once', async () => {
    const shop = await openByHand();
    const key = keyOf(await place(shop));
    const again = await openByHand({ folder: shop.folder, at: NOON + 60 * MINUTE_MS });
    await again.clock.advance(4 * MINUTE_MS);
    ok(!(await chain(again, key)).includes('OrderCancelled'));
    await again.clock.advance(2 * MINUTE_MS);
    ok((await chain(again, key)).includes('OrderCancelled'));
  });
});

describe('A reminder', () => {
  it('tells those who follow it, and puts the case on the work list until it ends', async () => {
    const shop = await openByHand();
    const key = keyOf(await place(shop));
    await shop.clock.advance(5 * MINUTE_MS + 1);
    ok((await chain(shop, key)).includes('(OrderWaits)'));
    const work = await shop.kernels['orders']?.work();
    deepEqual(
      work?.items.map(({ kind, caseId, en }) => [kind, caseId, en]),
      [['reminder', key, 'An order waits']],
    );
    await shop.send('SendOrder', { orderId: key });
    deepEqual(await shop.kernels['orders']?.work(), { items: [] });
  });
});
