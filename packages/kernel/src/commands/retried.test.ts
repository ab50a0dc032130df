// A turn that fails before it is written is worked on again, as if it had never been.

import { deepEqual, equal } from 'node:assert/strict';
import { it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { testClock } from '@dure/testing/clock';
import type { By } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import { NOON } from '../open-shop.testing.ts';
import { Shop } from '../shop.testing.ts';

const clerk: By = { kind: 'actor', name: 'Clerk', subject: 'clerk-1', claims: {} };
const fill = { command: { type: 'FillShelf', shelfId: 'shelf-1', qty: 5 }, by: clerk };

it('a command is answered by the turn that was committed, not by one before it', async () => {
  const clock = testClock(NOON);
  const disks = new Map(Shop.contexts.map(({ name }) => [name, memoryDisk()]));
  let reads = Infinity;
  const before = (context: string) => (step: string, of: { readonly partition?: number }) => {
    if (context !== 'store' || step !== 'read' || of.partition === undefined) return;
    reads -= 1;
    if (reads === 0) throw new Error('The row cannot be read.');
  };
  const start = () =>
    runEmbedded({
      system: Shop,
      storeOf: ({ name }) => memoryStore(disks.get(name), { hooks: { before: before(name) } }),
      clock,
    });
  const first = await start();
  void first.issue(fill);
  await clock.settle();
  await first.stop();
  // The next process remembers nothing: it reads the shelf, decides, and then reads the row.
  const second = await start();
  await clock.settle();
  reads = 2;
  const filling = second.issue(fill);
  await clock.advance(1_000);
  equal((await filling).is, 'done');
  equal(reads < 1, true, 'the first turn failed');
  const happened = (await second.trail('shelf-1')).map(({ type }) => type);
  deepEqual(happened, ['ShelfFilled', 'ShelfFilled']);
});
