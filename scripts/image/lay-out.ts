// Lays out what an image runs: the compiled packages at the places of their sources, and nothing
// that is needed only to build or to test. What they depend on is installed beside them by npm.
//   node scripts/image/lay-out.ts FOLDER

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from '../build/build.ts';
import { published, root } from '../build/workspaces.ts';

type Manifest = { readonly [key: string]: unknown };

const manifestAt = (path: string): Manifest =>
  // npm reads the same file.
  JSON.parse(readFileSync(path, 'utf8')) as Manifest;

/** Nothing is run in an image that a script would have to set up. */
const withoutScripts = ({ scripts: _, devDependencies: __, ...manifest }: Manifest): Manifest =>
  manifest;

/** Returns the folders of the packages that it has laid out. */
export const layOut = (target: string): readonly string[] => {
  const dist = join(root, 'dist');
  build(dist);
  rmSync(target, { recursive: true, force: true });
  const folders = published().map(({ folder }) => folder);
  for (const folder of folders) {
    mkdirSync(join(target, folder), { recursive: true });
    cpSync(join(dist, basename(folder)), join(target, folder), { recursive: true });
  }
  const manifest = { ...withoutScripts(manifestAt(join(root, 'package.json'))) };
  const text = JSON.stringify({ ...manifest, workspaces: folders }, undefined, 2);
  writeFileSync(join(target, 'package.json'), `${text}\n`);
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
  return folders;
};

if (import.meta.main) {
  const [target = 'image'] = process.argv.slice(2);
  console.log(`${layOut(resolve(target)).length} packages are laid out in ${target}`);
}
