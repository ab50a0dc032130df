// The business that a new project begins with: the tool shed of the tutorial.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Published, the template lies beside the program; in the repository it is an example. */
const templateFolder = (): string => {
  const packed = fileURLToPath(new URL('../template', import.meta.url));
  const example = new URL('../../../examples/tool-shed', import.meta.url);
  return existsSync(packed) ? packed : fileURLToPath(example);
};

/** What only the pages of the repository show. */
const left = new Set(['main.ts', 'simulate.slow.test.ts', 'demo.test.ts']);

/** Pages of the repository name parts of these files; a project has no use for that. */
const withoutRegions = (text: string): string => text.replace(/^\/\/ #(end)?region.*\n/gm, '');

/** The files of the business, by their paths in a project. */
export const templateFiles = (): ReadonlyMap<string, string> => {
  const folder = templateFolder();
  const paths = globSync('**/*.{ts,md}', { cwd: folder }).filter((path) => !left.has(path));
  return new Map(
    paths
      .toSorted()
      .map((path) => [path, withoutRegions(readFileSync(join(folder, path), 'utf8')).trimStart()]),
  );
};
