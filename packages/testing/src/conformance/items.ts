// What is promised of items: they are found by id, tag, instant and order.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collections } from '@dure/kernel/ports';
import type { Json } from '@dure/kernel/ports';
import { idsOf, inPlace, item, record, wantIds, wantTag, write } from './place.ts';
import type { Opened, OpenFresh } from './place.ts';

type Fact = (name: string, test: (opened: Opened) => Promise<void>) => void;

/** The facts of items, over data with so many partitions. */
export const itemFacts = (openFresh: OpenFresh, partitions: number): void => {
  const fact: Fact = (name, test) => void it(name, () => inPlace(openFresh, partitions, test));
  describe('an item', () => oneFacts(fact));
  describe('what has a tag', () => tagFacts(fact, partitions));
  describe('what is due', () => dueFacts(fact, partitions));
  describe('a list', () => listFacts(fact, partitions));
};

const oddIds = [
  "o'clock",
  '"quoted"',
  '100%',
  'a|b',
  'a_b',
  'a/b/../c',
  "'; DROP TABLE log; --",
  '$.x',
  '\\',
  ' ',
  '두레/예약-1',
  '🦀',
  'ａ',
  'e\u0301',
  '\u00e9',
  'line\nbreak',
  'a\u0000b',
  '\u0000',
  '\u0001',
  '\u0001\u0001',
  '\t',
  'Order/order-1',
  'order/order-1',
  'Order/order-1#2',
  'x'.repeat(500),
];

const bodies: readonly Json[] = [
  null,
  true,
  0,
  -0.5,
  1e21,
  [0.07, 0.1, 1.1, 37.5665, -126.978, 1e-9, 99_999.99, 0.1 + 0.2, 5e-324],
  { at: { lat: 37.5665, lng: 126.978, more: { floor: -1, share: 0.29 } }, rates: [{ of: 0.07 }] },
  Number.MAX_SAFE_INTEGER,
  2 ** 60,
  5e-324,
  Number.MAX_VALUE,
  '',
  'half of a \ud83e pair',
  '\\u0000 \u0001 \u0001\u0002',
  'it\'s "so" \\ 100% 한글 🦀 \u0000 \u2028',
  [],
  {},
  [1, [2, { a: [null] }]],
  { '': 1, 'a b': 2, "a'b": 3, 한글: { 깊이: [true] }, constructor: 4, toString: 5 },
];

const oneFacts = (it: Fact): void => {
  it('comes back as it was written, in every collection', async ({ store }) => {
    const items = collections.map((collection, at) => item(collection, 'a', { tag: 't', at }));
    await write(store, { put: items });
    const ids = collections.map((collection) => ({ collection, id: 'a' }));
    assert.deepEqual(await store.read({ ids, tags: [] }), items);
  });

  it('may have any body, also where it is looked into', async ({ store }) => {
    const items = bodies.flatMap((body, index) => [
      item('claim', String(index), { body }),
      item('row', String(index), { body }),
    ]);
    await write(store, { put: items });
    const ids = items.map(({ collection, id }) => ({ collection, id }));
    assert.deepEqual(await store.read({ ids, tags: [] }), items);
  });

  it('keeps the order of the keys of its body', async ({ store }) => {
    const body = { zebra: 1, bb: { d: 1, c: 2 }, a: [{ f: null, e: 0 }] };
    await write(store, { put: [item('answer', 'a', { body })] });
    const [read] = await store.read(wantIds('answer', 'a'));
    assert.equal(JSON.stringify(read?.body), JSON.stringify(body));
  });

  it('may have any id and tag', async ({ store }) => {
    const items = oddIds.map((id) => item('row', id, { tag: id }));
    await write(store, { insert: items });
    assert.deepEqual(await store.read(wantIds('row', ...oddIds)), items);
    for (const id of oddIds) {
      assert.deepEqual(idsOf(await store.read(wantTag('row', id))), [id]);
      assert.equal(await store.count('row', id), 1);
    }
    const after = await store.list('row', '', 100);
    assert.deepEqual(new Set(idsOf(after)), new Set(oddIds));
  });

  it('may be large', async ({ store }) => {
    const body = { text: '한🦀x'.repeat(400_000), list: Array.from({ length: 10_000 }, String) };
    await write(store, { put: [item('instance', 'large', { body })], append: [record(1)] });
    assert.deepEqual((await store.read(wantIds('instance', 'large')))[0]?.body, body);
  });

  it('may come with a thousand others', async ({ store }) => {
    const items = Array.from({ length: 1_000 }, (_, n) => item('entry', `e-${n}`, { tag: 'all' }));
    await write(store, { insert: items.slice(0, 500), put: items.slice(500) });
    assert.equal((await store.read(wantIds('entry', ...idsOf(items)))).length, 1_000);
    assert.equal(await store.count('entry', 'all'), 1_000);
    await write(store, { remove: items });
    assert.equal(await store.count('entry', 'all'), 0);
  });

  it('is written over, tag and instant with it', async ({ store }) => {
    await write(store, { put: [item('deadline', 'a', { tag: 'old', at: 5 })] });
    await write(store, { put: [item('deadline', 'a', { body: 'new' })] });
    assert.deepEqual(await store.read(wantIds('deadline', 'a')), [
      { collection: 'deadline', id: 'a', body: 'new' },
    ]);
    assert.deepEqual(await store.read(wantTag('deadline', 'old')), []);
    assert.equal(await store.nextDue(0, 'deadline'), undefined);
  });

  it('is gone from everywhere when it is removed', async ({ store }) => {
    await write(store, { put: [item('row', 'a', { tag: 'v', at: 5 }), item('row', 'b')] });
    const absent = { collection: 'row', id: 'absent' } as const;
    await write(store, { remove: [{ collection: 'row', id: 'a' }, absent] });
    assert.deepEqual(idsOf(await store.read(wantIds('row', 'a', 'b'))), ['b']);
    assert.deepEqual(await store.read(wantTag('row', 'v')), []);
    assert.deepEqual(await store.due(0, 'row', 9, 9), []);
    assert.deepEqual(idsOf(await store.list('row', '', 9)), ['b']);
    assert.equal(await store.count('row', 'v'), 0);
  });
};

const tagFacts = (it: Fact, partitions: number): void => {
  it('is found in its collection, whatever its partition', async ({ store }) => {
    await write(store, {
      put: [item('parked', 'a', { tag: 't' }), item('work', 'w', { tag: 't' })],
    });
    const put = [item('parked', 'b', { tag: 't' }), item('parked', 'c', { tag: 'tt' })];
    await write(store, { put }, partitions - 1);
    assert.deepEqual(new Set(idsOf(await store.read(wantTag('parked', 't')))), new Set(['a', 'b']));
    assert.equal(await store.count('parked', 't'), 2);
    assert.deepEqual(await store.read(wantTag('parked', 'absent')), []);
    assert.equal(await store.count('parked', 'absent'), 0);
  });

  it('is found by the tag it was given last', async ({ store }) => {
    await write(store, { put: [item('process', 'a', { tag: 'old' })] });
    await write(store, { put: [item('process', 'a', { tag: 'new' })] });
    assert.deepEqual(await store.read(wantTag('process', 'old')), []);
    assert.deepEqual(idsOf(await store.read(wantTag('process', 'new'))), ['a']);
    assert.equal(await store.count('process', 'old'), 0);
  });

  it('is read together with what is asked for by id', async ({ store }) => {
    const put = [
      item('claim', 'm'),
      item('entry', 'a', { tag: 't' }),
      item('entry', 'b', { tag: 't' }),
    ];
    await write(store, { put });
    const reads = { ...wantIds('claim', 'm'), tags: wantTag('entry', 't').tags };
    assert.deepEqual(new Set(idsOf(await store.read(reads))), new Set(['m', 'a', 'b']));
    const inTurn = await store.turn(0, (turn) => turn.read(reads));
    assert.deepEqual(new Set(idsOf(inTurn)), new Set(['m', 'a', 'b']));
  });
};

const dueFacts = (it: Fact, partitions: number): void => {
  const ats = [30, 10, 20, 10, 40];
  const items = ats.map((at, index) => item('deadline', `d-${index}`, { at }));

  it('comes in the order of its instants, up to and with the last one', async ({ store }) => {
    await write(store, { put: [...items, item('deadline', 'never')] });
    const due = await store.due(0, 'deadline', 30, 10);
    assert.deepEqual(
      due.map(({ at }) => at),
      [10, 10, 20, 30],
    );
    assert.deepEqual(due[2], items[2]);
    assert.deepEqual(
      (await store.due(0, 'deadline', 30, 2)).map(({ at }) => at),
      [10, 10],
    );
    assert.deepEqual(await store.due(0, 'deadline', 9, 10), []);
    assert.equal(await store.nextDue(0, 'deadline'), 10);
  });

  it('is that of one collection and one partition', async ({ store }) => {
    await write(store, { put: items });
    await write(store, { put: [item('parked', 'p', { at: 1 })] }, partitions - 1);
    assert.equal(await store.nextDue(0, 'deadline'), 10);
    assert.equal(await store.nextDue(partitions - 1, 'parked'), 1);
    if (partitions === 1) return;
    assert.equal(await store.nextDue(0, 'parked'), undefined);
    assert.deepEqual(await store.due(partitions - 1, 'deadline', 99, 9), []);
  });

  it('moves with its instant, and with its removal', async ({ store }) => {
    await write(store, { put: items });
    const put = [item('deadline', 'd-1', { at: 50 }), item('deadline', 'd-3', { at: 5 })];
    await write(store, { put });
    const order = async () => idsOf(await store.due(0, 'deadline', 99, 9));
    assert.deepEqual(await order(), ['d-3', 'd-2', 'd-0', 'd-4', 'd-1']);
    await write(store, { remove: [{ collection: 'deadline', id: 'd-3' }] });
    assert.equal(await store.nextDue(0, 'deadline'), 20);
    await write(store, { remove: items });
    assert.equal(await store.nextDue(0, 'deadline'), undefined);
  });

  it('may be due before 1970, and in milliseconds', async ({ store }) => {
    const first = 1_772_420_400_001;
    const put = [first + 1, -5, 0, first].map((at) => item('work', String(at), { at }));
    await write(store, { put });
    const due = await store.due(0, 'work', first, 9);
    assert.deepEqual(
      due.map(({ at }) => at),
      [-5, 0, first],
    );
  });
};

const listFacts = (it: Fact, partitions: number): void => {
  it('goes through a collection by id, page by page, over all partitions', async ({ store }) => {
    const ids = Array.from({ length: 25 }, (_, index) => `i-${String(index).padStart(2, '0')}`);
    const each = ids.map((id, index) =>
      write(store, { put: [item('instance', id)] }, index % partitions),
    );
    await Promise.all([...each, write(store, { put: [item('entry', 'i-03x')] })]);
    const seen: string[] = [];
    for (let page = await store.list('instance', '', 10); page.length > 0;) {
      assert.ok(seen.length <= ids.length);
      seen.push(...idsOf(page));
      page = await store.list('instance', seen.at(-1) ?? '', 10);
    }
    assert.deepEqual(seen, ids);
    assert.deepEqual(idsOf(await store.list('instance', 'i-03', 2)), ['i-04', 'i-05']);
    assert.deepEqual(idsOf(await store.list('instance', 'i-03x', 1)), ['i-04']);
    assert.deepEqual(await store.list('instance', 'i-99', 10), []);
  });
};
