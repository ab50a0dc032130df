// A view that was taken off the wall, and put back later.

import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { System } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { openShop } from '../open-shop.testing.ts';

const withoutShelves = (): System =>
  shopWith('store', (store) => {
    const { Shelves: _removed, ...views } = store.views;
    return { ...store, views };
  });

const withShelves = (): System => shopWith('store', (store) => store);

for (const partitions of [1, 16]) {
  describe(`A view of ${partitions} partitions that was off the wall for a while`, () => {
    it('shows what has happened meanwhile', async () => {
      const first = await openShop({ system: withShelves(), partitions });
      const { folder } = first;
      await first.send('FillShelf', { shelfId: 'shelf-1', qty: 5 });
      await first.clock.advance(1_000);
      await first.stop();
      const second = await openShop({ system: withoutShelves(), partitions, folder });
      await second.send('FillShelf', { shelfId: 'shelf-1', qty: 2 });
      await second.send('FillShelf', { shelfId: 'shelf-2', qty: 3 });
      await second.clock.advance(1_000);
      await second.stop();
      const third = await openShop({ system: withShelves(), partitions, folder });
      await third.clock.advance(60_000);
      const rows = await third.list('Shelves');
      const left = new Map(rows.map((row) => [row['shelfId'], row['left']]));
      deepEqual(left, new Map(Object.entries({ 'shelf-1': 7, 'shelf-2': 3 })));
      await third.stop();
    });
  });
}
