import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import type { Item, RowQuery, Store } from '@dure/kernel/ports';
import { reasonNotToBeHad } from '@dure/servers/postgres';
import { openPostgresStore } from './index.ts';
import { sqlOf } from './query.ts';
import { freshSchema, sharedServer, sql } from './server.testing.ts';
import { tableOf } from './statements.ts';

const TAG = 'Orders@1';
const COUNT = 5_000;

const rows = Array.from({ length: COUNT }, (_, index): Item => {
  const body = { city: `city-${index % 500}`, amount: index, note: 'x'.repeat(300) };
  return { collection: 'row', id: `${TAG}/${index}`, tag: TAG, at: index, body };
});

const all = { tag: TAG, filters: [], anyOf: [], descending: false, offset: 0, limit: 20 } as const;

/** What the planner says that it does for a page. */
const planOf = async (url: string, schema: string, query: RowQuery): Promise<string> => {
  const bounds = { schema, table: tableOf(schema, 'row'), countMax: 1_000 };
  const { text, values } = sqlOf(query, bounds).rows;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const said = await client.query<{ readonly 'QUERY PLAN': string }>(`explain ${text}`, values);
    return said.rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.end();
  }
};

describe('Rows of a view', { skip: reasonNotToBeHad() ?? false }, () => {
  it('are found by an index on a field, and listed by one on their last change', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    const indexes = ['city', 'amount'].map((field) => ({ view: 'Orders', field }));
    for (let times = 0; times < 2; times += 1) {
      await (await openPostgresStore({ url, schema, indexes })).close();
    }
    const store = await openPostgresStore({ url, schema, indexes });
    await store.turn(0, (turn) =>
      turn.write({ append: [], insert: rows, put: [], remove: [], facts: {} }),
    );
    await sql(url, `analyze ${schema}.item_row`);
    for (const [field, value] of [
      ['city', 'city-7'],
      ['amount', 7],
    ] as const) {
      const query = { ...all, filters: [{ field, is: 'equal', value } as const] };
      assert.match(await planOf(url, schema, query), /Index Scan.* using row_[0-9a-f]{16}/);
      const { total } = await store.query(query);
      assert.equal(total, field === 'city' ? COUNT / 500 : 1);
    }
    const listed = await planOf(url, schema, { ...all, descending: true });
    assert.match(listed, /Index Scan Backward using item_row_at/);
    await store.close();
  });
});

describe('The instants of rows', { skip: reasonNotToBeHad() ?? false }, () => {
  const indexOf = async (url: string, schema: string): Promise<unknown> => {
    const text = `select to_regclass('${schema}.item_row_due')::text as index`;
    return (await sql<{ readonly index: string | null }>(url, text))[0]?.index;
  };

  it('have no index of their own, nor that of a schema from before', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    await (await openPostgresStore({ url, schema })).close();
    assert.equal(await indexOf(url, schema), null);
    const columns = '(partition, at, id) where at is not null';
    await sql(url, `create index item_row_due on ${schema}.item_row ${columns}`);
    const reader = new pg.Client({ connectionString: url });
    await reader.connect();
    await reader.query(`begin; select from ${schema}.item_row`);
    await (await openPostgresStore({ url, schema })).close();
    assert.notEqual(await indexOf(url, schema), null);
    await reader.end();
    await (await openPostgresStore({ url, schema })).close();
    assert.equal(await indexOf(url, schema), null);
  });
});

const PER_TURN = 64;

/** Turns as a busy context has them, from an empty table on. */
const busyTurns = async (store: Store): Promise<void> => {
  for (let first = 0; first < PER_TURN * 40; first += PER_TURN) {
    const put = Array.from({ length: PER_TURN }, (_, index): Item => {
      return { collection: 'instance', id: `Order/${first + index}`, tag: 'Order:open', body: 1 };
    });
    await store.turn(0, async (turn) => {
      await turn.read({ ids: put, tags: [] });
      await turn.write({ append: [], insert: [], put, remove: [], facts: {} });
    });
  }
};

describe('Items', { skip: reasonNotToBeHad() ?? false }, () => {
  it('are found by their ids, however much their table has grown since it was empty', async () => {
    const { url } = await sharedServer();
    const schema = freshSchema();
    const wholeReads = async (): Promise<unknown> => {
      const [found] = await sql<{ readonly n: string }>(
        url,
        `select seq_scan as n from pg_stat_user_tables
         where schemaname = '${schema}' and relname = 'item_instance'`,
      );
      return found?.n;
    };
    await (await openPostgresStore({ url, schema })).close();
    const before = await wholeReads();
    const store = await openPostgresStore({ url, schema });
    await busyTurns(store);
    // A session says what it has read when it ends.
    await store.close();
    await sql(url, 'select pg_sleep(0.1)');
    assert.equal(await wholeReads(), before);
  });
});
