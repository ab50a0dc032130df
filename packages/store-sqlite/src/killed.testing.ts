// A process that writes, and is killed at it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs a program of this folder until it is killed, so long after its first commit. Returns the
 * sequences that it told.
 */
export const writeUntilKilled = (
  program: string,
  file: string,
  afterMs: number,
): Promise<readonly number[]> => {
  const { promise, resolve, reject } = Promise.withResolvers<readonly number[]>();
  const writing = join(import.meta.dirname, program);
  const child = spawn(process.execPath, ['--no-warnings', writing, file]);
  let told = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (told === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    told += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.on('error', reject);
  child.on('close', (_code, signal) => {
    if (signal !== 'SIGKILL') return reject(new Error(`It ended by itself: ${said}`));
    // What comes after the last line break was not told in full.
    resolve(told.split('\n').slice(0, -1).map(Number));
  });
  return promise;
};
