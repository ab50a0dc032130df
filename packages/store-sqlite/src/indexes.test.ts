import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import type { RowQuery, Store } from '@dure/kernel/ports';
import { openSqliteStore, StoreCannotOpen } from './index.ts';
import { sqlOf } from './query.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-indexes-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = (): string => join(folder, `orders-${(files += 1)}.db`);

const all = { tag: '주문@1', filters: [], anyOf: [], descending: false, offset: 0, limit: 100 };

const byCity: RowQuery = { ...all, filters: [{ field: 'city', is: 'equal', value: '부산' }] };

const indexes = [
  { view: '주문', field: 'city' },
  { view: '주문', field: 'amount' },
];

const fill = (store: Store): Promise<void> =>
  store.turn(0, (turn) => {
    const put = Array.from({ length: 60 }, (_, index) => {
      const tag = index % 3 === 0 ? '손님@1' : '주문@1';
      const body = { city: ['서울', '부산', null][index % 5] ?? null, amount: index % 7 };
      return { collection: 'row' as const, id: `${tag}/${index}`, tag, at: index, body };
    });
    return turn.write({ append: [], insert: [], put, remove: [], facts: {} });
  });

/** How SQLite would go about it, on a line. */
const planOf = (file: string, query: RowQuery): string => {
  const database = new DatabaseSync(file, { readOnly: true });
  const { page, order, values, further } = sqlOf(query, new Set(['주문']));
  const sql = `EXPLAIN QUERY PLAN SELECT * FROM drawer_row WHERE ${page} ORDER BY ${order}`;
  const steps = database.prepare(sql).all(...values, ...further);
  database.close();
  return steps.map(({ detail }) => detail).join('; ');
};

const countPlanOf = (file: string, query: RowQuery): string => {
  const database = new DatabaseSync(file, { readOnly: true });
  const { where, values } = sqlOf(query, new Set(['주문']));
  const sql = `EXPLAIN QUERY PLAN SELECT count(*) FROM (SELECT 1 FROM drawer_row WHERE ${where})`;
  const steps = database.prepare(sql).all(...values);
  database.close();
  return steps.map(({ detail }) => detail).join('; ');
};

describe('An index on a field of a view', () => {
  it('changes no answer, whether it was there at first or came later', async () => {
    const file = newFile();
    const plain = openSqliteStore({ file });
    await fill(plain);
    const queries: readonly RowQuery[] = [
      byCity,
      { ...byCity, sortBy: 'amount', descending: true },
      { ...all, filters: [{ field: 'city', is: 'equal', value: null }] },
      { ...all, filters: [{ field: 'amount', is: 'atLeast', value: 3 }], sortBy: 'city' },
      { ...all, anyOf: [{ field: 'city', values: ['서울', '부산'] }] },
      { ...all, tag: '손님@1', sortBy: 'amount' },
    ];
    const before = await Promise.all(queries.map((query) => plain.query(query)));
    const indexed = openSqliteStore({ file, indexes });
    const after = await Promise.all(queries.map((query) => indexed.query(query)));
    assert.deepEqual(after, before);
    assert.ok(before.every(({ total }) => total > 0));
    await Promise.all([plain.close(), indexed.close()]);
  });

  it('is used to find rows, and to put them in order', async () => {
    const file = newFile();
    const store = openSqliteStore({ file, indexes });
    await fill(store);
    const found = planOf(file, byCity);
    assert.match(found, /USING INDEX row_주문_city \(tag=\? AND <expr>=\?\)/);
    assert.doesNotMatch(found, /TEMP B-TREE FOR ORDER BY/);
    const sorted = planOf(file, { ...all, sortBy: 'amount', descending: true });
    assert.match(sorted, /USING INDEX row_주문_amount/);
    assert.doesNotMatch(sorted, /TEMP B-TREE FOR ORDER BY/);
    await store.close();
  });

  it('on two fields finds the rows of one by the other, and counts them alone', async () => {
    const file = newFile();
    const plain = openSqliteStore({ file });
    await fill(plain);
    const query: RowQuery = { ...byCity, sortBy: 'amount', descending: true, limit: 3 };
    const before = await plain.query(query);
    const pair = { view: '주문', field: 'city', by: 'amount' };
    const store = openSqliteStore({ file, indexes: [...indexes, pair] });
    assert.deepEqual(await store.query(query), before);
    const plan = planOf(file, query);
    assert.match(plan, /USING INDEX row_주문_city_by_amount \(tag=\? AND <expr>=\?\)/);
    assert.doesNotMatch(plan, /TEMP B-TREE/);
    assert.match(countPlanOf(file, query), /USING COVERING INDEX row_주문_city/);
    await Promise.all([plain.close(), store.close()]);
  });

  it('leads to the place from which a page goes on', async () => {
    const file = newFile();
    const store = openSqliteStore({ file, indexes });
    await fill(store);
    const byAmount = planOf(file, { ...all, sortBy: 'amount', after: { by: 3, id: '주문@1/8' } });
    assert.match(byAmount, /USING INDEX row_주문_amount \(tag=\? AND <expr>>\?\)/);
    const after = { by: 30, id: '주문@1/8' };
    const byChange = planOf(file, { ...all, tag: '손님@1', descending: true, after });
    assert.match(byChange, /USING INDEX drawer_row_at \(tag=\? AND at<\?\)/);
    for (const plan of [byAmount, byChange]) assert.doesNotMatch(plan, /SCAN/);
    await store.close();
  });

  it('has a name and a field that are names', () => {
    for (const index of [
      { view: "x'; --", field: 'city' },
      { view: '주문', field: 'a"b' },
    ]) {
      assert.throws(() => openSqliteStore({ file: newFile(), indexes: [index] }), StoreCannotOpen);
    }
  });
});

describe('The rows of a view', () => {
  it('are found and ordered by their last change without any such index', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await fill(store);
    const plan = planOf(file, { ...all, tag: '손님@1' });
    assert.match(plan, /SEARCH drawer_row USING INDEX drawer_row_at \(tag=\?\)/);
    assert.doesNotMatch(plan, /SCAN|TEMP B-TREE FOR ORDER BY/);
    await store.close();
  });
});
