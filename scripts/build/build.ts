// Compiles what is published: `npm run build`. Every package gets a folder in `dist`, ready for
// `npm pack` and `npm publish`. The repository itself runs from its sources and needs none of it.

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { publishedManifest, unpublished, versionsOf } from './manifest.ts';
import { published, root, workspaces } from './workspaces.ts';
import type { Workspace } from './workspaces.ts';

/** What the compiler wrote the last time, so that it only writes what has changed. */
const COMPILED = '.compiled';

/** A workspace, and where its package is made. */
type Making = { readonly workspace: Workspace; readonly compiled: string; readonly to: string };

/** The pages for browsers, from the sources as they are now. */
const buildPages = (): void => {
  const args = [join(root, 'scripts/pages-for-browsers.mjs')];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The pages could not be built.');
};

const compile = (compiled: string): void => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const emit = ['--noEmit', 'false', '--rootDir', '.', '--outDir', compiled];
  const maps = ['--sourceMap', '--inlineSources'];
  const kept = ['--incremental', '--tsBuildInfoFile', join(compiled, 'info.json')];
  const args = [tsc, '--pretty', 'false', '-p', 'tsconfig.build.json', ...emit, ...maps, ...kept];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The sources do not compile.');
};

/** A declaration names its neighbours as they are called beside it. */
const withoutSources = (declaration: string): string =>
  declaration.replace(/((?:from |import\()(['"])\.[^'"]*)\.ts\2/g, '$1.js$2');

/** What the compiler made of a source that is still there. */
const outputsOf = ({ workspace: { folder }, compiled }: Making): readonly string[] =>
  globSync('**/*.js', { cwd: join(compiled, folder) })
    .map((file) => file.slice(0, -'.js'.length))
    .filter((name) => existsSync(join(root, folder, `${name}.ts`)));

const copyOutputs = (making: Making): readonly string[] => {
  const names = outputsOf(making);
  for (const name of names) {
    const from = join(making.compiled, making.workspace.folder, name);
    const target = join(making.to, name);
    mkdirSync(dirname(target), { recursive: true });
    for (const ending of ['.js', '.js.map']) cpSync(from + ending, target + ending);
    writeFileSync(`${target}.d.ts`, withoutSources(readFileSync(`${from}.d.ts`, 'utf8')));
  }
  return names.map((name) => `${name}.js`);
};

const copyAssets = ({ manifest }: Workspace, to: string): readonly string[] =>
  Object.entries(manifest.assets ?? {}).map(([name, from]) => {
    cpSync(join(root, from), join(to, name), { recursive: true });
    return `${name}/`;
  });

const readmeOf = ({ folder, manifest }: Workspace): string => {
  const own = join(root, folder, 'README.md');
  if (existsSync(own)) return readFileSync(own, 'utf8');
  return `# ${manifest.name}\n\n${manifest.description ?? 'A part of Dure.'}\n`;
};

/** What lies at the top of a package, of all that it consists of: folders, or what a module is. */
const topOf = (paths: readonly string[]): readonly string[] => {
  const inFolders = paths.flatMap((path) =>
    path.includes('/') ? path.split('/').slice(0, 1) : [],
  );
  const isFlat = paths.some((path) => !path.includes('/'));
  return [...new Set([...(isFlat ? ['*.js', '*.js.map', '*.d.ts'] : []), ...inFolders])];
};

const makePackage = (making: Making, all: readonly Workspace[]): void => {
  const { workspace, to } = making;
  const missing = unpublished(workspace, all);
  if (missing.length > 0) {
    throw new Error(`${workspace.folder} needs ${missing.join(', ')}, which no one can install.`);
  }
  const outputs = copyOutputs(making);
  const files = topOf([...outputs, ...copyAssets(workspace, to)]);
  const manifest = publishedManifest(workspace.manifest, versionsOf(all), files);
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  writeFileSync(join(to, 'README.md'), readmeOf(workspace));
  cpSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
};

/**
 * Makes every package in a folder of its own below `dist`, of which nothing else is kept.
 * @returns the folders of the packages.
 */
export const build = (dist: string): readonly string[] => {
  const compiled = join(dist, COMPILED);
  mkdirSync(compiled, { recursive: true });
  compile(compiled);
  buildPages();
  for (const name of readdirSync(dist))
    if (name !== COMPILED) rmSync(join(dist, name), { recursive: true });
  const all = workspaces();
  return published().map((workspace) => {
    const to = join(dist, basename(workspace.folder));
    makePackage({ workspace, compiled, to }, all);
    return to;
  });
};

if (import.meta.main) {
  for (const folder of build(join(root, 'dist'))) console.log(folder.slice(root.length + 1));
}
