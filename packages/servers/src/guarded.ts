// Servers end with the process that started them, even where that is killed: a process beside it
// waits for its end, ends them all and removes their folders.

import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { birthOf } from './process-tree.ts';

/** What is ended and removed: a process with all below it, and a folder. */
export type Guarded = {
  readonly pid: number;
  readonly birth: string | undefined;
  readonly folder: string;
};

let guardian: Writable | undefined;

/** From now on the process ends with this one, and the folder is removed then. */
export const guard = (pid: number, folder: string): void => {
  guardian ??= startGuardian();
  const guarded: Guarded = { pid, birth: birthOf(pid), folder };
  guardian.write(`${JSON.stringify(guarded)}\n`);
};

/** It learns of the end of this process by the end of what it reads. */
const startGuardian = (): Writable => {
  const file = fileURLToPath(new URL('guardian.ts', import.meta.url));
  const args = ['--disable-warning=ExperimentalWarning', file];
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  child.unref();
  // A pipe to a child is a socket, whatever its type says.
  (child.stdin as unknown as { unref(): void }).unref();
  return child.stdin;
};
