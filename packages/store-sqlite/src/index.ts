// The SQLite store: one file a context.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store, StoreOwner } from '@dure/kernel/ports';
import { setUp } from './connection.ts';
import { cannotOpen, StoreCannotOpen } from './errors.ts';
import { identityOf } from './identity.ts';
import { createIndexes, createSchema, make, SCHEMA_VERSION, versionIn } from './schema.ts';
import type { RowIndex } from './schema.ts';
import { SqliteStore } from './store.ts';

export { StoreCannotOpen } from './errors.ts';
export { SCHEMA_VERSION } from './schema.ts';
export type { RowIndex } from './schema.ts';
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

/** For how long opening waits for another process that is opening the file, too. */
const OPEN_WAIT_MS = 2_000;

/**
 * Opens the store of one context, and makes the file when it is not there.
 * @throws {StoreCannotOpen} with what a person can do about it.
 */
export const openSqliteStore = (options: SqliteOptions): Store => {
  const connections: DatabaseSync[] = [];
  const connect = (isReader: boolean): DatabaseSync => {
    const connection = new DatabaseSync(options.file, {
      readOnly: isReader,
      timeout: OPEN_WAIT_MS,
    });
    connections.push(connection);
    return connection;
  };
  try {
    return open(options, connect);
  } catch (error) {
    for (const connection of connections) connection.close();
    throw cannotOpen(options.file, error);
  }
};

const open = (options: SqliteOptions, connect: (isReader: boolean) => DatabaseSync): Store => {
  const { file, indexes = [] } = options;
  mkdirSync(dirname(file), { recursive: true });
  const writer = connect(false);
  checkOurs(file, writer);
  const { partitions: reads = 1 } = options;
  if (versionIn(writer) === 0) make(writer, reads);
  setUp(writer, options.pagesMax);
  createSchema(writer, reads);
  const { n } = writer.prepare('SELECT count(*) AS n FROM heads').get() ?? {};
  const partitions = Number(n);
  checkPartitions(file, partitions, options.partitions);
  const identity = identityOf(file, writer, options.owner);
  createIndexes(writer, indexes);
  // From now on, other processes are waited for in turns, without blocking this one.
  writer.exec('PRAGMA busy_timeout = 0');
  const indexed = new Set(indexes.map(({ view }) => view));
  return new SqliteStore({ file, partitions, identity, writer, reader: connect(true), indexed });
};

/** Before anything in the file is touched. */
const checkOurs = (file: string, writer: DatabaseSync): void => {
  const version = versionIn(writer);
  checkVersion(file, version);
  if (version === 0) checkEmpty(file, writer);
};

const checkVersion = (file: string, version: number): void => {
  if (version <= SCHEMA_VERSION) return;
  throw new StoreCannotOpen(file, {
    ko: `${file} 파일은 더 새로운 두레가 쓴 것입니다(버전 ${version}). 두레를 새 버전으로 바꿔 주세요.`,
    en: `${file} was written by a newer Dure (version ${version}). Please update Dure.`,
  });
};

const checkEmpty = (file: string, writer: DatabaseSync): void => {
  const tables = writer.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const isOurs = tables.some(({ name }) => name === 'heads');
  if (tables.length === 0 || isOurs) return;
  throw new StoreCannotOpen(file, {
    ko: `${file} 파일은 다른 프로그램의 데이터베이스입니다. 다른 파일을 골라 주세요.`,
    en: `${file} is the database of another program. Please choose another file.`,
  });
};

const checkPartitions = (file: string, has: number, reads: number | undefined): void => {
  if (reads === undefined || has === reads) return;
  throw new StoreCannotOpen(file, {
    ko: `${file} 파일은 파티션이 ${has}개입니다. ${reads}개로는 열 수 없습니다.`,
    en: `${file} has ${has} partitions; it cannot be opened with ${reads}.`,
  });
};
