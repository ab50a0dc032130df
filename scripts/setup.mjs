// Makes the repository ready to run: installs what the lock file names, if that is not there yet.
// Plain JavaScript without dependencies, because it must run on the Node that the machine has.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.dure-lock');
const installedByNpm = join(root, 'node_modules', '.package-lock.json');
const node = join(root, 'node_modules', '.bin', 'node');

const lockHash = createHash('sha256').update(readFileSync(lock)).digest('hex');
if (!isCurrent()) {
  install();
  writeFileSync(stamp, lockHash);
}
if (!existsSync(node)) useOwnNode();

/** The hash decides, because a checkout changes times; npm's own record is believed if newer. */
function isCurrent() {
  if (!existsSync(installedByNpm)) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash) return true;
  if (statSync(installedByNpm).mtimeMs < statSync(lock).mtimeMs) return false;
  writeFileSync(stamp, lockHash);
  return true;
}

function install() {
  console.error(
    'Dure is installing what it needs. This happens once and takes about half a minute.',
  );
  const ci = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...ci], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
    : spawnSync('npm', ci, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  console.error(
    'The installation failed. Is the network there? "npm ci --ignore-scripts" tells more.',
  );
  if (error) console.error(error.message);
  process.exit(1);
}

/** On Linux npm brings Node 24 along. Elsewhere the Node that runs this has to be new enough. */
function useOwnNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 12)) {
    console.error(`Dure needs Node 24.12 or newer here. This is ${process.version}.`);
    process.exit(1);
  }
  symlinkSync(process.execPath, node);
}
