// Writes a project: what every project has, and a business to begin with.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gitignore, manifestOf, readmeOf, tsconfig } from './files.ts';
import { templateFiles } from './template.ts';

/** What may lie in a folder that is as good as empty. */
const ignored = new Set(['.git', '.gitkeep', '.idea', '.vscode', '.DS_Store']);

/** What lies in a folder already, so that no project is made there. */
export const inTheWay = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => !ignored.has(name)) : [];

export type Project = {
  readonly folder: string;
  /** Whether the business is left out. */
  readonly isEmpty: boolean;
};

/** The packages of Dure are released together: they all have the version of this one. */
const ownVersion = (): string => {
  const file = new URL('../package.json', import.meta.url);
  // A manifest is an object with a version.
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
};

/** A name that npm takes, as near as can be to that of the folder. */
const packageName = (folder: string): string => {
  const plain = basename(folder).toLowerCase();
  return plain.replace(/[^a-z0-9._-]+/g, '-').replace(/^[-._]+|[-._]+$/g, '') || 'my-business';
};

/** Writes the project. What lies in the folder already is overwritten. */
export const create = ({ folder, isEmpty }: Project): void => {
  const name = packageName(folder);
  const business = templateFiles();
  const files = new Map([
    ['package.json', manifestOf({ name, version: ownVersion(), files: business })],
    ['tsconfig.json', tsconfig],
    ['.gitignore', gitignore],
    ...(isEmpty ? [['README.md', readmeOf(name)] as const] : business),
  ]);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};
