// Builds the pages for browsers, where there are none or they are of other sources. Plain
// JavaScript without dependencies, as the set-up needs it before anything is installed.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'web', 'dist', 'built-from');
const folders = ['app', 'kit', 'made', 'wall', 'public'].map((name) => join('web', name));
const single = ['index.html', 'vite.config.ts', 'build.ts', 'package.json'];

/** What the pages are made of: a checkout changes times, so the content decides. */
function sources() {
  const ofBusinesses = readdirSync(join(root, 'systems')).map((name) =>
    join('systems', name, 'web'),
  );
  const inFolders = [...folders, ...ofBusinesses]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.(test|testing)\./.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
    );
  // Whatever order the machine lists them in.
  const compare = (one, other) => (one < other ? -1 : 1);
  return [...single.map((name) => join('web', name)), ...inFolders].toSorted(compare);
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

export function pagesAreCurrent() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources();
}

/** They are worth a word, and not worth stopping for: without them there are the plain pages. */
export function buildPages(node) {
  console.error('Dure is building its pages for browsers. This takes a few seconds.');
  const args = [
    '--disable-warning=ExperimentalWarning',
    join(root, 'web/build.ts'),
    hashOfSources(),
  ];
  const { status } = spawnSync(node, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  console.error('The pages could not be built, so browsers get plain ones.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!pagesAreCurrent()) buildPages(process.execPath);
  process.exitCode = pagesAreCurrent() ? 0 : 1;
}
