// The memory of `dure start` with every business, after many commands, and once it rests again.

import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, loaded, serving } from './harness.ts';
import type { Server } from './harness.ts';
import { whole } from './report.ts';
import type { Line } from './report.ts';

export type Rested = {
  readonly commands: number;
  readonly perSecond: number;
  /** Resident, in MiB. */
  readonly beforeMiB: number;
  readonly underLoadMiB: number;
  readonly afterMiB: number;
};

const OWNER = 'Owner:1';
const SLICE_S = 10;
const IDLE_MS = 3_000;
/**
 * V8 gives back what it does not use soon after little was allocated; else 100 s after it last
 * collected garbage (its memory reducer, V8 13.6), and once more some seconds later.
 */
const REST_MS = 150_000;
const RESTED_MIB = 160;

/** @param commands at least so many: each opens a place of lodging, 64 at once. */
const loadedWith = async (server: Server, commands: number) => {
  let done = 0;
  let seconds = 0;
  while (done < commands) {
    const of = { kind: 'places', seconds: SLICE_S, persona: OWNER } as const;
    const load = await loaded(server.url, of);
    const isWhole = load.done > 0 && load.refused + load.broken === 0;
    if (!isWhole) throw new Error('Some commands were refused, or none was answered.');
    done += load.done;
    seconds += SLICE_S;
  }
  return { commands: done, perSecond: done / seconds };
};

/** @param commands at least so many: each opens a place of lodging, 64 at once. */
export const measureRest = (commands: number): Promise<Rested> =>
  inFolder(async (folder) => {
    const args = ['start', '--port', '0', '--data', folder];
    const server = await serving('../packages/cli/bin/dure.mjs', args);
    try {
      await sleep(IDLE_MS);
      const beforeMiB = server.residentMiB();
      const load = await loadedWith(server, commands);
      const underLoadMiB = server.residentMiB();
      await sleep(REST_MS);
      return { ...load, beforeMiB, underLoadMiB, afterMiB: server.residentMiB() };
    } finally {
      await server.end();
    }
  });

export const restLines = (rested: Rested): readonly Line[] => {
  const { commands, perSecond, beforeMiB, underLoadMiB, afterMiB } = rested;
  const memory = [beforeMiB, underLoadMiB, afterMiB].map((mib) => whole(mib)).join(', ');
  return [
    {
      what: `memory before, under and 150 s after ${whole(commands)} commands (RSS)`,
      measured: `${memory} MiB, at ${whole(perSecond)}/s`,
      budget: `≤ ${RESTED_MIB} MiB after`,
      isKept: afterMiB <= RESTED_MIB,
    },
  ];
};
