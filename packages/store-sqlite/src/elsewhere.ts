// Whether another process, or another connection of this one, has a file open.

import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './errors.ts';

/** Whoever has a file with a write-ahead log open holds it, so that nobody has it alone. */
export const isOpenElsewhere = (file: string): boolean => {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (cause) {
    if (isBusy(cause)) return true;
    throw cause;
  } finally {
    database.close();
  }
};
