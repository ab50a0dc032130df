// What a context does when another one of its business was retired.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Kernel } from '../api.ts';
import { openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';

const HOUR_MS = 3_600_000;
const at = Date.parse('2026-03-02T12:00:00+09:00');

const opened = async (more: Parameters<typeof openShop>[0] = {}): Promise<OpenShop> => {
  const shop = await openShop(more);
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 9 });
  await shop.clock.settle();
  return shop;
};

const kernelOf = ({ kernels }: OpenShop, name: string): Kernel => {
  const kernel = kernels[name];
  ok(kernel);
  return kernel;
};

const endsOf = async (kernel: Kernel): Promise<readonly number[]> => {
  const numbers = Array.from({ length: kernel.partitions }, (_, number) => number);
  return Promise.all(numbers.map(async (number) => (await kernel.head(number)).sequence));
};

describe('A retired context', () => {
  it('is asked nothing more: a business decides as it does where it is away', async () => {
    const shop = await opened();
    const orders = kernelOf(shop, 'orders');
    await orders.noteRetired('till', { at });
    const outcome = await place(shop);
    equal(outcome.is, 'refused');
    const { counters, gauges } = orders.metrics();
    deepEqual([counters['asks'] ?? 0, gauges['breakers_open']], [0, 0]);
    await shop.stop();
  });

  it('is sent nothing more: what waits for it is parked once, for a person', async () => {
    const shop = await opened();
    const orders = kernelOf(shop, 'orders');
    const { sentUpTo } = await orders.noteRetired('store', { at });
    await place(shop);
    const look = async () => {
      const { items } = await orders.parked();
      return items.map(({ state, cause, attempts, isListed, dueAt }) => {
        return { state, cause, attempts, isListed, dueAt };
      });
    };
    const stopped = { state: 'stopped', cause: 'store was retired', attempts: 1, isListed: true };
    deepEqual(await look(), [{ ...stopped, dueAt: undefined }]);
    await shop.clock.advance(HOUR_MS);
    await shop.clock.settle();
    const after = await look();
    ok(after.every(({ attempts, cause }) => attempts === 1 && cause === 'store was retired'));
    deepEqual(shop.incidents, []);
    const sent = await orders.readLog(0, sentUpTo[0] ?? 0, 100);
    deepEqual(
      sent.filter(({ target }) => target === 'store'),
      [],
    );
    await shop.stop();
  });

  it('takes nothing back: that is for a person, too', async () => {
    const shop = await opened();
    shop.fault('till', 'late');
    const orders = kernelOf(shop, 'orders');
    const placing = place(shop);
    while (!orders.metrics().counters['asks']) await new Promise(setImmediate);
    await orders.noteRetired('till', { at });
    await shop.clock.advance(HOUR_MS);
    await placing;
    const { items } = await orders.work();
    const undone = items.filter(({ kind }) => kind === 'refused undo');
    deepEqual(
      undone.map(({ type, cause }) => [type, cause]),
      [['GiveBack', 'till was retired']],
    );
    deepEqual(shop.incidents, []);
    await shop.stop();
  });

  for (const partitions of [1, 3]) {
    it(`is read to its end, and looked for no more; of ${partitions} partitions`, async () => {
      const shop = await opened({ partitions });
      const [store, till] = [kernelOf(shop, 'store'), kernelOf(shop, 'till')];
      shop.fault('store', 'behind');
      await place(shop);
      const ends = await endsOf(till);
      equal((await store.noteRetired('till', { at, ends })).isRead, undefined);
      equal((await store.noteRetired('till', { at, ends })).isRead, undefined);
      shop.fault('store', 'none');
      await shop.clock.settle();
      equal((await store.noteRetired('till', { at })).isRead, true);
      await kernelOf(shop, 'orders').noteRetired('till', { at, ends });
      await shop.clock.settle();
      await shop.retire('till');
      deepEqual(
        (await shop.list('Journey')).map(({ paid }) => paid),
        [500],
      );
      deepEqual(
        (await store.figures('lag')).lag.map(({ source }) => source).includes('till'),
        false,
      );
      equal(await shop.quiet(), true);
      equal(await store.seen({ context: 'till', partition: 0, sequence: 99 }, 0), true);
      await shop.stop();
    });
  }

  it('is known still when the others begin again', async () => {
    const shop = await opened();
    const { folder } = shop;
    await place(shop);
    const ends = await endsOf(kernelOf(shop, 'till'));
    for (const name of ['orders', 'store']) {
      await kernelOf(shop, name).noteRetired('till', { at, ends });
    }
    await shop.clock.settle();
    await shop.stop();
    const again = await openShop({ folder });
    const store = kernelOf(again, 'store');
    deepEqual(store.retired().get('till'), { at, ends, isRead: true });
    deepEqual((await store.figures('lag')).lag.map(({ source }) => source).includes('till'), false);
    equal((await place(again, { phone: '011' })).is, 'refused');
    await again.stop();
  });
});
