// Records of ended cases in a table of their own, and back.

import type { Link } from './link.ts';
import { SCHEMA_VERSION, VERSION_WITH_ARCHIVE } from './schema.ts';
import { marks } from './rows.ts';
import { lockHeads } from './reads.ts';

/** So many cases are asked for by one statement. */
const CASES_AT_ONCE = 256;

const setVersion = (link: Link, version: number): Promise<unknown> =>
  link.run({ sql: 'UPDATE store SET version = ?', values: [BigInt(version)] });

const countIn = async (link: Link, where: string, values: readonly string[]): Promise<number> => {
  const [row] = await link.run({ sql: `SELECT COUNT(*) AS n FROM log WHERE ${where}`, values });
  return Number(row?.['n'] ?? 0);
};

/** The connection is one for turns: it commits by itself nothing but the making of the table. */
export const archiveIn = async (link: Link, cases: readonly string[]): Promise<number> => {
  await link.command('CREATE TABLE IF NOT EXISTS log_archive LIKE log');
  await link.run(lockHeads);
  await setVersion(link, VERSION_WITH_ARCHIVE);
  let count = 0;
  for (let from = 0; from < cases.length; from += CASES_AT_ONCE) {
    const values = cases.slice(from, from + CASES_AT_ONCE);
    const where = `case_id IN (${marks(values.length)})`;
    count += await countIn(link, where, values);
    await link.run({ sql: `INSERT INTO log_archive SELECT * FROM log WHERE ${where}`, values });
    await link.run({ sql: `DELETE FROM log WHERE ${where}`, values });
  }
  await link.command('COMMIT');
  return count;
};

export const unarchiveIn = async (link: Link): Promise<number> => {
  await link.run(lockHeads);
  const [row] = await link.command('SELECT COUNT(*) AS n FROM log_archive');
  await link.run({ sql: 'INSERT INTO log SELECT * FROM log_archive', values: [] });
  await link.run({ sql: 'DELETE FROM log_archive', values: [] });
  await setVersion(link, SCHEMA_VERSION);
  await link.command('COMMIT');
  return Number(row?.['n'] ?? 0);
};
