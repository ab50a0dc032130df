// Open streams: what one more costs, and how late those who listen see what changes.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inFolder, serving } from './harness.ts';
import type { Server } from './harness.ts';

export type Followed = {
  readonly streams: number;
  readonly rate: number;
  readonly asked: number;
  readonly seen: number;
  readonly broken: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  /** Of the server. */
  readonly cores: number;
  readonly streamKiB: number;
};

export type Following = {
  readonly streams: number;
  readonly streamSeconds: number;
  readonly streamRate: number;
};

const SETTLED_MS = 3_000;

type Seen = Pick<Followed, 'asked' | 'seen' | 'broken' | 'p50Ms' | 'p99Ms' | 'mostMs'>;

const follow = async (server: Server, of: Following): Promise<Followed> => {
  const { streams, streamSeconds: seconds, streamRate: rate } = of;
  const program = fileURLToPath(new URL('readers.ts', import.meta.url));
  const given = [`--url=${server.url}`, `--streams=${streams}`, `--seconds=${seconds}`];
  await sleep(SETTLED_MS);
  const beforeMiB = server.residentMiB();
  const child = spawn(process.execPath, [program, ...given, `--rate=${rate}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  await sleep(SETTLED_MS);
  const streamKiB = ((server.residentMiB() - beforeMiB) * 1024) / streams;
  const beganS = server.cpuS();
  child.stdin.write('go');
  const { value } = await lines.next();
  if (value === undefined) throw new Error('The readers ended without a result.');
  const cores = (server.cpuS() - beganS) / seconds;
  return { streams, rate, cores, streamKiB, ...(JSON.parse(value) as Seen) };
};

export const measureStreams = (of: Following): Promise<Followed> =>
  inFolder(async (folder) => {
    const server = await serving('stamps-server.ts', ['--folder', folder]);
    try {
      return await follow(server, of);
    } finally {
      await server.end();
    }
  });
