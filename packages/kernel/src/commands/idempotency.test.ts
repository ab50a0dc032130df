// Answers that are kept: what they leave to the log, and what first versions kept.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { it } from 'node:test';
import type { By } from '@dure/domain';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { testClock } from '@dure/testing/clock';
import { runEmbedded } from '@dure/embedded';
import { NOON } from '../open-shop.testing.ts';
import type { Changes, Json } from '../ports.ts';
import { Shop } from '../shop.testing.ts';
import { registryOf } from '../registry.ts';
import { unitAsKept } from '../turn/kept-units.ts';
import { deliveriesOf, messageIn } from '../turn/messages.ts';

const clerk: By = { kind: 'actor', name: 'Clerk', subject: 'clerk-1', claims: {} };
const order = { command: { type: 'FillShelf', shelfId: 'shelf-1', qty: 5 }, by: clerk, key: 'k-1' };
const nothing: Changes = { append: [], insert: [], put: [], remove: [], facts: {} };

type Kept = { readonly content: string; readonly done: { readonly data: Json } };

it('the same key is answered from the log, also as first versions kept it', async () => {
  const clock = testClock(NOON);
  const disks = new Map(Shop.contexts.map(({ name }) => [name, memoryDisk()]));
  const start = () =>
    runEmbedded({
      system: Shop,
      storeOf: ({ name }) => memoryStore(disks.get(name)),
      clock,
    });
  const running = await start();
  const issuing = running.issue(order);
  await clock.settle();
  const first = await issuing;
  equal(first.is, 'done');
  const again = running.issue(order);
  await clock.settle();
  deepEqual(await again, first);
  await running.stop();

  const store = memoryStore(disks.get('store'));
  await store.turn(0, async (turn) => {
    const [item] = await turn.read({ ids: [{ collection: 'answer', id: 'k-1' }], tags: [] });
    if (!item) throw new Error('The answer was not kept.');
    const { content, done } = item.body as unknown as Kept; // As it was kept.
    const body = { content, outcome: { ...first, data: done.data } } as unknown as Json;
    await turn.write({ ...nothing, put: [{ ...item, body }], facts: turn.head.facts });
  });
  await store.close();
  const later = await start();
  const asking = later.issue(order);
  await clock.settle();
  deepEqual(await asking, first);
  await later.stop();
});

it('a delivery is stored as the record that it is, without the message made of it', () => {
  const record = {
    sequence: 7,
    kind: 'event',
    type: 'ShelfFilled',
    subject: 'Shelf/shelf-1',
    caseId: 'shelf-1',
    at: NOON,
    data: { qty: 5 },
    causedBy: 'k-1',
    actor: 'Clerk:clerk-1',
  } as const;
  const store = Shop.contexts.find(({ name }) => name === 'store');
  ok(store);
  const registry = registryOf(Shop, store);
  const [delivery] = deliveriesOf(registry, { context: 'store', partition: 2 }, record);
  ok(delivery);
  deepEqual(delivery.message, { type: 'ShelfFilled', qty: 5 });
  equal(messageIn(delivery), delivery.message);
  const unit = { to: 'process', process: 'Any', key: 'shelf-1', delivered: delivery } as const;
  deepEqual(unitAsKept(registry, unit), {
    ...unit,
    delivered: { source: 'store', id: 'store.2.7', record },
  });
});
