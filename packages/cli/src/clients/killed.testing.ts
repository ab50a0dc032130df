// A consumer of another language as a process, which is killed and started again while it is given
// work.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export type Consumer = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
};

const READY_MS = 60_000;

type Running = { readonly process: ChildProcess; readonly said: () => string };

/** Starts it, and waits until it says that it is ready. */
const started = async ({ command, args, cwd, env }: Consumer): Promise<Running> => {
  const child = spawn(command, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  const heard: Promise<void> = new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      words += String(text);
      if (words.includes('ready')) resolve();
    });
    child.stderr.on('data', (text) => (words += String(text)));
    child.once('exit', (code, signal) => {
      reject(new Error(`It ended with ${code ?? signal}: ${words}`));
    });
  });
  const late = sleep(READY_MS, undefined, { ref: false }).then(() => {
    throw new Error(`It is not ready: ${words}`);
  });
  await Promise.race([heard, late]);
  return { process: child, said: () => words };
};

const ended = async ({ process: child }: Running, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
};

/** A consumer that lives again and again. */
export const livesOf = async (consumer: Consumer) => {
  let running = await started(consumer);
  return {
    /** Kills it at once, and starts it again. */
    kill: async (): Promise<void> => {
      if (running.process.exitCode !== null) throw new Error(`It ended: ${running.said()}`);
      await ended(running, 'SIGKILL');
      running = await started(consumer);
    },
    stop: () => ended(running, 'SIGTERM'),
    said: () => running.said(),
  };
};
