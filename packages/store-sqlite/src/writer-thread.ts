// The thread that writes: it commits turns, file by file, in the order in which they come.

import type { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import type { Prepared } from './changes.ts';
import { connect } from './connection.ts';
import type { WrittenFile } from './connection.ts';
import { preparedIn } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import { Statements } from './statements.ts';
import type { Order, Told, Written } from './writer.ts';

/** For how long another process may hold a file. */
const BUSY_WAIT_MS = 1_000;

type Opened = { readonly database: DatabaseSync; readonly statements: Statements };

const files = new Map<string, Opened>();

const opened = (of: WrittenFile): Opened => {
  const known = files.get(of.file);
  if (known) return known;
  const database = connect(of, BUSY_WAIT_MS);
  const fresh = { database, statements: new Statements(database) };
  files.set(of.file, fresh);
  return fresh;
};

const write = ({ database, statements }: Opened, prepared: Prepared): Written => {
  statements.of('BEGIN IMMEDIATE').run();
  try {
    const { turns } = statements.head(prepared.partition);
    if (turns !== prepared.turns) return { is: 'moved' };
    const item = statements.perform(prepared);
    if (item) return { is: 'taken', item };
    statements.of('COMMIT').run();
    return { is: 'written' };
  } finally {
    if (database.isTransaction) statements.of('ROLLBACK').run();
  }
};

const attempt = (of: WrittenFile, sheet: Sheet): Written => {
  try {
    return write(opened(of), preparedIn(sheet));
  } catch (error) {
    // What the driver throws has a message and a code.
    const { message, errcode } = error as { readonly message: string; readonly errcode?: number };
    return { is: 'failed', message, errcode };
  }
};

const close = (file: string): void => {
  files.get(file)?.database.close();
  files.delete(file);
};

// A thread has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (told: Told): void => parentPort?.postMessage(told);

parentPort?.on('message', ({ id, of, sheet }: Order) => {
  if (sheet) tell({ id, written: attempt(of, sheet) });
  else {
    close(of.file);
    tell({ id, written: { is: 'written' } });
  }
});
tell({ id: 0, written: { is: 'written' } });
