// A case has ended when nothing has happened in it since, and nothing is open in it.

import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item, LogRecord, Store } from '@dure/kernel/ports';
import { memoryStore } from '@dure/store-memory';
import { endedIn } from './ended.ts';

const CUTOFF = 5_000;

const record = (sequence: number, caseId: string, at: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'OrderPlaced',
  subject: `Order/${caseId}`,
  caseId,
  at,
  data: {},
  causedBy: 'command-1',
  actor: 'Customer:-',
});

const storeWith = async (append: readonly LogRecord[], put: readonly Item[]): Promise<Store> => {
  const store = memoryStore();
  await store.turn(0, (turn) => turn.write({ append, put, insert: [], remove: [], facts: {} }));
  return store;
};

const one = (...of: readonly (readonly [caseId: string, at: number])[]) =>
  of.map(([caseId, at], index) => record(index + 1, caseId, at));

describe('cases that have ended', () => {
  it('are those in which nothing has happened since, in no context', async () => {
    const orders = await storeWith(one(['order-1', 100], ['order-2', 200], ['order-3', 6_000]), []);
    const rooms = await storeWith(one(['order-2', 5_000], ['order-1', 300]), []);
    const stores = new Map([
      ['orders', orders],
      ['rooms', rooms],
    ]);
    deepEqual(await endedIn(stores, CUTOFF), ['order-1']);
  });

  const open: readonly Item[] = [
    { collection: 'deadline', id: 'TERM/order-1', at: 9, body: { subject: 'Order/order-1' } },
    { collection: 'deadline', id: 'TERM/x', at: 9, body: { of: [{ caseId: 'order-1' }] } },
    { collection: 'process', id: 'Booking/order-1', tag: 'order-1', body: {} },
    { collection: 'parked', id: 'rooms>Order/order-1#000000000001', body: { key: 'order-1' } },
    { collection: 'work', id: 'stalled/Booking/order-1', at: 1, body: {} },
    { collection: 'instance', id: 'Order/order-1', at: 9_000, body: { states: {} } },
  ];

  for (const item of open)
    it(`are none in which there is ${item.collection} ${item.id}`, async () => {
      const records = one(['order-1', 100], ['order-12', 100]);
      const store = await storeWith(records, [item]);
      deepEqual(await endedIn(new Map([['orders', store]]), CUTOFF), ['order-12']);
    });

  it('may have an instance that waits for nothing', async () => {
    const instance: Item = { collection: 'instance', id: 'Order/order-1', body: { states: {} } };
    const store = await storeWith(one(['order-1', 100]), [instance]);
    deepEqual(await endedIn(new Map([['orders', store]]), CUTOFF), ['order-1']);
  });
});
