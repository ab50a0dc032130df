// The SQLite store: one file a context, or one for several.

import type { DatabaseSync } from 'node:sqlite';
import type { Store, StoreOwner } from '@dure/kernel/ports';
import { closeAfter, connected, setUp, waitInTurns } from './connection.ts';
import type { Connect } from './connection.ts';
import { DiskFile } from './disk-file.ts';
import { StoreCannotOpen } from './errors.ts';
import { identityOf } from './identity.ts';
import { createIndexes, createSchema, make, versionIn } from './schema.ts';
import type { RowIndex } from './schema.ts';
import { checkVersion, hasTable, isEmpty, ofAnotherProgram } from './ours.ts';
import { partitionsIn } from './partitions.ts';
import { isShared } from './shared-file.ts';
import { SqliteStore } from './store.ts';
import { ownTables } from './tables.ts';
import { OwnTransactions } from './transactions.ts';

export { StoreCannotOpen } from './errors.ts';
export { SCHEMA_VERSION, schemaIn } from './schema.ts';
export type { RowIndex } from './schema.ts';
export { openSharedFile } from './shared-file.ts';
export type { SharedFile, SharedFileOptions, SharedStoreOptions } from './shared-file.ts';
export { isOpenElsewhere } from './elsewhere.ts';
export { openWhole } from './whole.ts';
export type { Rewriting, Rewritten, WholeFile } from './whole.ts';

export type SqliteOptions = {
  readonly file: string;
  /** Whose file it is. It is noted when the file is opened so for the first time. */
  readonly owner?: StoreOwner;
  /** Fixed when the file is created; 1 unless given. */
  readonly partitions?: number;
  /** Fields of views by which rows are often looked for or ordered. */
  readonly indexes?: readonly RowIndex[];
  /** So many pages of 4 KiB may the file have; as many as there is room for unless given. */
  readonly pagesMax?: number;
};

/**
 * Opens the store of one context, and makes the file when it is not there.
 * @throws {StoreCannotOpen} with what a person can do about it.
 */
export const openSqliteStore = (options: SqliteOptions): Store =>
  connected(options.file, (connect) => open(options, connect));

const open = (options: SqliteOptions, connect: Connect): Store => {
  const { file, indexes = [] } = options;
  const writer = connect(false);
  checkOurs(file, writer);
  const { partitions: reads = 1 } = options;
  if (versionIn(writer) === 0) make(writer, reads);
  setUp(writer, options.pagesMax);
  createSchema(writer, reads);
  const place = { file, database: writer, tables: ownTables };
  const partitions = partitionsIn(place, options.partitions);
  const identity = identityOf(place, options.owner);
  createIndexes(writer, ownTables, indexes);
  waitInTurns(writer);
  const indexed = new Set(indexes.map(({ view }) => view));
  const transactions = new OwnTransactions(new DiskFile(file), writer);
  const reader = connect(true);
  const close = (): Promise<void> => closeAfter(transactions, reader);
  const { tables } = place;
  return new SqliteStore({ partitions, identity, tables, transactions, reader, indexed, close });
};

/** Before anything in the file is touched. */
const checkOurs = (file: string, writer: DatabaseSync): void => {
  const version = versionIn(writer);
  checkVersion(file, version);
  if (isShared(writer)) throw ofSeveral(file);
  const isOurs = version > 0 || isEmpty(writer) || hasTable(writer, 'heads');
  if (!isOurs) throw ofAnotherProgram(file);
};

const ofSeveral = (file: string): StoreCannotOpen =>
  new StoreCannotOpen(file, {
    ko: `${file} 파일은 여러 컨텍스트가 함께 쓰는 것입니다. 컨텍스트 하나의 파일을 골라 주세요.`,
    en: `${file} is shared by several contexts. Please choose the file of one context.`,
  });
