// Changes that are planted one at a time: each is found, those that break others are refused, and
// whom they break is named.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { becomes, ofKind, removed, upcast } from '@dure/domain';
import { diffRecords, isBroken } from './diff.ts';
import type { Finding } from './finding.ts';
import { readNeeds } from './needs.ts';
import {
  count,
  id,
  oneOf,
  optional,
  orderId,
  recordOfShop,
  released,
  secret,
  status,
  text,
  way,
} from './planted.testing.ts';
import type { Shop } from './planted.testing.ts';

const { needs } = readNeeds({
  consumer: 'parcel-messages',
  needs: {
    shop: {
      events: { OrderPlaced: ['orderId', 'amount'], OrderCanceled: ['orderId'] },
      commands: { CancelOrder: ['orderId'] },
      views: { Orders: ['amount'] },
      states: { Order: ['PLACED'] },
    },
  },
});

const before = recordOfShop(released, '0.1.0');
const findings = (changed: Partial<Shop>): readonly Finding[] =>
  diffRecords(before, recordOfShop({ ...released, ...changed }, '0.2.0'), needs);

const placed = released.events['OrderPlaced'] ?? {};
const place = released.commands['PlaceOrder'] ?? {};
const orders = released.views['Orders'] ?? {};
const without = <T extends object>(of: T, name: string): T =>
  Object.fromEntries(Object.entries(of).filter(([one]) => one !== name)) as T;

const event = (fields: object): Partial<Shop> => ({
  events: { ...released.events, OrderPlaced: fields as never },
});
const command = (fields: object): Partial<Shop> => ({
  commands: { ...released.commands, PlaceOrder: fields as never },
});
const view = (fields: object): Partial<Shop> => ({ views: { Orders: fields as never } });
const lifted = (fields: object): Partial<Shop> => ({
  ...event(fields),
  upcasts: {
    OrderPlaced: [
      ...((released.upcasts['OrderPlaced'] as readonly never[] | undefined) ?? []),
      upcast(placed, (old) => old),
    ],
  },
});

const follower = 'shipping · policy ship';
const consumer = 'consumer parcel-messages';

type Planted = {
  readonly change: Partial<Shop>;
  readonly says: RegExp;
  /** Nothing, where it breaks no one. */
  readonly breaks?: readonly string[];
};

const planted: { readonly [name: string]: Planted } = {
  'an event that is gone': {
    change: { events: without(released.events, 'OrderCanceled') },
    says: /It is gone/,
    breaks: ['log', consumer],
  },
  'an event that was renamed, with its former name kept': {
    change: {
      events: { ...without(released.events, 'OrderCanceled'), OrderWithdrawn: { orderId, status } },
      upcasts: {
        ...released.upcasts,
        OrderCanceled: [upcast({ orderId }, (old) => becomes('OrderWithdrawn', old))],
      },
    },
    says: /It is called OrderWithdrawn now/,
    breaks: [consumer],
  },
  'an event that has ended while it is followed': {
    change: {
      events: without(released.events, 'OrderCanceled'),
      upcasts: { ...released.upcasts, OrderCanceled: removed('Orders stand.') },
    },
    says: /It has ended: Orders stand\./,
    breaks: [consumer],
  },
  'a field of an event that is gone': {
    change: event(without(placed, 'amount')),
    says: /The field is gone \(integer 1…100\)/,
    breaks: [follower, consumer],
  },
  'a field of an event of another type': {
    change: event({ ...placed, amount: text }),
    says: /other values: integer 1…100 → string/,
    breaks: ['log', follower, consumer],
  },
  'a field of an event that may be missing now': {
    change: event({ ...placed, amount: optional(count({ max: 100 })) }),
    says: /It may be missing now/,
    breaks: [follower, consumer],
  },
  'a field of an event that must be there now, without a version': {
    change: event({ ...placed, note: text }),
    says: /It must be there now/,
    breaks: ['log'],
  },
  'a new field of an event, without a version': {
    change: event({ ...placed, channel: text }),
    says: /The field is new/,
    breaks: ['log'],
  },
  'a new field of an event, with a version': {
    change: lifted({ ...placed, channel: text }),
    says: /The field is new/,
  },
  'a new field of an event that may be missing': {
    change: event({ ...placed, channel: optional(text) }),
    says: /new, and may be left out/,
  },
  'a choice of an event with one more value': {
    change: event({ ...placed, way: oneOf('CARD', 'CASH', 'POINT') }),
    says: /more values: CARD, CASH → CARD, CASH, POINT/,
    breaks: [follower],
  },
  'a choice of an event with one value less, without a version': {
    change: event({ ...placed, way: oneOf('CARD') }),
    says: /fewer values/,
    breaks: ['log'],
  },
  'a number of an event that may be larger': {
    change: event({ ...placed, amount: count({ max: 1000 }) }),
    says: /more values: integer 1…100 → integer 1…1000/,
    breaks: [follower, consumer],
  },
  'a field of an event that is secret now': {
    change: event({ ...placed, note: optional(secret(text)) }),
    says: /secret now/,
    breaks: [follower],
  },
  'an upcast that was taken out': {
    change: { upcasts: {} },
    says: /Version 2 was published, and now there is only 1/,
    breaks: ['log'],
  },
  'a published shape that was changed afterwards': {
    change: { upcasts: { OrderPlaced: [upcast({ orderId, cost: count() }, (old) => old)] } },
    says: /version 1, which was published, has changed \(price\)/,
    breaks: ['log'],
  },
  'a new event': {
    change: { events: { ...released.events, OrderPraised: { orderId } } },
    says: /It is new/,
  },
  'a new command': {
    change: { commands: { ...released.commands, PraiseOrder: { orderId } } },
    says: /It is new/,
  },
  'a command that is gone': {
    change: { commands: without(released.commands, 'CancelOrder'), issues: ['PlaceOrder'] },
    says: /It is gone/,
    breaks: ['orders · actor Customer', consumer],
  },
  'a new field of a command that must be sent': {
    change: command({ ...place, channel: text }),
    says: /The field is new/,
    breaks: ['orders · actor Customer'],
  },
  'a new field of a command that may be left out': {
    change: command({ ...place, channel: optional(text) }),
    says: /may be left out/,
  },
  'a field of a command that must be sent now': {
    change: command({ ...place, note: text }),
    says: /It must be there now/,
    breaks: ['orders · actor Customer'],
  },
  'a field of a command that may be left out now': {
    change: command({ ...place, amount: optional(count({ max: 100 })) }),
    says: /It may be missing now/,
  },
  'a choice of a command with one value less': {
    change: command({ ...place, way: oneOf('CARD') }),
    says: /fewer values/,
    breaks: ['orders · actor Customer'],
  },
  'a choice of a command with one more value': {
    change: command({ ...place, way: oneOf('CARD', 'CASH', 'POINT') }),
    says: /more values/,
  },
  'a field of a command that is not heard any more': {
    change: command(without(place, 'note')),
    says: /The field is gone/,
    breaks: ['orders · actor Customer'],
  },
  'a command that an actor may not send any more': {
    change: { issues: ['PlaceOrder'] },
    says: /Customer may not send it any more/,
    breaks: ['Customer'],
  },
  'a rejection of another kind': {
    change: { rejections: { TooMuch: ofKind('notFound', { amount: count() }) } },
    says: /It was conflict and is notFound now/,
    breaks: [],
  },
  'a new rejection': {
    change: { rejections: { ...released.rejections, TooLate: ofKind('conflict', {}) } },
    says: /It is new/,
  },
  'a column that is gone': {
    change: view(without(orders, 'amount')),
    says: /The field is gone/,
    breaks: ['Customer', consumer],
  },
  'a new column': { change: view({ ...orders, way }), says: /The field is new/ },
  'a view that is gone': {
    change: { views: {} },
    says: /It is gone/,
    breaks: ['Customer', consumer],
  },
  'a view with another key': {
    change: { ...view({ ...orders, way }), key: 'way' },
    says: /Its key was orderId and is way now/,
    breaks: ['Customer', consumer],
  },
  'a view of which only own rows may be read': {
    change: { reads: 'own' },
    says: /Customer reads only rows of their own now/,
    breaks: ['Customer'],
  },
  'a status with another word': {
    change: { placed: 'ORDERED' },
    says: /Its status was PLACED and is ORDERED now/,
    breaks: [consumer],
  },
  'an id of another kind': {
    change: event({ ...placed, orderId: id('purchase') }),
    says: /other values: id of order → id of purchase/,
    breaks: ['log', follower, consumer],
  },
};

describe('a change of what is published', () => {
  it('is planted in more than 25 ways', () => assert.ok(Object.keys(planted).length > 25));

  it('is none where nothing has changed', () => assert.deepEqual(findings({}), []));

  for (const [name, { change, says, breaks }] of Object.entries(planted))
    it(`${breaks ? 'is refused' : 'is let through'}: ${name}`, () => {
      const found = findings(change);
      const told = found.filter(({ what }) => says.test(what.en));
      assert.equal(told.length, 1, JSON.stringify(found, undefined, 1));
      assert.equal(isBroken(found), breaks !== undefined, JSON.stringify(found, undefined, 1));
      const [one] = told;
      assert.ok(one);
      assert.deepEqual(one.breaks, breaks ?? []);
      assert.match(`${one.what.ko} ${breaks ? (one.todo?.ko ?? '-') : ''}`, /^[^]*[가-힣][^-]*$/);
    });

  it('is of no concern to a consumer that needs another field', () => {
    const [found] = findings(event({ ...placed, way: oneOf('CARD', 'CASH', 'POINT') }));
    assert.ok(!found?.breaks.includes(consumer));
  });
});
