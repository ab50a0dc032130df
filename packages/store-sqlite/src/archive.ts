// Records of ended cases in a table of their own, and back.

import type { DatabaseSync } from 'node:sqlite';
import { archiveTable, inOneGo, noteArchive } from './schema.ts';
import { logColumns } from './statements.ts';
import type { Tables } from './tables.ts';
import { placesOf } from './trail.ts';

const columns = logColumns.join(', ');

/** The writer of a shared file may be in a transaction. */
const atOnce = (database: DatabaseSync, run: () => void): void =>
  database.isTransaction ? run() : inOneGo(database, run);

/** Whether the file has an archive of these tables, or of any, where none are given. */
export const isArchived = (database: DatabaseSync, tables?: Tables): boolean => {
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const all = names.map(({ name }) => String(name));
  const wanted = tables?.archive.replaceAll('"', '');
  return all.some((name) => (wanted ? name === wanted : name.endsWith('log_archive')));
};

/** Between turns. Says how many records were put aside. */
export const archiveIn = (
  database: DatabaseSync,
  tables: Tables,
  cases: readonly string[],
): number => {
  const { log, archive } = tables;
  const which = `WHERE place IN (${placesOf(tables)})`;
  let count = 0;
  atOnce(database, () => {
    database.exec(archiveTable(tables));
    noteArchive(database, true);
    const given = { cases: JSON.stringify(cases) };
    const put = `INSERT INTO ${archive} (${columns}) SELECT ${columns} FROM ${log} ${which}`;
    database.prepare(put).run(given);
    const taken = database.prepare(`DELETE FROM ${log} ${which}`).run(given);
    count = Number(taken.changes);
  });
  return count;
};

/** Between turns. Says how many records are back. */
export const unarchiveIn = (database: DatabaseSync, { log, archive }: Tables): number => {
  let count = 0;
  atOnce(database, () => {
    const back = `INSERT INTO ${log} (${columns}) SELECT ${columns} FROM ${archive}`;
    count = Number(database.prepare(back).run().changes);
    database.exec(`DROP TABLE ${archive}`);
    noteArchive(database, isArchived(database));
  });
  return count;
};
