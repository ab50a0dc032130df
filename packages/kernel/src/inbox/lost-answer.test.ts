// A turn that was committed and whose answer was lost has its effects all the same.

import { deepEqual, equal } from 'node:assert/strict';
import { it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { chain, keyOf, openShop, place } from '../open-shop.testing.ts';
import { ShopByHand } from '../shop.testing.ts';

for (const partitions of [1, 16]) {
  it(`a lost answer is not a lost record, with ${partitions} partitions`, async () => {
    let isLost = false;
    const before = (step: string, { changes }: { readonly changes?: unknown }): void => {
      if (!isLost || step !== 'answer' || changes === undefined) return;
      isLost = false;
      throw new Error('The answer is lost.');
    };
    const disks = new Map<string, ReturnType<typeof memoryDisk>>();
    const shop = await openShop({
      system: ShopByHand,
      storeOf: ({ name }) => {
        const disk = disks.get(name) ?? memoryDisk({ partitions });
        disks.set(name, disk);
        return memoryStore(disk, { hooks: name === 'orders' ? { before } : {} });
      },
    });
    const orderId = keyOf(await place(shop));
    isLost = true;
    const cancelling = shop.send('CancelOrder', { orderId });
    await shop.clock.advance(100);
    equal((await cancelling).is, 'done');
    equal(isLost, false);
    await shop.clock.settle();
    deepEqual((await chain(shop, orderId)).slice(-1), ['GivenBack']);
    await shop.stop();
  });
}
