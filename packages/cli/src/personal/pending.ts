// An erasure that has begun: it lies in the folder until it has come to its end, so that one that a
// crash has cut off is finished with the same names. It holds what is erased, and is gone with it.

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { TraceText } from '@dure/access/personal';

export type Pending = {
  readonly receipt: string;
  readonly salt: string;
  readonly hash: string;
  readonly at: number;
  readonly by: string;
  readonly trace: TraceText;
  readonly names: readonly (readonly [value: string, name: string])[];
};

export const PENDING_FILE = 'erasing.json';
const FOR_OWNER_ONLY = 0o600;

const synced = (path: string): void => {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
};

export const pendingAt = (path: string): Pending | undefined =>
  // `keepPendingAt` wrote it, whole.
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Pending) : undefined;

export const pendingIn = (folder: string): Pending | undefined =>
  pendingAt(join(folder, PENDING_FILE));

export const keepPending = (folder: string, pending: Pending): void =>
  keepPendingAt(join(folder, PENDING_FILE), pending);

export const keepPendingAt = (path: string, pending: Pending): void => {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  writeFileSync(beside, JSON.stringify(pending), { mode: FOR_OWNER_ONLY });
  synced(beside);
  renameSync(beside, path);
};

export const dropPending = (folder: string): void => dropPendingAt(join(folder, PENDING_FILE));

/** Overwritten before it goes, as far as the file system writes in place. */
export const dropPendingAt = (note: string): void => {
  for (const path of [note, `${note}.new`]) {
    if (!existsSync(path)) continue;
    writeFileSync(path, ' '.repeat(statSync(path).size), { flag: 'r+' });
    synced(path);
    rmSync(path);
  }
};
