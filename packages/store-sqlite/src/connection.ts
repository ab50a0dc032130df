// The connections to a file, and how the one that writes is set up.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cannotOpen } from './errors.ts';
import type { Transactions } from './transactions.ts';

/** For how long opening waits for another process that is opening the file, too. */
const OPEN_WAIT_MS = 2_000;

const PAGES_MOST = 0xfffffffe;

const pragmas = [
  // Readers never wait for a writer, and a commit is one fsync.
  'PRAGMA journal_mode = WAL',
  // A commit that was answered is on the disk.
  'PRAGMA synchronous = FULL',
  // The write-ahead log is folded into the file by another thread (`checkpoints.ts`). What that
  // leaves, as turns go on meanwhile, is folded here, so that the log begins anew: still bounded.
  'PRAGMA wal_autocheckpoint = 8000',
  // KiB. With four times as many, a thousandth of a millisecond is saved for a command.
  'PRAGMA cache_size = -4000',
  'PRAGMA temp_store = MEMORY',
];

/** @param pagesMax so many pages of 4 KiB may the file have. */
export const setUp = (writer: DatabaseSync, pagesMax = PAGES_MOST): void => {
  for (const pragma of pragmas) writer.exec(pragma);
  writer.exec(`PRAGMA max_page_count = ${pagesMax}`);
};

export type Connect = (isReader: boolean) => DatabaseSync;

/**
 * Opens a file, whose folder is made when it is not there.
 * @throws {StoreCannotOpen} with what a person can do about it; no connection is left open.
 */
export const connected = <T>(file: string, open: (connect: Connect) => T): T => {
  const connections: DatabaseSync[] = [];
  const connect: Connect = (isReader) => {
    const options = { readOnly: isReader, timeout: OPEN_WAIT_MS };
    const connection = new DatabaseSync(file, options);
    connections.push(connection);
    return connection;
  };
  try {
    mkdirSync(dirname(file), { recursive: true });
    return open(connect);
  } catch (error) {
    for (const connection of connections) connection.close();
    throw cannotOpen(file, error);
  }
};

/** Once a file is open, other processes are waited for in turns, without blocking this one. */
export const waitInTurns = (writer: DatabaseSync): void => writer.exec('PRAGMA busy_timeout = 0');

export const closeAfter = async (
  transactions: Transactions,
  reader: DatabaseSync,
): Promise<void> => {
  const { writer } = transactions;
  await transactions.close();
  if (reader.isOpen) reader.close();
  if (writer.isOpen) writer.close();
};
