// The program as its users start it: a process of its own with the demo in memory.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../packages/cli/bin/dure.mjs', import.meta.url));
const atUrl = /(http:\/\/127\.0\.0\.1:\d+)/;

export type Program = {
  readonly url: string;
  /** Ends it as a crash does. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * @param args as `dure start` takes them: a business, or a folder with one.
 * @throws {Error} with all that it said, where it does not start.
 */
export const startProgram = async (...args: readonly string[]): Promise<Program> => {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const data = args.includes('--data') ? [] : ['--memory'];
  const child = spawn(process.execPath, [main, 'start', ...args, ...port, ...data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const ended = once(child, 'close');
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  while (!atUrl.test(said)) {
    if (child.exitCode !== null) throw new Error(said);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [, url = ''] = atUrl.exec(said) ?? [];
  return { url, kill: () => end('SIGKILL'), close: () => end('SIGTERM') };
};
