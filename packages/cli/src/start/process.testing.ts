// The command line as a process of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../bin/dure.mjs', import.meta.url));

export const newFolder = () => mkdtempSync(join(tmpdir(), 'dure-start-'));

export const atUrl = /(http:\/\/127\.0\.0\.1:\d+)/;

const children = new Set<ReturnType<typeof spawn>>();
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

type Environment = { readonly [name: string]: string };

export const dure = (...args: readonly string[]) => dureIn({}, ...args);

/** With more in its environment than this process has. */
export const dureIn = (more: Environment, ...args: readonly string[]) =>
  run([process.execPath, main, ...args], more);

/** Behind a command that sets the scene, and becomes the program in its last step. */
export const dureAfter = (before: readonly string[], ...args: readonly string[]) =>
  run([...before, process.execPath, main, ...args], {});

const run = ([program = '', ...args]: readonly string[], more: Environment) => {
  const env = { ...process.env, ...more };
  const child = spawn(program, args, { stdio: 'pipe', env });
  children.add(child);
  const said = { out: '', trouble: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.trouble += chunk));
  const ended = once(child, 'close').then(([code]) => ({ ...said, code: code as number | null }));
  const saying = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(said.out)?.[1];
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`${said.out}\n${said.trouble}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { child, ended, saying };
};

export type Dure = ReturnType<typeof dure>;
