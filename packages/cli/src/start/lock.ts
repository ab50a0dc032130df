// One process a data folder. The lock is held by the operating system on behalf of SQLite, so that
// it is gone with its process, however that ends.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../command.ts';

const LOCK_FILE = 'house.lock';

const taken = (folder: string, cause: unknown): UserError =>
  new UserError(
    {
      ko: `다른 두레가 ${folder}를 쓰고 있습니다. 그것을 끝내거나 --data로 다른 폴더를 골라 주세요`,
      en: `Another Dure is using ${folder}. End it, or choose another folder with --data`,
    },
    1,
    { cause },
  );

/**
 * Makes a folder with those above it, one by one: below some special folders, to make all of them
 * at once never ends.
 */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(resolve(folder)));
  try {
    mkdirSync(folder);
  } catch (cause) {
    // Another process may have made it meanwhile; whether it can be used shows at once.
    if (!existsSync(folder)) throw cause;
  }
};

const BUSY = 5;

const isBusy = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'errcode' in cause && cause.errcode === BUSY;

/**
 * Takes the folder for this process, and makes it if it is not there.
 * @returns the way to give it back.
 * @throws {UserError} another process has it.
 */
export const lockFolder = (folder: string): (() => void) => {
  makeFolder(folder);
  const lock = new DatabaseSync(join(folder, LOCK_FILE));
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw isBusy(cause) ? taken(folder, cause) : cause;
  }
  return () => lock.close();
};

/** Whether some process has the folder. */
export const isLocked = (folder: string): boolean => {
  if (!existsSync(join(folder, LOCK_FILE))) return false;
  try {
    lockFolder(folder)();
    return false;
  } catch (cause) {
    if (cause instanceof UserError) return true;
    throw cause;
  }
};
