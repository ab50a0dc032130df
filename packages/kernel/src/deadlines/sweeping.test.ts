// Answers that have run out are thrown away at least as fast as they come.

import { equal } from 'node:assert/strict';
import { it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { runEmbedded } from '@dure/embedded';
import { testClock } from '@dure/testing/clock';
import { NOON } from '../open-shop.testing.ts';
import type { Changes } from '../ports.ts';
import { Shop } from '../shop.testing.ts';

const ANSWERS = 3_000;
const nothing: Changes = { append: [], insert: [], put: [], remove: [], facts: {} };

it('answers that have run out are gone after one sweep, however many they are', async () => {
  const clock = testClock(NOON);
  const disks = new Map(Shop.contexts.map(({ name }) => [name, memoryDisk()]));
  const store = memoryStore(disks.get('store'));
  const put = Array.from({ length: ANSWERS }, (_, index) => {
    const id = `key-${String(index).padStart(5, '0')}`;
    return { collection: 'answer', id, body: null, at: NOON - 1 } as const;
  });
  const kept = { collection: 'answer', id: 'kept', body: null, at: NOON + 86_400_000 } as const;
  await store.turn(0, (turn) => turn.write({ ...nothing, put: [...put, kept] }));
  const running = await runEmbedded({
    system: Shop,
    storeOf: ({ name }) => memoryStore(disks.get(name)),
    clock,
  });
  await clock.settle();
  await clock.advance(10_000);
  const left = await store.list('answer', '', ANSWERS);
  equal(left.map(({ id }) => id).join(), 'kept');
  await running.stop();
});
