// The process that is killed: `dure start lodging`, as anyone would start it.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

// The compiled package has a program of the other kind.
const script = import.meta.url.endsWith('.ts') ? '../main.ts' : '../main.js';
const main = fileURLToPath(new URL(script, import.meta.url));
const READY_MS = 20_000;
const END_MS = 20_000;

export type Server = {
  readonly url: string;
  /** What it has said on the standard error. */
  readonly complaints: () => string;
  /** Whether it was ready before it ended. */
  readonly ready: Promise<boolean>;
  /** Ends it at once, as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end. Resolves to its exit code. */
  readonly end: () => Promise<number | null>;
};

const within = async <T>(work: Promise<T>, timeoutMs: number, what: string): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what}: ${timeoutMs} ms.`)), timeoutMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const readiness = (child: ChildProcess, url: string): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    if (said.includes(url)) resolve(true);
  });
  child.on('exit', () => resolve(false));
  return promise;
};

export const startServer = (data: string, port: number): Server => {
  const args = [main, 'start', 'lodging', '--port', String(port), '--data', data, '--lang', 'en'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const url = `http://127.0.0.1:${port}`;
  const exited = once(child, 'exit');
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  return {
    url,
    complaints: () => complaints,
    ready: within(readiness(child, url), READY_MS, `Not ready:\n${complaints}`),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    end: async () => {
      child.kill('SIGTERM');
      await within(exited, END_MS, 'Not ended');
      return child.exitCode;
    },
  };
};
