// Starts the programs of the bench, each in a process of its own, and reads what they measured.

import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM_MS = 600_000;

const pathOf = (program: string): string => fileURLToPath(new URL(program, import.meta.url));

/** A folder on the disk that is gone afterwards. */
export const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'dure-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Runs a program to its end. `T` is what it tells in its last line. */
export const measured = async <T>(program: string, args: readonly string[]): Promise<T> => {
  const child = spawn(process.execPath, [pathOf(program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: PROGRAM_MS,
  });
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) last = line;
  if (last === '') throw new Error(`${program} ended without a result.`);
  return JSON.parse(last) as T;
};

export type Server = {
  readonly url: string;
  /** A token to send along, where it asks for one. */
  readonly bearer?: string | undefined;
  readonly readyMs: number;
  readonly residentMiB: () => number;
  /** All the time that it has had of a processor: to 4 ms on Linux, else in whole seconds. */
  readonly cpuS: () => number;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly end: () => Promise<void>;
};

const psOf = ({ pid }: ChildProcess, what: string): number =>
  Number(execFileSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }));

const NS_PER_S = 1e9;

/** Of all its threads, of which none ends before it does; the first number of each is its time. */
const cpuOf = (child: ChildProcess): number => {
  const tasks = `/proc/${child.pid}/task`;
  if (!existsSync(`${tasks}/${child.pid}/schedstat`)) return psOf(child, 'cputimes');
  const ofThread = (thread: string): number =>
    Number.parseInt(readFileSync(`${tasks}/${thread}/schedstat`, 'utf8'), 10);
  return readdirSync(tasks).reduce((sum, thread) => sum + ofThread(thread), 0) / NS_PER_S;
};

const bearerPattern = /"bearer":"([^"]+)"/;
const urlPattern = /(http:\/\/127\.0\.0\.1:\d+)/;

/** Starts a program that serves, and waits for the line with its address. */
export const serving = async (program: string, args: readonly string[]): Promise<Server> => {
  const beganMs = performance.now();
  const child = spawn(process.execPath, [pathOf(program), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = urlPattern.exec(line)?.[1];
    if (url === undefined) continue;
    return {
      url,
      bearer: bearerPattern.exec(line)?.[1],
      readyMs: performance.now() - beganMs,
      residentMiB: () => psOf(child, 'rss') / 1024,
      cpuS: () => cpuOf(child),
      signal: (name) => void child.kill(name),
      end: async () => {
        child.kill('SIGTERM');
        await exited;
      },
    };
  }
  throw new Error(`${program} ended before it served.`);
};

export type Load = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly done: number;
  readonly refused: number;
  readonly broken: number;
};

/** @throws some were refused or broken, or none was answered: what is measured would be less. */
export const loadedWhole = async (...of: Parameters<typeof loaded>): Promise<Load> => {
  const load = await loaded(...of);
  const isWhole = load.done > 0 && load.refused + load.broken === 0;
  if (!isWhole) throw new Error('Some commands were refused, or none was answered.');
  return load;
};

export const loaded = (
  url: string,
  of: {
    readonly kind: 'stamps' | 'stays' | 'places';
    readonly seconds: number;
    readonly places?: number;
    readonly bearer?: string | undefined;
    /** As whom the load acts, where nobody signs in. */
    readonly persona?: string | undefined;
    /** Requests a second, where not as many are sent as are answered. */
    readonly rate?: number;
  },
): Promise<Load> =>
  measured<Load>('load.ts', [
    `--url=${url}`,
    `--kind=${of.kind}`,
    `--seconds=${of.seconds}`,
    `--places=${of.places ?? 1}`,
    ...(of.rate === undefined ? [] : [`--rate=${of.rate}`]),
    ...(of.bearer === undefined ? [] : [`--bearer=${of.bearer}`]),
    ...(of.persona === undefined ? [] : [`--persona=${of.persona}`]),
  ]);
