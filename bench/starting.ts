// From nothing to ready, and what it takes to sit there: `dure start` with every business.

import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, serving } from './harness.ts';
import { median } from './program.ts';

export type Started = {
  readonly emptyMs: number;
  readonly againMs: number;
  readonly residentMiB: number;
};

const ROUNDS = 3;
const IDLE_MS = 3_000;

const args = (folder: string): readonly string[] => ['start', '--port', '0', '--data', folder];

const once = async (folder: string, idleMs: number): Promise<{ ms: number; mib: number }> => {
  const server = await serving('../packages/cli/bin/dure.mjs', args(folder));
  await sleep(idleMs);
  const mib = server.residentMiB();
  await server.end();
  return { ms: server.readyMs, mib };
};

export const measureStart = async (): Promise<Started> => {
  const empty: number[] = [];
  const again: number[] = [];
  const resident: number[] = [];
  // The first one of all fills the cache of compiled code.
  await inFolder((folder) => once(folder, 0));
  for (let round = 0; round < ROUNDS; round += 1) {
    await inFolder(async (folder) => {
      empty.push((await once(folder, 0)).ms);
      const second = await once(folder, IDLE_MS);
      again.push(second.ms);
      resident.push(second.mib);
    });
  }
  return { emptyMs: median(empty), againMs: median(again), residentMiB: median(resident) };
};
