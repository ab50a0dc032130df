import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  attemptId,
  claimId,
  clientAttempt,
  clientKey,
  deadlineId,
  deadlineNameIn,
  entryId,
  entryOf,
  formerDeadlineId,
  formerEntryId,
  entryIn,
  instanceId,
  instanceIn,
  keyInLane,
  commandLane,
  deadlineLane,
  laneIn,
  parkedId,
  processId,
  processIn,
  processLane,
  recordId,
  recordIn,
  routeLane,
  routingKeyOf,
  rowId,
  rowIn,
  rowKey,
  rowTag,
  subjectInLane,
  undoLane,
  viewIn,
  viewLane,
} from './ids.ts';
import type { Item } from './ports.ts';

/** Texts made of all that ids are joined and escaped with. */
const nasty = fc.string({ unit: fc.constantFrom('/', '|', '>', '#', '@', '\\', '2', 'f', 'a') });
const few = (count: number) => fc.array(nasty, { minLength: count, maxLength: count });

type Make = (...parts: readonly string[]) => string;

const makes: readonly (readonly [name: string, count: number, make: Make])[] = [
  ['an instance', 2, (a = '', b = '') => instanceId(a, b)],
  [
    'an entry',
    4,
    (type = '', key = '', register = '', entry = '') => entryId({ type, key, register, entry }),
  ],
  ['a claim', 3, (a = '', b = '', c = '') => claimId(a, b, c)],
  ['a process', 2, (a = '', b = '') => processId(a, b)],
  [
    'a row with a key of three fields',
    4,
    (view = '', ...key) => rowId(rowTag(view, 1), rowKey(key)),
  ],
  ['a deadline of an entry', 3, (a = '', b = '', c = '') => deadlineId(a, b, c)],
  ['a lane of commands', 3, (a = '', b = '', c = '') => commandLane(a, b, c)],
  ['a lane of an undo', 3, (a = '', b = '', c = '') => undoLane(a, instanceId(b, c))],
  ['an ask of a client', 3, (a = '', b = '', c = '') => attemptId(a, b, clientAttempt(c, 7))],
  ['a key of a client', 2, (subject = '', key = '') => clientKey({ ...clerk, subject }, key)],
];

const clerk = { actor: 'Clerk', command: 'SendOrder' };

describe('An id', () => {
  for (const [name, count, make] of makes) {
    it(`of ${name} is never that of other parts`, () => {
      fc.assert(
        fc.property(few(count), few(count), (one, other) => {
          equal(make(...one) === make(...other), one.join('\0') === other.join('\0'));
        }),
        { numRuns: 2_000 },
      );
      // Parts that differ in where they are cut are the ones that could meet.
      fc.assert(
        fc.property(nasty, few(count), (between, parts) => {
          const [first = '', second = '', ...rest] = parts;
          const moved = [`${first}${between}`, second, ...rest];
          const kept = [first, `${between}${second}`, ...rest];
          equal(make(...moved) === make(...kept), between === '');
        }),
        { numRuns: 2_000 },
      );
    });
  }

  it('is taken apart into what it was made of', () => {
    fc.assert(
      fc.property(few(4), fc.nat(), ([type = '', key = '', register = '', entry = ''], order) => {
        deepEqual(instanceIn(instanceId(type, key)), { type, key });
        deepEqual(entryIn(entryId({ type, key, register, entry })), { type, key, register, entry });
        deepEqual(processIn(processId(type, key)), { name: type, key });
        deepEqual(rowIn(rowId(rowTag(type, order), key)), { tag: rowTag(type, order), key });
        equal(viewIn(rowTag(type, order)), type);
        equal(deadlineNameIn(deadlineId(type, key, entry)), type);
        equal(laneIn(parkedId(type, order)), type);
        equal(subjectInLane(commandLane(register, type, key)), instanceId(type, key));
        const place = { context: type, partition: 3, sequence: order };
        deepEqual(recordIn(recordId(type, 3, order)), place);
      }),
    );
  });

  it('of an ordinary key is what it always was', () => {
    equal(instanceId('Order', 'order-7'), 'Order/order-7');
    equal(instanceId('Message', 'order-7/게스트'), 'Message/order-7/게스트');
    const entry = { type: 'Shelf', key: 'shelf-1', register: 'Reservation', entry: 'order-7' };
    equal(entryId(entry), 'Shelf/shelf-1/Reservation/order-7');
    equal(claimId('Order', 'phone', '010-1'), 'Order.phone/010-1');
    equal(
      rowId(rowTag('Nights', 2), rowKey(['place-1', '2026-03-02'])),
      'Nights@2/place-1|2026-03-02',
    );
    equal(deadlineId('PATIENCE', 'order-7'), 'PATIENCE/order-7');
    equal(deadlineId('PATIENCE', 'shelf-1', 'order-7'), 'PATIENCE/shelf-1/order-7');
    equal(commandLane('orders', 'Payment', 'order-7'), 'orders>Payment/order-7');
    equal(undoLane('Bank', 'Payment/order-7'), 'undo>Bank/Payment/order-7');
    equal(parkedId('view>OrderList/order-7', 12), 'view>OrderList/order-7#000000000012');
    equal(attemptId('c-1', 'charge', clientAttempt('order-7', 3)), 'c-1/charge/order-7#3');
  });
});

const item = (collection: Item['collection'], id: string, body: Item['body'] = {}): Item => ({
  collection,
  id,
  body,
});

describe('The routing key of an item', () => {
  it('is found for every collection', () => {
    const items: readonly Item[] = [
      item('instance', instanceId('Order', 'a/b')),
      item('entry', entryId({ type: 'Shelf', key: 'a/b', register: 'Goods', entry: 'x/y' })),
      item('process', processId('FulfilOrder', 'a/b')),
      item('row', rowId(rowTag('OrderList', 1), 'a/b')),
      item('claim', claimId('Order', 'phone', '010'), 'a/b'),
      item('deadline', deadlineId('PATIENCE', 'a/b', 'x'), { subject: instanceId('Order', 'a/b') }),
      item('parked', parkedId('undo>Bank/Payment/x', 1), { key: 'a/b' }),
      item('answer', 'command-1', { key: 'a/b' }),
      item('work', 'skipped/x', { key: 'a/b' }),
    ];
    for (const of of items) equal(routingKeyOf(of), 'a/b', of.collection);
  });

  it('of a message that does not say it follows the names of its lane', () => {
    const lanes = [
      commandLane('orders', 'Payment', 'a/b'),
      processLane('FulfilOrder', 'a/b'),
      viewLane('OrderList', 'a/b'),
      deadlineLane(instanceId('Order', 'a/b')),
      undoLane('Bank', instanceId('Payment', 'a/b')),
      routeLane({ source: 'orders', of: 'policy', name: 'giveBackCancelled' }, 'a/b'),
    ];
    for (const lane of lanes) equal(keyInLane(lane), 'a/b', lane);
  });
});

describe('Ids of stores that were written before keys were escaped', () => {
  const pool = { type: 'Pool', key: '서울/일반' };

  it('are read by the instance that they belong to', () => {
    const named = { register: 'Taxi', entry: '서울33/1101' };
    const former = formerEntryId({ ...pool, ...named });
    equal(former, 'Pool/서울/일반/Taxi/서울33/1101');
    deepEqual(entryOf(former ?? '', pool), named);
    const { register, entry } = entryOf(entryId({ ...pool, ...named }), pool);
    deepEqual({ register, entry }, named);
  });

  it('are what they are now for ordinary keys', () => {
    const one = { type: 'Pool', key: 'seoul', register: 'Taxi', entry: 'a/b' };
    equal(formerEntryId(one), undefined);
    deepEqual(entryOf(entryId(one), one), { register: 'Taxi', entry: 'a/b' });
    equal(formerDeadlineId('BOARD', 'seoul', 'call-1'), deadlineId('BOARD', 'seoul', 'call-1'));
  });
});
