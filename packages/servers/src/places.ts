// Where a server has its data, and where it listens.

import { chmodSync, chownSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { User } from './users.ts';

const ANYONE_ENTERS = 0o001;

/** A new folder that the user can enter and write. */
export const newFolder = (name: string, user?: User): string => {
  const folder = mkdtempSync(join(user === undefined ? tmpdir() : openFolder(), `dure-${name}-`));
  chmodSync(folder, 0o700);
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
};

/** The temporary folder, or the nearest above it that everyone may enter. */
const openFolder = (folder: string = tmpdir()): string => {
  const isOpen = (statSync(folder).mode & ANYONE_ENTERS) !== 0;
  return isOpen ? folder : openFolder(dirname(folder));
};
