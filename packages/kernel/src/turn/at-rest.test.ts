// What a partition remembers while it has much to do, and once it has nothing to do any more.

import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { withTurn } from '@dure/testing/conformance';
import { openShop } from '../open-shop.testing.ts';
import type { Store, Turn } from '../ports.ts';

const SHELVES = 1_500;
const A_MOMENT_MS = 1_000;
const A_WHILE_MS = 10_000;

/** What turns of the store have read, by id. */
const opened = async () => {
  const read = new Set<string>();
  const watched = (store: Store): Store => {
    const turn: Store['turn'] = (partition, work) =>
      store.turn(partition, (inner) => {
        const port: Turn = {
          head: inner.head,
          read: (reads) => {
            for (const { id } of reads.ids) read.add(id);
            return inner.read(reads);
          },
          write: (changes) => inner.write(changes),
        };
        return work(port);
      });
    return withTurn(store, turn);
  };
  const shop = await openShop({ storeOf: () => watched(memoryStore(memoryDisk())) });
  const fill = (shelf: number) => shop.send('FillShelf', { shelfId: `shelf-${shelf}`, qty: 1 });
  const filled = async (shelf: number): Promise<boolean> => {
    read.clear();
    await fill(shelf);
    return [...read].some((id) => id.endsWith(`shelf-${shelf}`));
  };
  await Promise.all(Array.from({ length: SHELVES }, (_, shelf) => fill(shelf)));
  await shop.clock.settle();
  return { shop, fill, filled };
};

describe('A partition that had much to do', () => {
  it('reads nothing again that it knows, and after a while what it met first', async () => {
    const { shop, filled } = await opened();
    await shop.clock.advance(A_MOMENT_MS);
    deepEqual([await filled(0), await filled(SHELVES - 1)], [false, false]);
    await shop.clock.advance(A_WHILE_MS);
    deepEqual([await filled(0), await filled(SHELVES - 1)], [true, false]);
    deepEqual(await filled(0), false, 'it is remembered again');
    await shop.stop();
  });

  it('forgets nothing as long as it has a turn now and then', async () => {
    const { shop, fill, filled } = await opened();
    for (let passedMs = 0; passedMs < 3 * A_WHILE_MS; passedMs += A_MOMENT_MS) {
      await fill(SHELVES - 1);
      await shop.clock.advance(A_MOMENT_MS);
    }
    deepEqual(await filled(0), false);
    await shop.stop();
  });
});
