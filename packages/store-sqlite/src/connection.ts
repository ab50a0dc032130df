// How the connection that writes is set up.

import type { DatabaseSync } from 'node:sqlite';

const PAGES_MOST = 0xfffffffe;

const pragmas = [
  // Readers never wait for a writer, and a commit is one fsync.
  'PRAGMA journal_mode = WAL',
  // A commit that was answered is on the disk.
  'PRAGMA synchronous = FULL',
  // The write-ahead log is folded into the file in larger pieces: fewer fsyncs, still bounded.
  'PRAGMA wal_autocheckpoint = 2000',
  'PRAGMA cache_size = -16000',
  'PRAGMA temp_store = MEMORY',
];

/** @param pagesMax so many pages of 4 KiB may the file have. */
export const setUp = (writer: DatabaseSync, pagesMax = PAGES_MOST): void => {
  for (const pragma of pragmas) writer.exec(pragma);
  writer.exec(`PRAGMA max_page_count = ${pagesMax}`);
};
