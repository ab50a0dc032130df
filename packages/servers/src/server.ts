// Real servers for tests: each in a folder and on a port of its own, gone with the test process.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guard } from './guarded.ts';
import { isAlive, signalTree } from './process-tree.ts';
import type { User } from './users.ts';

export { freePort } from './free-port.ts';
export { newFolder } from './places.ts';

/** A server that runs for tests. */
export type Server = {
  /** With the name and the password of its user, where it has any. The same after a restart. */
  readonly url: string;
  /** Where its data and its log lie. */
  readonly folder: string;
  /** SIGKILL to all its processes at once; resolved when none is left. */
  kill(): Promise<void>;
  /** Lets it finish and end by itself; resolved when it has. */
  stop(): Promise<void>;
  /** Starts it on the same data and port after `kill` or `stop`; resolved when it answers. */
  restart(): Promise<void>;
  /** SIGSTOP to all its processes: connections stay open, and nothing answers. */
  pause(): void;
  /** SIGCONT after `pause`. */
  resume(): void;
};

/** How the program of a server is run. */
/** The address of a server without its password, and the password, which files keep apart. */
export const apart = ({ url }: Pick<Server, 'url'>) => {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, password };
};

export type Program = {
  /** As people call it: `PostgreSQL`. */
  readonly name: string;
  readonly folder: string;
  readonly url: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: { readonly [name: string]: string };
  /** Who runs it; whoever runs the tests unless given. */
  readonly user?: User | undefined;
  /** What makes it end in order; SIGTERM unless given. */
  readonly endsBy?: NodeJS.Signals;
  /** Whether it answers by now. Called again and again until it does. */
  isReady(): Promise<boolean>;
  /** Before it is started, also again: what a killed process has left, for example. */
  prepare?(): void;
};

/** Within this time a server answers, or it does not start. */
const READY_MS_MAX = 90_000;
const STOP_MS_MAX = 30_000;
const LOOK_EVERY_MS = 40;

/**
 * Under CI nothing is skipped: a server that cannot be had is a failure when it is started.
 * Elsewhere the reason is what a test says beside `skipped`.
 */
export const unlessCi = (reason: string | undefined): string | undefined =>
  process.env['CI'] === 'true' ? undefined : reason;

/** @throws {Error} with the end of its log, when it does not answer in time or ends at once. */
export const runServer = async (program: Program): Promise<Server> => {
  let child = await started(program);
  const { url, folder } = program;
  return {
    url,
    folder,
    pause: () => void signalTree(pidOf(child), 'SIGSTOP'),
    resume: () => void signalTree(pidOf(child), 'SIGCONT'),
    async kill() {
      const pids = signalTree(pidOf(child), 'SIGKILL');
      await ended(child);
      // A process of PostgreSQL that lives on keeps its data from being opened again.
      await untilGone(pids);
    },
    async stop() {
      if (isAlive(pidOf(child))) process.kill(pidOf(child), program.endsBy ?? 'SIGTERM');
      await ended(child);
    },
    async restart() {
      if (isAlive(pidOf(child))) throw new Error(`${program.name} runs: end it first.`);
      child = await started(program);
    },
  };
};

const started = async (program: Program): Promise<ChildProcess> => {
  program.prepare?.();
  const log = openSync(logOf(program), 'a');
  const { user } = program;
  const child = spawn(program.command, [...program.args], {
    cwd: program.folder,
    env: { ...process.env, ...program.env },
    stdio: ['ignore', log, log],
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  if (child.pid === undefined) throw failed(program, `${program.command} cannot be run`);
  guard(child.pid, program.folder);
  await untilReady(program, child);
  return child;
};

const untilReady = async (program: Program, child: ChildProcess): Promise<void> => {
  const until = Date.now() + READY_MS_MAX;
  while (!(await program.isReady())) {
    if (child.exitCode !== null) throw failed(program, `it ended with code ${child.exitCode}`);
    if (Date.now() > until) {
      signalTree(pidOf(child), 'SIGKILL');
      throw failed(program, `it did not answer within ${READY_MS_MAX} ms`);
    }
    await sleep(LOOK_EVERY_MS);
  }
};

const over = async (isOver: () => boolean): Promise<void> => {
  const until = Date.now() + STOP_MS_MAX;
  while (!isOver()) {
    if (Date.now() > until) throw new Error(`A server did not end within ${STOP_MS_MAX} ms.`);
    await sleep(LOOK_EVERY_MS);
  }
};

const ended = (child: ChildProcess): Promise<void> =>
  over(() => child.exitCode !== null || child.signalCode !== null);

const untilGone = (pids: readonly number[]): Promise<void> => over(() => !pids.some(isAlive));

const logOf = ({ folder }: Program): string => join(folder, 'server.log');

const LOG_CHARACTERS = 2_000;

const failed = (program: Program, why: string): Error => {
  const log = readFileSync(logOf(program), 'utf8').slice(-LOG_CHARACTERS);
  return new Error(`${program.name} did not start: ${why}.\n${log}`);
};

/** A child that was started has one. */
const pidOf = ({ pid }: ChildProcess): number => pid ?? -1;
