// The SQLite store: one file a context.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '@dure/kernel/ports';
import { cannotOpen, StoreCannotOpen } from './errors.ts';
import { createSchema, SCHEMA_VERSION } from './schema.ts';
import { SqliteStore } from './store.ts';

export { StoreCannotOpen } from './errors.ts';

export type SqliteOptions = {
  readonly file: string;
  /** Fixed when the file is created; 1 unless given. */
  readonly partitions?: number;
};

const pragmas = [
  // Readers never wait for a writer, and a commit is one fsync.
  'PRAGMA journal_mode = WAL',
  // A commit that was answered is on the disk.
  'PRAGMA synchronous = FULL',
  // The write-ahead log is folded into the file in larger pieces: fewer fsyncs, still bounded.
  'PRAGMA wal_autocheckpoint = 4000',
  'PRAGMA cache_size = -16000',
  'PRAGMA temp_store = MEMORY',
  // Other processes are waited for in turns, without blocking this one.
  'PRAGMA busy_timeout = 0',
];

const versionIn = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

const checkVersion = (file: string, version: number): void => {
  if (version <= SCHEMA_VERSION) return;
  throw new StoreCannotOpen(file, {
    ko: `${file} 파일은 더 새로운 두레가 쓴 것입니다(버전 ${version}). 두레를 새 버전으로 바꿔 주세요.`,
    en: `${file} was written by a newer Dure (version ${version}). Please update Dure.`,
  });
};

const checkPartitions = (file: string, has: number, wanted: number | undefined): void => {
  if (wanted === undefined || has === wanted) return;
  throw new StoreCannotOpen(file, {
    ko: `${file} 파일은 파티션이 ${has}개입니다. ${wanted}개로는 열 수 없습니다.`,
    en: `${file} has ${has} partitions; it cannot be opened with ${wanted}.`,
  });
};

const open = ({ file, partitions }: SqliteOptions): Store => {
  mkdirSync(dirname(file), { recursive: true });
  const writer = new DatabaseSync(file);
  try {
    for (const pragma of pragmas) writer.exec(pragma);
    const version = versionIn(writer);
    checkVersion(file, version);
    if (version === 0) createSchema(writer, partitions ?? 1);
    const { n } = writer.prepare('SELECT count(*) AS n FROM heads').get() ?? {};
    checkPartitions(file, Number(n), partitions);
    const reader = new DatabaseSync(file, { readOnly: true });
    return new SqliteStore(file, Number(n), { writer, reader });
  } catch (error) {
    writer.close();
    throw error;
  }
};

/**
 * Opens the store of one context, and makes the file when it is not there.
 * @throws {StoreCannotOpen} with what a person can do about it.
 */
export const openSqliteStore = (options: SqliteOptions): Store => {
  try {
    return open(options);
  } catch (error) {
    throw cannotOpen(options.file, error);
  }
};
