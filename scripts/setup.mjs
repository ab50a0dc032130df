// Makes the repository ready to run: installs what the lock file names, if that is not there yet.
// Plain JavaScript without dependencies, because it must run on the Node that the machine has.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages, pagesAreCurrent } from './pages-for-browsers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.dure-lock');
const installedByNpm = join(root, 'node_modules', '.package-lock.json');
const node = join(root, 'node_modules', '.bin', 'node');

const claim = join(root, '.dure', 'setup.lock');
const WAIT_MS = 100;
/** Nobody needs so long to look at a claim: who has this turn was killed. */
const TURN_MS = 10_000;

const lockHash = createHash('sha256').update(readFileSync(lock)).digest('hex');
if (!isReady()) {
  const giveBack = waitForTurn();
  try {
    // Whoever was there first may have done it all.
    if (!isCurrent()) {
      install();
      writeFileSync(stamp, lockHash);
    }
    if (!existsSync(node)) useOwnNode();
    if (!pagesAreCurrent()) buildPages(node);
  } finally {
    giveBack();
  }
}

function isReady() {
  return !existsSync(claim) && isCurrent() && existsSync(node) && pagesAreCurrent();
}

/** One set-up at a time: a program cannot be started while another process still writes it. */
function waitForTurn() {
  mkdirSync(dirname(claim), { recursive: true });
  while (!isClaimed()) {
    if (isAbandoned()) clearAbandoned();
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
  return () => rmSync(claim, { force: true });
}

function isClaimed() {
  try {
    writeFileSync(claim, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause.code === 'EEXIST') return false;
    throw cause;
  }
}

/** Looked at once more by one alone: else a second one would remove the claim of the first. */
function clearAbandoned() {
  const turn = `${claim}.turn`;
  try {
    mkdirSync(turn);
  } catch {
    const age = Date.now() - (statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > TURN_MS) rmSync(turn, { recursive: true, force: true });
    return;
  }
  if (isAbandoned()) rmSync(claim, { force: true });
  rmSync(turn, { recursive: true, force: true });
}

/** Whether the process that has the claim is gone: it was killed while it installed. */
function isAbandoned() {
  try {
    process.kill(Number(readFileSync(claim, 'utf8')), 0);
    return false;
  } catch (cause) {
    return cause.code === 'ESRCH';
  }
}

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
  rmSync(claim, { force: true });
  process.exit(1);
}

/** On Linux npm brings Node 24 along. Elsewhere the Node that runs this has to be new enough. */
function useOwnNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 12)) {
    console.error(`Dure needs Node 24.12 or newer here. This is ${process.version}.`);
    rmSync(claim, { force: true });
    process.exit(1);
  }
  symlinkSync(process.execPath, node);
}
