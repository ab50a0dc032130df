// From nothing to ready, and what it takes to sit there: `dure start` with every business.

import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, serving } from './harness.ts';
import { median } from './program.ts';

export type Started = {
  /** On nothing, and without the demo. */
  readonly bareMs: number;
  readonly emptyMs: number;
  readonly againMs: number;
  readonly residentMiB: number;
};

const ROUNDS = 3;
const IDLE_MS = 3_000;

const args = (folder: string): readonly string[] => ['start', '--port', '0', '--data', folder];

type How = { readonly idleMs?: number; readonly more?: readonly string[] };

const once = async (
  folder: string,
  { idleMs = 0, more = [] }: How = {},
): Promise<{ ms: number; mib: number }> => {
  const server = await serving('../packages/cli/bin/dure.mjs', [...args(folder), ...more]);
  await sleep(idleMs);
  const mib = server.residentMiB();
  await server.end();
  return { ms: server.readyMs, mib };
};

export const measureStart = async (): Promise<Started> => {
  const bare: number[] = [];
  const empty: number[] = [];
  const again: number[] = [];
  const resident: number[] = [];
  // The first one of all fills the cache of compiled code.
  await inFolder((folder) => once(folder));
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ms } = await inFolder((folder) => once(folder, { more: ['--no-demo'] }));
    bare.push(ms);
    await inFolder(async (folder) => {
      empty.push((await once(folder)).ms);
      const second = await once(folder, { idleMs: IDLE_MS });
      again.push(second.ms);
      resident.push(second.mib);
    });
  }
  const [bareMs, emptyMs, againMs] = [median(bare), median(empty), median(again)];
  return { bareMs, emptyMs, againMs, residentMiB: median(resident) };
};
