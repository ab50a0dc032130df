// The file of a deployment as people write it.

import { writeFileSync } from 'node:fs';

/** Writes the lines, and returns the path. */
export const written = (path: string, lines: readonly string[]): string => {
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
