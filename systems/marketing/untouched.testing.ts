// What must be the same after a context has come and gone: the sources of a business, and its data.

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const systems = join(import.meta.dirname, '..');

/** The sources of a business, by path. */
export const sourcesOf = (business: string): ReadonlyMap<string, string> =>
  new Map(
    globSync('**/*.{ts,json}', { cwd: join(systems, business) }).map((path) => [
      path,
      readFileSync(join(systems, business, path), 'utf8'),
    ]),
  );

const namesOf = (database: DatabaseSync): readonly string[] =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => String(name));

/** A digest of all rows of all tables in a file: log, heads and collections. */
const digestOf = (file: string): string => {
  const database = new DatabaseSync(file, { readOnly: true });
  const hash = createHash('sha256');
  for (const name of namesOf(database)) {
    for (const row of database.prepare(`SELECT * FROM ${name}`).iterate()) {
      hash.update(`${name} ${JSON.stringify(row)}\n`);
    }
  }
  database.close();
  return hash.digest('hex');
};

/** What is in the stores of some contexts, by context. */
export const dataOf = (
  folder: string,
  contexts: readonly { readonly name: string }[],
): ReadonlyMap<string, string> =>
  new Map(contexts.map(({ name }) => [name, digestOf(join(folder, `${name}.db`))]));
