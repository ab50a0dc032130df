// Records of ended cases in a table of their own, and back.

import type { Client } from './connections.ts';
import { SCHEMA_VERSION, VERSION_WITH_ARCHIVE } from './schema.ts';
import { quoted } from './statements.ts';
import { toKept } from './text.ts';

const inTransaction = async (client: Client, work: () => Promise<number>): Promise<number> => {
  await client.query('begin');
  try {
    const count = await work();
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('The archive was not committed.');
    return count;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
};

const setVersion = (client: Client, schema: string, version: number): Promise<unknown> =>
  client.query(`update ${quoted(schema)}.identity set version = $1`, [version]);

export const archiveIn = (
  client: Client,
  schema: string,
  cases: readonly string[],
): Promise<number> =>
  inTransaction(client, async () => {
    const [log, aside] = [`${quoted(schema)}.log`, `${quoted(schema)}.log_archive`];
    await client.query(`create table if not exists ${aside} (like ${log} including all)`);
    await setVersion(client, schema, VERSION_WITH_ARCHIVE);
    const text = `with moved as (delete from ${log} where case_id = any($1::text[]) returning *)
      insert into ${aside} select * from moved`;
    const { rowCount } = await client.query(text, [cases.map(toKept)]);
    return rowCount ?? 0;
  });

export const unarchiveIn = (client: Client, schema: string): Promise<number> =>
  inTransaction(client, async () => {
    const [log, aside] = [`${quoted(schema)}.log`, `${quoted(schema)}.log_archive`];
    const { rowCount } = await client.query(`insert into ${log} select * from ${aside}`);
    await client.query(`drop table ${aside}`);
    await setVersion(client, schema, SCHEMA_VERSION);
    return rowCount ?? 0;
  });
