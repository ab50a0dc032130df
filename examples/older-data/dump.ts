// A store file as the statements that make it, so that what an earlier version has written can be
// read, and kept beside the code.

import { DatabaseSync } from 'node:sqlite';

type Row = { readonly [column: string]: string | number | null };

const literal = (value: Row[string] | undefined): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? null);

/** The file may be open elsewhere: what is committed is read. */
export const dumpOf = (file: string): string => {
  const database = new DatabaseSync(file);
  // Every column of a store is a text, a number, or nothing.
  const rows = (sql: string) => database.prepare(sql).all() as unknown as readonly Row[];
  const [version] = rows('PRAGMA user_version');
  const made = rows(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
  );
  const tables = made.filter(({ type }) => type === 'table').map(({ name }) => String(name));
  const inserts = tables.flatMap((table) =>
    rows(`SELECT * FROM ${table}`).map(
      (row) => `INSERT INTO ${table} VALUES (${Object.values(row).map(literal).join(', ')});`,
    ),
  );
  database.close();
  const sql = made.map((one) => `${String(one['sql']).replace(/\s+/g, ' ')};`);
  return [...sql, ...inserts, `PRAGMA user_version = ${version?.['user_version']};`, ''].join('\n');
};
