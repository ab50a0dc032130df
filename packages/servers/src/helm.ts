// Helm, for drills: built once from a module of Go, into the cache of the user.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { goIn } from './go.ts';
import { newFolder } from './places.ts';

const VERSION = '4.3.1';
const PROGRAM = 'helm.sh/helm/v4/cmd/helm';

const program = (): string => {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'dure', 'helm', VERSION);
  const helm = join(folder, 'helm');
  if (existsSync(helm)) return helm;
  mkdirSync(folder, { recursive: true });
  const source = newFolder('helm-build');
  writeFileSync(join(source, 'go.mod'), 'module local/helm\n\ngo 1.26.0\n');
  goIn(source, ['get', '-tool', `${PROGRAM}@v${VERSION}`]);
  goIn(source, ['build', '-trimpath', '-ldflags', '-s -w', '-o', helm, PROGRAM]);
  return helm;
};

export type Said = { readonly exitCode: number; readonly out: string; readonly trouble: string };

/** @throws {Error} it cannot be built here. */
export const helm = (...args: readonly string[]): Said => {
  const { status, stdout, stderr } = spawnSync(program(), args, { encoding: 'utf8' });
  return { exitCode: status ?? -1, out: stdout, trouble: stderr };
};
