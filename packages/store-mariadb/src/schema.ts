// What lies in the database: a log, the heads of its partitions, a table for each collection, and
// one row that says what all of it is.

import { collections } from '@dure/kernel/ports';
import type { Collection } from '@dure/kernel/ports';
import type { RowIndex } from './options.ts';
import { indexedColumn, indexedValue } from './query.ts';

/** Counts the changes of the schema. A database of a later one belongs to a newer Dure. */
export const SCHEMA_VERSION = 1;

/**
 * The version of a database with an archive: it becomes so when the first record is put aside,
 * and not before, so that replicas of an earlier Dure go on with databases that have none.
 */
export const VERSION_WITH_ARCHIVE = 2;

export const PARTITIONS_MAX = 2 ** 12;

/** So many characters may an id, a tag or a name have: InnoDB takes keys of 3,072 bytes. */
export const TEXT_MAX = 700;

export const tableOf = (collection: Collection): string => `item_${collection}`;

/**
 * Compares by code point, and takes nothing for the same that differs. The server's own collations
 * fold case and accents, and its binary one still takes `a` and `a ` for the same.
 */
const COLLATION = 'utf8mb4_nopad_bin';

const options = `ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE ${COLLATION}`;

const text = `VARCHAR(${TEXT_MAX})`;

const storeTable = `
  CREATE TABLE IF NOT EXISTS store (
    one TINYINT PRIMARY KEY,
    version INT NOT NULL,
    log_id VARCHAR(64) NOT NULL,
    business ${text},
    context ${text}
  ) ${options}`;

const headsTable = `
  CREATE TABLE IF NOT EXISTS heads (
    part SMALLINT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    turns BIGINT NOT NULL,
    facts LONGTEXT NOT NULL
  ) ${options}`;

/** By its case a record is found in the order of a trail: the primary key ends every index. */
const logTable = `
  CREATE TABLE IF NOT EXISTS log (
    part SMALLINT NOT NULL,
    sequence BIGINT NOT NULL,
    kind VARCHAR(16) NOT NULL,
    type ${text} NOT NULL,
    subject ${text} NOT NULL,
    case_id ${text} NOT NULL,
    at BIGINT NOT NULL,
    data LONGTEXT NOT NULL,
    caused_by ${text} NOT NULL,
    actor ${text} NOT NULL,
    target ${text},
    traceparent ${text},
    version INT,
    PRIMARY KEY (part, sequence),
    KEY trail (case_id, at)
  ) ${options}`;

/** Those that are read by their tag, and those that fall due. The others are spared the index. */
const tagged: ReadonlySet<Collection> = new Set(['instance', 'entry', 'process', 'parked']);
const due: ReadonlySet<Collection> = new Set(
  (['instance', 'answer', 'process', 'parked', 'deadline', 'work'] as const).values(),
);

const keysOf = (collection: Collection): string => {
  if (collection === 'row') return ', KEY by_tag (tag, at)';
  const byTag = tagged.has(collection) ? ', KEY by_tag (tag)' : '';
  return due.has(collection) ? `${byTag}, KEY by_at (part, at)` : byTag;
};

const collectionTable = (collection: Collection): string => `
  CREATE TABLE IF NOT EXISTS ${tableOf(collection)} (
    id ${text} NOT NULL PRIMARY KEY,
    part SMALLINT NOT NULL,
    tag ${text},
    at BIGINT,
    body LONGTEXT NOT NULL
    ${keysOf(collection)}
  ) ${options}`;

/** Makes every table that is missing; each by itself, as the server commits after each. */
export const createTables: readonly string[] = [
  headsTable,
  logTable,
  ...collections.map(collectionTable),
  storeTable,
];

const ours: ReadonlySet<string> = new Set([
  'heads',
  'log',
  'log_archive',
  'store',
  ...collections.map(tableOf),
]);

/** Whether a table is one that a store has. */
export const isOurs = (table: string): boolean => ours.has(table);

/** The heads of so many partitions, where they are missing. */
export const createHeads = (partitions: number): string => {
  const rows = Array.from({ length: partitions }, (_, part) => `(${part}, 0, 0, '{}')`);
  return `INSERT INTO heads VALUES ${rows.join(', ')} ON DUPLICATE KEY UPDATE part = heads.part`;
};

/** An index on what a field of a view begins with, which the rows of other views do not enter. */
export const createIndex = (index: RowIndex): string => {
  const column = indexedColumn(index);
  return (
    `ALTER TABLE ${tableOf('row')} ADD COLUMN IF NOT EXISTS ${column} ` +
    `${indexedValue(index)}, ADD KEY IF NOT EXISTS ${column} (${column}, at)`
  );
};
