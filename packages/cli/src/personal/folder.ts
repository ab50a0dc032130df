// The files of one business in a folder that no process has.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openWhole } from '@dure/store-sqlite';
import type { WholeFile } from '@dure/store-sqlite';

export type Part = { readonly context: string; readonly file: WholeFile };

const ENDING = '.db';

/** Of the contexts that are on the wall, and of those that were once. */
export const contextsIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ENDING))
        .map((name) => name.slice(0, -ENDING.length))
        .toSorted()
    : [];

/** Opens all files of a folder, for as long as the work takes. */
export const withParts = <T>(
  folder: string,
  isToBeRead: boolean,
  work: (parts: readonly Part[]) => T,
): T => {
  const parts: Part[] = [];
  try {
    for (const context of contextsIn(folder)) {
      const file = openWhole(join(folder, `${context}${ENDING}`), isToBeRead);
      parts.push({ context, file });
    }
    return work(parts);
  } finally {
    for (const { file } of parts) file.close();
  }
};
