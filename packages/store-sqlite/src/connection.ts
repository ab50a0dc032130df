// A connection that writes, as every thread opens it.

import { DatabaseSync } from 'node:sqlite';

const PAGES_MOST = 0xfffffffe;

const pragmas = [
  // Readers never wait for a writer, and a commit is one fsync.
  'PRAGMA journal_mode = WAL',
  // A commit that was answered is on the disk.
  'PRAGMA synchronous = FULL',
  // The write-ahead log is folded into the file in larger pieces: fewer fsyncs, still bounded.
  'PRAGMA wal_autocheckpoint = 4000',
  'PRAGMA cache_size = -16000',
  'PRAGMA temp_store = MEMORY',
];

export type WrittenFile = {
  readonly file: string;
  /** So many pages of 4 KiB may the file have. */
  readonly pagesMax?: number | undefined;
};

export const setUp = (writer: DatabaseSync, { pagesMax = PAGES_MOST }: WrittenFile): void => {
  for (const pragma of pragmas) writer.exec(pragma);
  writer.exec(`PRAGMA max_page_count = ${pagesMax}`);
};

/** Opens a file that is there and known to be ours. */
export const connect = (of: WrittenFile, timeoutMs: number): DatabaseSync => {
  const writer = new DatabaseSync(of.file, { timeout: timeoutMs });
  setUp(writer, of);
  return writer;
};
