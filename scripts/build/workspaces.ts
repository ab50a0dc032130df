// The packages of the repository, as its manifest lists them.

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

type Names = { readonly [name: string]: string };

/** A `package.json`, as far as a release needs it. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly exports?: Names;
  readonly bin?: Names;
  readonly dependencies?: Names;
  readonly peerDependencies?: Names;
  /** What is different in the package that is published. */
  readonly publishConfig?: { readonly bin?: Names; readonly exports?: Names };
  /** Folders of the repository that the published package brings along, by their name in it. */
  readonly assets?: Names;
};

export type Workspace = {
  /** From the root of the repository: `packages/domain`. */
  readonly folder: string;
  readonly manifest: Manifest;
};

export const manifestIn = <T = Manifest>(folder: string): T =>
  // npm has read the same file before.
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as T;

/** Every workspace, in the order of its folders. */
export const workspaces = (): readonly Workspace[] => {
  const { workspaces: patterns } = manifestIn<{ readonly workspaces: readonly string[] }>('.');
  return patterns
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
    .map((file) => dirname(file))
    .toSorted()
    .map((folder) => ({ folder, manifest: manifestIn(folder) }));
};

/** Those that are published: all that do not say that they are private. */
export const published = (): readonly Workspace[] =>
  workspaces().filter(({ manifest }) => manifest.private !== true);
