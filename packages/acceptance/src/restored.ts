// The files of a data folder, made of the statements that are kept beside the code.

import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A new folder, with the files as they were when an earlier version wrote them. */
export const restored = (dumps: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-older-'));
  for (const dump of readdirSync(dumps)) {
    if (!dump.endsWith('.sql')) continue;
    const database = new DatabaseSync(join(folder, `${basename(dump, '.sql')}.db`));
    database.exec(`BEGIN; ${readFileSync(join(dumps, dump), 'utf8')} COMMIT`);
    database.close();
  }
  return folder;
};
