// Reading the rows of views does not ask for the head of the log each time.

import { equal, ok } from 'node:assert/strict';
import { it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { runEmbedded } from '@dure/embedded';
import { testClock } from '@dure/testing/clock';
import { NOON } from '../open-shop.testing.ts';
import { rowTag } from '../ids.ts';
import { Shop } from '../shop.testing.ts';
import { generationFact } from './generations.ts';

const VIEW = 'OrderList';

it('the generation of a view is looked up now and then, and a switch is seen', async () => {
  const clock = testClock(NOON);
  const disks = new Map(Shop.contexts.map(({ name }) => [name, memoryDisk()]));
  const asked = { heads: 0 };
  const running = await runEmbedded({
    system: Shop,
    storeOf: ({ name }) => {
      const store = memoryStore(disks.get(name));
      if (name !== 'orders') return store;
      return new Proxy(store, {
        get: (target, member) => {
          if (member === 'head') asked.heads += 1;
          const found: unknown = Reflect.get(target, member, target);
          return typeof found === 'function' ? found.bind(target) : found;
        },
      });
    },
    clock,
  });
  await clock.settle();
  const { orders } = running.kernels;
  ok(orders);
  const before = asked.heads;
  for (let reads = 0; reads < 50; reads += 1) await orders.row(VIEW, 'order-1');
  equal(asked.heads - before, 1);

  // Another process has switched the view.
  const other = memoryStore(disks.get('orders'));
  await other.turn(0, (turn) => {
    const tag = rowTag(VIEW, 2);
    const body = { orderId: 'order-1' };
    const put = [{ collection: 'row' as const, id: `${tag}/order-1`, tag, at: NOON, body }];
    const facts = { ...turn.head.facts, [generationFact(VIEW)]: 2 };
    return turn.write({ append: [], insert: [], put, remove: [], facts });
  });
  await clock.advance(5_000);
  equal((await orders.row(VIEW, 'order-1'))?.row['orderId'], 'order-1');
  await running.stop();
});
