// Programs of the system's packages: looked for, and installed where that is possible.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isRoot } from './users.ts';

const APT = '/usr/bin/apt-get';
const FLOCK = '/usr/bin/flock';

/** One for all processes, wherever each of them has its temporary files. */
const LOCK = '/tmp/dure-apt.lock';

/** Another installation may be under way. */
const LOCK_WAIT_S = 600;

/** Whether programs can be installed here by who runs this. */
export const canInstall = (): boolean => isRoot() && existsSync(APT) && existsSync(FLOCK);

/** Apt itself does not wait for another one that reads the lists of packages anew. */
const locked = (...command: readonly string[]) =>
  spawnSync(FLOCK, ['-w', String(LOCK_WAIT_S), LOCK, ...command], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

/**
 * Waits while another process installs: a program may have come already that does not run yet,
 * because what it needs has not.
 */
export const untilInstalled = (): void => {
  if (canInstall()) locked('true');
};

/**
 * Installs packages with apt, without what they recommend.
 * @returns why that was not possible; nothing when they are there now.
 */
export const aptInstall = (packages: readonly string[]): string | undefined => {
  if (!existsSync(APT)) return 'this machine has no apt to install it with';
  if (!isRoot()) return `only root may install it: apt-get install ${packages.join(' ')}`;
  if (!canInstall()) return 'this machine has no flock, without which two could install at once';
  const apt = (...args: readonly string[]) =>
    locked(APT, '-qq', '-o', `DPkg::Lock::Timeout=${LOCK_WAIT_S}`, ...args);
  apt('update');
  const { status, stderr } = apt('install', '-y', '--no-install-recommends', ...packages);
  if (status === 0) return undefined;
  return `apt-get install ${packages.join(' ')} failed: ${stderr.trim().split('\n').at(-1)}`;
};
