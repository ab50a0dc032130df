// What a published version has written is read by the version of now, by its stored examples.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { becomes, upcast } from '@dure/domain';
import { unliftedExamples } from './lifts.ts';
import {
  optional,
  orderId,
  recordOfShop,
  released,
  shopOf,
  status,
  text,
} from './planted.testing.ts';
import type { Shop } from './planted.testing.ts';

const record = recordOfShop({ ...released, upcasts: {} }, '0.1.0');
const placed = released.events['OrderPlaced'] ?? {};

const toldOf = (changed: Partial<Shop>): readonly string[] =>
  unliftedExamples(record, shopOf({ ...released, upcasts: {}, ...changed })).map(
    ({ where, what }) => `${where}: ${what.en}`,
  );

const withChannel = { ...released.events, OrderPlaced: { ...placed, channel: text } };

describe('the examples of a release', () => {
  it('are one for each version of each message', () => {
    const [orders] = record.contexts;
    assert.deepEqual(Object.keys(orders?.events['OrderPlaced']?.examples ?? {}), ['1']);
    assert.equal(orders?.events['OrderPlaced']?.examples['1']?.['orderId'], 'order-1');
  });

  it('are read by the wall that made them', () => assert.deepEqual(toldOf({}), []));

  it('are not read where a field was added without a version', () =>
    assert.match(toldOf({ events: withChannel })[0] ?? '', /OrderPlaced 1: .*data\.channel/));

  it('are read where they are lifted', () =>
    assert.deepEqual(
      toldOf({
        events: withChannel,
        upcasts: { OrderPlaced: [upcast(placed, (old) => ({ ...old, channel: 'web' }))] },
      }),
      [],
    ));

  it('are not read where the lift gives something else', () => {
    const lift = (old: object) => ({ ...old, channel: 7 });
    const upcasts = { OrderPlaced: [upcast(placed, lift)] };
    assert.deepEqual(toldOf({ events: withChannel, upcasts }), []);
    const empty = { OrderPlaced: [upcast(placed, (old) => ({ ...old, channel: '' }))] };
    assert.match(toldOf({ events: withChannel, upcasts: empty })[0] ?? '', /data\.channel/);
  });

  it('are not read where the lift throws', () => {
    const lift = (): never => {
      throw new Error('no channel');
    };
    const upcasts = { OrderPlaced: [upcast(placed, lift)] };
    assert.match(toldOf({ events: withChannel, upcasts })[0] ?? '', /cannot be read: no channel/);
  });

  it('are read under a name that has become another', () =>
    assert.deepEqual(
      toldOf({
        events: { OrderPlaced: placed, OrderWithdrawn: { orderId, status, why: optional(text) } },
        upcasts: {
          OrderCanceled: [upcast({ orderId, status }, (old) => becomes('OrderWithdrawn', old))],
        },
      }),
      [],
    ));
});
