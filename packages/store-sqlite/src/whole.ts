// A whole file, read and written anew outside of any turn: for what has to be taken out of all that
// was ever written, with nothing of it left in free pages or beside the file.

import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { collections } from '@dure/kernel/ports';
import type { Collection, Item, Json, LogRecord } from '@dure/kernel/ports';
import { StoreCannotOpen } from './errors.ts';
import { placeOf } from './place.ts';
import { createSchema, SCHEMA_VERSION, versionIn } from './schema.ts';
import { isArchived } from './archive.ts';
import { ownTables, withArchive } from './tables.ts';
import { itemOf, recordOf } from './statements.ts';

export type Rewriting = {
  readonly record: (record: LogRecord) => LogRecord;
  readonly item: (item: Item) => Item;
  /** Small facts of a partition. */
  readonly facts: (facts: Json) => Json;
};

/** How many were changed. */
export type Rewritten = { readonly records: number; readonly items: number };

export type WholeFile = {
  readonly partitions: number;
  readonly records: () => Iterable<LogRecord>;
  readonly items: () => Iterable<Item>;
  /**
   * Passes all through the rewriting, in one transaction: all of it or nothing is done. After it,
   * neither the file nor anything beside it has what was there before.
   * @throws {StoreCannotOpen} a process has the file open.
   */
  readonly rewrite: (rewriting: Rewriting) => Rewritten;
  readonly close: () => void;
};

const inUse = (file: string, cause: unknown): StoreCannotOpen =>
  new StoreCannotOpen(
    file,
    {
      ko: `${file} 파일을 다른 프로세스가 쓰고 있습니다. 그것을 끝낸 뒤 다시 해 주세요`,
      en: `${file} is in use by another process. End it, then do this again`,
    },
    cause,
  );

const older = (file: string): StoreCannotOpen =>
  new StoreCannotOpen(file, {
    ko: `${file} 파일은 다른 버전의 두레가 쓴 것입니다. 이 버전으로 한 번 시작했다가 끝내 주세요`,
    en: `${file} was written by another version of Dure. Start the business once with this one`,
  });

/**
 * Opens a file that is there.
 * @throws {StoreCannotOpen} it is of another version, and is only to be read.
 */
export const openWhole = (file: string, isToBeRead: boolean): WholeFile => {
  const database = new DatabaseSync(file, { readOnly: isToBeRead, timeout: 0 });
  try {
    if (!isToBeRead) createSchema(database, 1);
    if (versionIn(database) !== SCHEMA_VERSION) throw older(file);
  } catch (cause) {
    database.close();
    throw cause instanceof StoreCannotOpen ? cause : inUse(file, cause);
  }
  const { n } = database.prepare('SELECT count(*) AS n FROM heads').get() ?? {};
  return {
    partitions: Number(n),
    records: () => recordsIn(database),
    items: () => itemsIn(database),
    rewrite: (rewriting) => rewriteAll(database, file, rewriting),
    close: () => database.close(),
  };
};

const logsIn = (database: DatabaseSync): readonly string[] =>
  (isArchived(database) ? withArchive(ownTables) : ownTables).logs;

function* recordsIn(database: DatabaseSync): Generator<LogRecord> {
  const parts = logsIn(database).map((log) => `SELECT * FROM ${log}`);
  const all = database.prepare(`${parts.join(' UNION ALL ')} ORDER BY place`);
  for (const row of all.iterate()) {
    yield recordOf(row);
  }
}

function* itemsIn(database: DatabaseSync): Generator<Item> {
  for (const collection of collections) {
    const rows = database.prepare(`SELECT * FROM ${ownTables.of(collection)} ORDER BY id`);
    for (const row of rows.iterate()) yield itemOf(collection, row);
  }
}

const rewriteAll = (database: DatabaseSync, file: string, rewriting: Rewriting): Rewritten => {
  alone(database, file);
  database.exec('PRAGMA synchronous = FULL; BEGIN EXCLUSIVE');
  try {
    const rewritten = {
      records: rewriteLogs(database, rewriting),
      items: rewriteItems(database, rewriting),
    };
    rewriteFacts(database, rewriting);
    database.exec('COMMIT');
    // Older words of the same may lie in pages that are free now, or were before.
    database.exec('VACUUM');
    return rewritten;
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
    database.exec('PRAGMA journal_mode = WAL');
  }
};

/** Without a write-ahead log nothing is left in one; SQLite goes without for one process alone. */
const alone = (database: DatabaseSync, file: string): void => {
  try {
    const { journal_mode: mode } = database.prepare('PRAGMA journal_mode = DELETE').get() ?? {};
    if (mode !== 'delete') throw new Error(`The journal is ${String(mode)}.`);
  } catch (cause) {
    throw inUse(file, cause);
  }
};

const PAGE = 1_000;

type Stored = { readonly [column: string]: SQLOutputValue };

/** The rows of a table, page by page, so that they can be written while they are read. */
function* pagesOf(database: DatabaseSync, table: string): Generator<readonly Stored[]> {
  const page = `WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`;
  const statement = database.prepare(`SELECT rowid AS number, * FROM ${table} ${page}`);
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const rows: readonly Stored[] = statement.all(last);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    last = Number(rows.at(-1)?.['number']);
  }
}

const logColumns = ['subject', 'case_id', 'data', 'caused_by', 'actor', 'traceparent'];

const columnsOf = (record: LogRecord): readonly SQLInputValue[] => [
  record.subject,
  record.caseId,
  JSON.stringify(record.data),
  record.causedBy,
  record.actor,
  record.traceparent ?? null,
];

const isSame = (one: readonly SQLInputValue[], other: readonly SQLInputValue[]): boolean =>
  one.every((value, at) => value === other[at]);

const rewriteLogs = (database: DatabaseSync, rewriting: Rewriting): number => {
  let changed = 0;
  for (const log of logsIn(database)) changed += rewriteLog(database, log, rewriting);
  return changed;
};

const rewriteLog = (database: DatabaseSync, log: string, rewriting: Rewriting): number => {
  const set = logColumns.map((column) => `${column} = ?`).join(', ');
  const update = database.prepare(`UPDATE ${log} SET ${set} WHERE place = ?`);
  const trail = database.prepare('UPDATE trail SET case_id = ? WHERE case_id = ?');
  let changed = 0;
  for (const page of pagesOf(database, log)) {
    for (const row of page) {
      const before = recordOf(row);
      const after = rewriting.record(before);
      if (isSame(columnsOf(before), columnsOf(after))) continue;
      update.run(...columnsOf(after), placeOf(before.partition, before.sequence));
      if (after.caseId !== before.caseId) trail.run(after.caseId, before.caseId);
      changed += 1;
    }
  }
  return changed;
};

const itemColumns = ({ id, tag, body }: Item): readonly SQLInputValue[] => [
  id,
  tag ?? null,
  JSON.stringify(body),
];

const rewriteItems = (database: DatabaseSync, rewriting: Rewriting): number => {
  let changed = 0;
  for (const collection of collections) changed += rewriteTable(database, collection, rewriting);
  return changed;
};

const rewriteTable = (
  database: DatabaseSync,
  collection: Collection,
  rewriting: Rewriting,
): number => {
  let changed = 0;
  const table = ownTables.of(collection);
  const update = database.prepare(`UPDATE ${table} SET id = ?, tag = ?, body = ? WHERE rowid = ?`);
  for (const page of pagesOf(database, table)) {
    for (const row of page) {
      const before = itemOf(collection, row);
      const after = rewriting.item(before);
      if (isSame(itemColumns(before), itemColumns(after))) continue;
      update.run(...itemColumns(after), Number(row['number']));
      changed += 1;
    }
  }
  return changed;
};

const rewriteFacts = (database: DatabaseSync, rewriting: Rewriting): void => {
  const update = database.prepare('UPDATE heads SET facts = ? WHERE partition = ?');
  for (const { partition, facts } of database.prepare('SELECT * FROM heads').all()) {
    // It was written as JSON.
    const before = JSON.parse(String(facts)) as Json;
    const after = JSON.stringify(rewriting.facts(before));
    if (after !== JSON.stringify(before)) update.run(after, Number(partition));
  }
};
