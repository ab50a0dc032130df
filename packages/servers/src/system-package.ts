// Programs of the system's packages: looked for, and installed where that is possible.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isRoot } from './users.ts';

/** Another installation may be under way. */
const LOCK_WAIT_S = 600;

/**
 * Installs packages with apt, without what they recommend.
 * @returns why that was not possible; nothing when they are there now.
 */
export const aptInstall = (packages: readonly string[]): string | undefined => {
  if (!existsSync('/usr/bin/apt-get')) return 'this machine has no apt to install it with';
  if (!isRoot()) return `only root may install it: apt-get install ${packages.join(' ')}`;
  const apt = (...args: readonly string[]) =>
    spawnSync('apt-get', ['-qq', '-o', `DPkg::Lock::Timeout=${LOCK_WAIT_S}`, ...args], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  const { status, stderr } = apt('install', '-y', '--no-install-recommends', ...packages);
  if (status === 0) return undefined;
  return `apt-get install ${packages.join(' ')} failed: ${stderr.trim().split('\n').at(-1)}`;
};
