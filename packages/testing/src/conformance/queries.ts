// What is promised of queries over rows: filters, order and pages, whatever is asked for.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Filter, Item, Json, RowQuery, Store } from '@dure/kernel/ports';
import { pageFacts } from './pages.ts';
import { idsOf, inPlace, item, write } from './place.ts';
import type { Opened, OpenFresh } from './place.ts';

type Fact = (name: string, test: (opened: Opened) => Promise<void>) => void;

const TAG = 'Orders@2';

/** The facts of queries, over data with so many partitions. */
export const queryFacts = (openFresh: OpenFresh, partitions: number): void => {
  const fact: Fact = (name, test) => void it(name, () => inPlace(openFresh, partitions, test));
  describe('a query', () => {
    filterFacts(fact);
    textFacts(fact);
    anyOfFacts(fact);
  });
  describe('the order of rows', () => orderFacts(fact, partitions));
  describe('a page of rows', () => pageFacts(fact));
  describe('a query that would break out', () => injectionFacts(fact));
};

const row = (key: string, body: Json, at = 100): Item =>
  item('row', `${TAG}/${key}`, { tag: TAG, at, body });

const rows = [
  row('a', { name: '김하나', city: 'Seoul', amount: 100, isPaid: true, note: null }, 1),
  row('b', { name: "O'Neil", city: 'Busan', amount: 9, isPaid: false, note: 'late 100%' }, 5),
  row('c', { name: '이두리', city: 'SEOUL', amount: 20.5, isPaid: true }, 3),
  row('d', { name: '김세찬', city: 'Jeju', amount: 1000, note: '', tags: ['vip', '단골'] }, 4),
  row('e', { name: 'true', city: '100', amount: '20', isPaid: 1, note: 'a_b' }, 2),
];

const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 100 } as const;

const keysOf = (items: readonly Item[]): string =>
  idsOf(items)
    .map((id) => id.slice(TAG.length + 1))
    .join('');

const ask = async (store: Store, query: Partial<RowQuery>): Promise<string> => {
  const { rows, total } = await store.query({ tag: TAG, ...all, sortBy: undefined, ...query });
  assert.ok(total >= rows.length);
  return keysOf(rows);
};

/** The keys of the rows for which all filters hold, in the order of the keys. */
const find = async (store: Store, ...filters: readonly Filter[]): Promise<string> =>
  sorted(await ask(store, { filters }));

const sought = async (store: Store, search: string): Promise<string> =>
  sorted(await ask(store, { search }));

const sorted = (keys: string): string => keys.split('').toSorted().join('');

const filter = (field: string, is: Filter['is'], value: Filter['value']): Filter => ({
  field,
  is,
  value,
});

const filterFacts = (it: Fact): void => {
  it('finds the rows of its view and generation only', async ({ store }) => {
    const others = ['Orders@1', 'Orders@22', 'orders@2', 'Orders@2/a'].map((tag) =>
      item('row', `${tag}/z`, { tag, at: 1, body: {} }),
    );
    await write(store, { put: [...rows, ...others, item('entry', 'z', { tag: TAG })] });
    assert.equal(await find(store), 'abcde');
    const { rows: found, total } = await store.query({ tag: TAG, ...all });
    assert.deepEqual(new Set(found), new Set(rows));
    assert.equal(total, 5);
    assert.deepEqual(await store.query({ tag: 'Absent@1', ...all }), { rows: [], total: 0 });
  });

  it('finds what is equal, as the same kind of value', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await find(store, filter('name', 'equal', '김하나')), 'a');
    assert.equal(await find(store, filter('name', 'equal', "O'Neil")), 'b');
    assert.equal(await find(store, filter('amount', 'equal', 20.5)), 'c');
    assert.equal(await find(store, filter('amount', 'equal', '20')), 'e');
    assert.equal(await find(store, filter('amount', 'equal', 20)), '');
    assert.equal(await find(store, filter('city', 'equal', 100)), '');
    assert.equal(await find(store, filter('city', 'equal', 'seoul')), '');
  });

  it('tells truths from numbers and texts', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await find(store, filter('isPaid', 'equal', true)), 'ac');
    assert.equal(await find(store, filter('isPaid', 'equal', false)), 'b');
    assert.equal(await find(store, filter('isPaid', 'equal', 1)), 'e');
    assert.equal(await find(store, filter('name', 'equal', true)), '');
    assert.equal(await find(store, filter('name', 'equal', 'true')), 'e');
  });

  it('finds what is nothing, and what is not there', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await find(store, filter('note', 'equal', null)), 'ac');
    assert.equal(await find(store, filter('absent', 'equal', null)), 'abcde');
    assert.equal(await find(store, filter('note', 'equal', '')), 'd');
    assert.equal(await find(store, filter('absent', 'equal', '')), '');
  });

  it('finds what is at least or at most, numbers by number', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await find(store, filter('amount', 'atLeast', 100)), 'ad');
    assert.equal(await find(store, filter('amount', 'atMost', 100)), 'abc');
    const between = [filter('amount', 'atLeast', 9), filter('amount', 'atMost', 20.5)];
    assert.equal(await find(store, ...between), 'bc');
    assert.equal(await find(store, filter('note', 'atMost', 5)), '');
    assert.equal(await find(store, filter('isPaid', 'atLeast', 0)), 'e');
  });

  it('finds what is at least or at most, texts by text', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await find(store, filter('city', 'atLeast', 'SEOUL')), 'ac');
    assert.equal(await find(store, filter('city', 'atMost', 'Busan')), 'be');
    assert.equal(await find(store, filter('name', 'atLeast', '김')), 'acd');
    assert.equal(await find(store, filter('amount', 'atLeast', '2')), 'e');
    assert.equal(await find(store, filter('note', 'atLeast', '')), 'bde');
  });

  it('lets all filters hold at once', async ({ store }) => {
    await write(store, { put: rows });
    const filters = [filter('name', 'contains', '김'), filter('amount', 'atLeast', 500)];
    assert.equal(await find(store, ...filters), 'd');
    assert.equal(await find(store, ...filters, filter('city', 'equal', 'Seoul')), '');
  });
};

const textFacts = (it: Fact): void => {
  it('finds a part of a text, in capitals or not', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await find(store, filter('name', 'contains', '하')), 'a');
    assert.equal(await find(store, filter('city', 'contains', 'seo')), 'ac');
    assert.equal(await find(store, filter('city', 'contains', 'U')), 'abcd');
    assert.equal(await find(store, filter('note', 'contains', '0%')), 'b');
    assert.equal(await find(store, filter('note', 'contains', 'a_b')), 'e');
    assert.equal(await find(store, filter('note', 'contains', 'a%b')), '');
    assert.equal(await find(store, filter('note', 'contains', '')), 'bde');
    assert.equal(await find(store, filter('amount', 'contains', '2')), 'e');
  });

  it('finds a part of any text of a row, and of texts only', async ({ store }) => {
    const odd = row('f', { quote: 'say "no" \\ or\nnot', deep: { more: ['깊은 곳'] } });
    await write(store, { put: [...rows, odd] });
    assert.equal(await sought(store, 'seoul'), 'ac');
    assert.equal(await sought(store, '단골'), 'd');
    assert.equal(await sought(store, '깊은'), 'f');
    assert.equal(await sought(store, 'say "no" \\ or\nn'), 'f');
    assert.equal(await sought(store, '1000'), '');
    assert.equal(await sought(store, 'isPaid'), '');
    assert.equal(await sought(store, '","'), '');
    assert.equal(await sought(store, '%'), 'b');
    // A filter is on a field, also on one that is called so.
    assert.equal(await find(store, filter('text', 'contains', '단골')), '');
  });
};

const anyOfFacts = (it: Fact): void => {
  it('finds a field with one of several texts', async ({ store }) => {
    await write(store, { put: rows });
    const findAny = async (...anyOf: RowQuery['anyOf']) => sorted(await ask(store, { anyOf }));
    assert.equal(await findAny({ field: 'city', values: ['Seoul', 'Jeju', 'Nowhere'] }), 'ad');
    assert.equal(await findAny({ field: 'city', values: ['100', '"', "'"] }), 'e');
    assert.equal(await findAny({ field: 'amount', values: ['100', '20'] }), 'e');
    assert.equal(await findAny({ field: 'city', values: [] }), '');
    const cities = { field: 'city', values: ['Seoul', 'Jeju'] };
    assert.equal(await findAny(cities, { field: 'name', values: ['김세찬', '이두리'] }), 'd');
  });
};

const orderFacts = (it: Fact, partitions: number): void => {
  it('is that of the last change, unless a field is named', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await ask(store, {}), 'aecdb');
    assert.equal(await ask(store, { descending: true }), 'bdcea');
    await write(store, { put: [row('a', {}, 9)] });
    assert.equal(await ask(store, { descending: true }), 'abdce');
  });

  it('is that of a field: nothing, then numbers, then texts', async ({ store }) => {
    await write(store, { put: rows });
    assert.equal(await ask(store, { sortBy: 'amount' }), 'bcade');
    assert.equal(await ask(store, { sortBy: 'amount', descending: true }), 'edacb');
    assert.equal(await ask(store, { sortBy: 'note' }), 'acdeb');
    assert.equal(await ask(store, { sortBy: 'city' }), 'ebdca');
  });

  it('is that of the ids among equals, over all partitions', async ({ store }) => {
    const put = (key: string, index: number) =>
      write(store, { put: [row(key, { same: 1 })] }, index % partitions);
    await Promise.all(['d', 'b', 'e', 'a', 'c'].map(put));
    assert.equal(await ask(store, { sortBy: 'same' }), 'abcde');
    assert.equal(await ask(store, {}), 'abcde');
    assert.equal(await ask(store, { descending: true }), 'edcba');
  });

  it('goes on from page to page, and the total stays', async ({ store }) => {
    const count = 57;
    const put = Array.from({ length: count }, (_, index) =>
      row(String(index).padStart(3, '0'), { group: index % 2, rank: (index * 7) % 10 }),
    );
    await write(store, { put });
    const filters = [filter('group', 'equal', 1)];
    const seen: string[] = [];
    for (let offset = 0; offset < count; offset += 10) {
      const page = { filters, sortBy: 'rank', descending: true, offset, limit: 10 };
      const { rows, total } = await store.query({ tag: TAG, ...all, ...page });
      assert.equal(total, 28);
      seen.push(...idsOf(rows));
    }
    assert.equal(new Set(seen).size, 28);
    const past = await store.query({ tag: TAG, ...all, filters, offset: 28 });
    assert.deepEqual(past, { rows: [], total: 28 });
    const none = await store.query({ tag: TAG, ...all, filters, limit: 0 });
    assert.deepEqual(none, { rows: [], total: 28 });
  });
};

const wicked = [
  "'; DROP TABLE log; --",
  '" OR 1=1 --',
  "') OR ('1'='1",
  '%',
  '_',
  '\\',
  '$.name',
  '?',
  ':a',
  '"]}',
  'a\u0000b',
];

const noNames = wicked.filter((value) => value !== '_');

const injectionFacts = (it: Fact): void => {
  it('finds only rows with that very value', async ({ store }) => {
    const odd = wicked.map((value, index) => row(`w${index}`, { value }));
    await write(store, { put: [...rows, ...odd] });
    for (const [index, value] of wicked.entries()) {
      const filters = [filter('value', 'equal', value)];
      assert.equal(await ask(store, { filters }), `w${index}`);
      assert.equal(await ask(store, { anyOf: [{ field: 'value', values: [value] }] }), `w${index}`);
      assert.deepEqual(await store.query({ tag: value, ...all }), { rows: [], total: 0 });
      assert.equal(await store.count('row', value), 0);
      assert.deepEqual(await store.trail(value, 9), []);
    }
    assert.equal((await store.query({ tag: TAG, ...all })).total, rows.length + wicked.length);
  });

  it('is refused when a field is no name', async ({ store }) => {
    await write(store, { put: rows });
    for (const field of [...noNames, 'a b', 'a.b', 'a"', "a'", 'a]', '', 'x'.repeat(65)]) {
      const filters = [filter(field, 'equal', 'x')];
      await assert.rejects(store.query({ tag: TAG, ...all, filters }), RangeError);
      await assert.rejects(store.query({ tag: TAG, ...all, sortBy: field }), RangeError);
      const anyOf = [{ field, values: ['x'] }];
      await assert.rejects(store.query({ tag: TAG, ...all, anyOf }), RangeError);
    }
    assert.equal(await ask(store, { filters: [filter('한글', 'equal', null)] }), 'aecdb');
    assert.equal(await ask(store, { filters: [filter('toString', 'equal', null)] }), 'aecdb');
  });
};
