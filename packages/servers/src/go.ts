// Programs that are built from modules of Go, where no package brings them.

import { spawnSync } from 'node:child_process';

/**
 * Runs Go in a folder. Returns what it says.
 * @throws {Error} it is not there, or fails.
 */
export const goIn = (folder: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('go', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
  });
  if (status === 0) return stdout;
  throw new Error(`go ${args.slice(0, 2).join(' ')} failed: ${stderr?.slice(-500) ?? 'no Go'}`);
};
