// One server for all tests of this package, and schemas in it.

import pg from 'pg';
import { collections } from '@dure/kernel/ports';
import { startPostgres } from '@dure/servers/postgres';
import type { Server } from '@dure/servers';
import { SCHEMA_VERSION } from './schema.ts';

let shared: Promise<Server> | undefined;

/** It ends with the process. */
export const sharedServer = (): Promise<Server> => (shared ??= startPostgres());

let schemas = 0;

export const freshSchema = (): string => `test_${process.pid}_${(schemas += 1)}`;

/** Runs statements of a person beside the store, and gives the rows of the last one. */
export const sql = async <R extends object>(url: string, ...texts: readonly string[]) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly R[] = [];
    for (const text of texts) ({ rows } = await client.query<R>(text));
    return rows;
  } finally {
    await client.end();
  }
};

/** To make a schema takes longer than most tests: one that was emptied is as good as new. */
export const emptied = async (url: string, schema: string): Promise<void> => {
  const tables = ['log', ...collections.map((collection) => `item_${collection}`)];
  await sql(
    url,
    [
      ...tables.map((table) => `delete from ${schema}.${table}`),
      `update ${schema}.heads set sequence = 0, turns = 0, facts = '{}'`,
      `drop table if exists ${schema}.log_archive`,
      `update ${schema}.identity set version = ${SCHEMA_VERSION}, business = null, context = null,
         log_id = substr(md5(random()::text), 1, 16)`,
    ].join('; '),
  );
};

/** As a server that follows another one: what writes is refused, on open connections, too. */
export const setReadOnly = async (url: string, isReadOnly: boolean): Promise<void> => {
  const value = isReadOnly ? 'on' : 'off';
  await sql(
    url,
    'set default_transaction_read_only = off',
    `alter system set default_transaction_read_only = ${value}`,
    'select pg_reload_conf()',
  );
  const isSo = async () => {
    const rows = await sql<{ readonly is: string }>(
      url,
      `select current_setting('default_transaction_read_only') as is`,
    );
    return rows[0]?.is === value;
  };
  while (!(await isSo()));
};
