// The memory of `dure start` with every business, after many commands, and once it rests again.

import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, loadedWhole, serving } from './harness.ts';
import type { Server } from './harness.ts';
import { whole } from './report.ts';
import type { Line } from './report.ts';

export type Rested = {
  readonly commands: number;
  readonly restS: number;
  readonly perSecond: number;
  /** Resident, in MiB. */
  readonly beforeMiB: number;
  readonly underLoadMiB: number;
  readonly afterMiB: number;
};

const OWNER = 'Owner:1';
const SLICE_S = 10;
const IDLE_MS = 3_000;
const RESTED_MIB = 160;

type Form = {
  /** Commands at least: each opens a place of lodging, 64 at once. */
  readonly restAfter: number;
  /**
   * V8 gives back the pages that it keeps for later when its memory reducer collects garbage: some
   * seconds after it finds that little is allocated, or else 100 s after the last collection of all
   * memory (V8 13.6). There may be one more of these while the server rests.
   */
  readonly restS: number;
};

const loadedWith = async (server: Server, commands: number) => {
  let done = 0;
  let seconds = 0;
  while (done < commands) {
    const of = { kind: 'places', seconds: SLICE_S, persona: OWNER } as const;
    done += (await loadedWhole(server.url, of)).done;
    seconds += SLICE_S;
  }
  return { commands: done, perSecond: done / seconds };
};

export const measureRest = ({ restAfter, restS }: Form): Promise<Rested> =>
  inFolder(async (folder) => {
    const args = ['start', '--port', '0', '--data', folder];
    const server = await serving('../packages/cli/bin/dure.mjs', args);
    try {
      await sleep(IDLE_MS);
      const beforeMiB = server.residentMiB();
      const load = await loadedWith(server, restAfter);
      const underLoadMiB = server.residentMiB();
      await sleep(restS * 1_000);
      return { ...load, restS, beforeMiB, underLoadMiB, afterMiB: server.residentMiB() };
    } finally {
      await server.end();
    }
  });

export const restLines = (rested: Rested): readonly Line[] => {
  const { commands, restS, perSecond, beforeMiB, underLoadMiB, afterMiB } = rested;
  const memory = [beforeMiB, underLoadMiB, afterMiB].map((mib) => whole(mib)).join(', ');
  return [
    {
      what: `memory before, under and ${restS} s after ${whole(commands)} commands (RSS)`,
      measured: `${memory} MiB, at ${whole(perSecond)}/s`,
      budget: `≤ ${RESTED_MIB} MiB after`,
      isKept: afterMiB <= RESTED_MIB,
    },
  ];
};
