// What lies in the file: a log, the heads of its partitions, and a table for each collection.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { collections } from '@dure/kernel/ports';
import type { Collection } from '@dure/kernel/ports';
import { placeOf, PARTITIONS_MAX } from './place.ts';
import { identityTable, makeIdentity } from './identity.ts';
import { isOfView, valueOf } from './query.ts';
import { ownTables } from './tables.ts';
import type { Tables } from './tables.ts';
import { trailing, trailTable, untrailedOf } from './trail.ts';

/** Counts the changes of the schema. A file of a later one belongs to a newer Dure. */
export const SCHEMA_VERSION = 6;

/**
 * Is added to the version of a file as long as it has an archive: an earlier Dure, which would not
 * see what was put aside, takes it for newer, and does not open it.
 */
const WITH_ARCHIVE = 100;

/** The version of the schema in what a file says of itself. */
export const schemaIn = (userVersion: number): number =>
  userVersion < 2 * WITH_ARCHIVE ? userVersion % WITH_ARCHIVE : userVersion;

const recordColumns = `
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    case_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL,
    caused_by TEXT NOT NULL,
    actor TEXT NOT NULL,
    target TEXT,
    traceparent TEXT,
    version INTEGER`;

/** The same columns in the same order as the log has them. */
export const archiveTable = ({ archive }: Tables): string =>
  `CREATE TABLE IF NOT EXISTS ${archive} (${recordColumns})`;

const logTables = (tables: Tables): string => `
  CREATE TABLE ${tables.log} (${recordColumns}
  );
  CREATE TABLE ${tables.heads} (
    partition INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    turns INTEGER NOT NULL,
    facts TEXT NOT NULL
  );
  ${trailTable(tables)}`;

/**
 * Whether the items of a collection fall due in the order in which they came. Then it needs no
 * index to find those that are due: answers are kept equally long, all of them. With several
 * partitions the first items may all be those of another one.
 */
export const isQueue = (collection: Collection, partitions: number): boolean =>
  collection === 'answer' && partitions === 1;

/** Rows are listed by their last change; what falls due is looked up by partition. */
const indexesOf = (tables: Tables, collection: Collection, partitions: number): string => {
  const table = tables.of(collection);
  const [byAt, byTag] = indexNames(tables, collection);
  if (isQueue(collection, partitions)) return '';
  return collection === 'row'
    ? `CREATE INDEX ${byAt} ON ${table} (tag, at);`
    : `CREATE INDEX ${byAt} ON ${table} (partition, at) WHERE at IS NOT NULL;
  CREATE INDEX ${byTag} ON ${table} (tag) WHERE tag IS NOT NULL;`;
};

const indexNames = ({ index }: Tables, collection: Collection): readonly [string, string] => [
  index(`drawer_${collection}_at`),
  index(`drawer_${collection}_tag`),
];

/**
 * Items lie in the order in which they came, so that those of the same time lie together, and are
 * found by an index on their ids: writing costs half of what it does when they lie by id.
 */
const collectionTable = (tables: Tables, collection: Collection, partitions: number): string => `
  CREATE TABLE ${tables.of(collection)} (
    id TEXT NOT NULL UNIQUE,
    partition INTEGER NOT NULL,
    tag TEXT,
    at INTEGER,
    body TEXT NOT NULL
  );
  ${indexesOf(tables, collection, partitions)}`;

/**
 * Makes a new file without waiting for the disk at each step. The file itself is there, empty, when
 * this returns; what the power takes of the rest is made again. The first commit that is waited
 * for has everything before it on the disk, too, as it all lies in the same write-ahead log.
 */
export const make = (database: DatabaseSync, partitions: number): void => {
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = OFF');
  createSchema(database, partitions);
};

/**
 * Makes everything in a new file and what is missing in one of an older Dure, or changes nothing.
 * Another process may have been quicker.
 */
export const createSchema = (database: DatabaseSync, partitions: number): void => {
  if (versionIn(database) === SCHEMA_VERSION) return;
  inOneGo(database, () => {
    const version = versionIn(database);
    if (version === 0) create(database, partitions);
    else if (version < SCHEMA_VERSION) update(database, version);
  });
};

/** All of it, or nothing. */
export const inOneGo = (database: DatabaseSync, run: () => void): void => {
  database.exec('BEGIN IMMEDIATE');
  try {
    run();
    database.exec('COMMIT');
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
};

const create = (database: DatabaseSync, partitions: number): void => {
  createTables(database, ownTables, partitions);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
};

/** The tables of one context, with an identity, and heads that begin at nothing. */
export const createTables = (database: DatabaseSync, tables: Tables, partitions: number): void => {
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > PARTITIONS_MAX) {
    throw new RangeError(`There cannot be ${partitions} partitions.`);
  }
  database.exec(`${logTables(tables)} ${identityTable(tables)}`);
  makeIdentity(database, tables);
  for (const collection of collections) {
    database.exec(collectionTable(tables, collection, partitions));
  }
  const head = database.prepare(`INSERT INTO ${tables.heads} VALUES (?, 0, 0, ?)`);
  for (let number = 0; number < partitions; number += 1) head.run(number, '{}');
};

/**
 * The trail of version 1 was an index, answers had indexes up to version 2, no file up to version 3
 * knew its log, no record up to version 4 the version of its shape, and no file up to version 5 who
 * follows events here.
 */
const update = (database: DatabaseSync, version: number): void => {
  const heads = database.prepare('SELECT * FROM heads').all();
  if (version === 1) makeTrail(database, heads);
  if (version < 4) database.exec(identityTable(ownTables));
  if (version < 4) makeIdentity(database, ownTables);
  addRecordVersion(database);
  addCollections(database, heads.length);
  for (const collection of collections) {
    if (!isQueue(collection, heads.length)) continue;
    const [byAt, byTag] = indexNames(ownTables, collection);
    database.exec(`DROP INDEX IF EXISTS ${byAt}; DROP INDEX IF EXISTS ${byTag};`);
  }
  noteArchive(database, hasArchive(database));
};

const addCollections = (database: DatabaseSync, partitions: number): void => {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const there = new Set(tables.map(({ name }) => name));
  for (const collection of collections) {
    if (there.has(ownTables.of(collection))) continue;
    database.exec(collectionTable(ownTables, collection, partitions));
  }
};

/** Takes no time: what was written before has none, and that is version 1. */
const addRecordVersion = (database: DatabaseSync): void => {
  const columns = database.prepare('PRAGMA table_info(log)').all();
  if (columns.some(({ name }) => name === 'version')) return;
  database.exec('ALTER TABLE log ADD COLUMN version INTEGER');
};

type Row = { readonly [column: string]: SQLOutputValue };

const makeTrail = (database: DatabaseSync, heads: readonly Row[]): void => {
  database.exec(`${trailTable(ownTables)} DROP INDEX log_case;`);
  for (const { partition, sequence } of heads) {
    const [from, to] = [
      placeOf(Number(partition), 0),
      untrailedOf(Number(partition), Number(sequence)),
    ];
    database.prepare(trailing(ownTables)).run(from, to);
  }
};

/** 0 in a new file. */
export const versionIn = (database: DatabaseSync): number => schemaIn(saidIn(database));

const saidIn = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

/** Whether records of the file were put aside. */
export const hasArchive = (database: DatabaseSync): boolean => saidIn(database) >= WITH_ARCHIVE;

/** Notes whether there is an archive in the file. */
export const noteArchive = (database: DatabaseSync, isThere: boolean): void => {
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + (isThere ? WITH_ARCHIVE : 0)}`);
};

/**
 * A field by which the rows of a view are often looked for or ordered, perhaps with one by which
 * those with the same value are ordered.
 */
export type RowIndex = { readonly view: string; readonly field: string; readonly by?: string };

/**
 * Makes the indexes that are not there. They hold the rows of their view only, and those with the
 * same value in the order of their last change, as lists show them, or of another field.
 */
export const createIndexes = (
  database: DatabaseSync,
  tables: Tables,
  indexes: readonly RowIndex[],
): void => {
  for (const index of indexes) {
    const { view, field, by } = index;
    const order = by === undefined ? 'at' : `${valueOf(by)}, id`;
    database.exec(
      `CREATE INDEX IF NOT EXISTS ${tables.rowIndex(index)} ON ${tables.of('row')} ` +
        `(tag, ${valueOf(field)}, ${order}) WHERE ${isOfView(view)}`,
    );
  }
};
