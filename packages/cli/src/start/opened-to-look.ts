// A business that is opened to be looked at: as it was left, without a demo, and with its incidents
// kept for whoever looks.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { openBusinessHost } from './business-host.ts';
import type { BusinessHost } from './business-host.ts';

export type OpenedToLook = { readonly host: BusinessHost; readonly incidents: readonly Incident[] };

const LOOK_MS = 20;

type Opened = Pick<BusinessHost, 'running' | 'clock'>;

const isOverdue = async ({ running, clock }: Opened): Promise<boolean> => {
  const all = Object.values(running.kernels);
  const next = await Promise.all(all.map((kernel) => kernel.nextDeadline()));
  return Math.min(...next.map((at = Infinity) => at)) <= clock.now();
};

/**
 * Waits until nothing is under way, nor anything overdue: a business may have stood still beyond
 * a deadline. Returns whether it came to that in time.
 */
export const comesToRest = async (host: Opened, withinMs: number): Promise<boolean> => {
  const until = performance.now() + withinMs;
  for (;;) {
    const isQuiet = await host.running.quiet(Math.max(0, until - performance.now()));
    if (isQuiet && !(await isOverdue(host))) return true;
    if (performance.now() > until) return false;
    await sleep(LOOK_MS);
  }
};

/**
 * What fell due while it stood still happens at once: nobody comes back to a copy.
 * @throws {LogsDisagree} {StoreCannotOpen} its files are not of one time, or cannot be opened.
 */
export const openedToLook = async (system: Rehearsed, folder: string): Promise<OpenedToLook> => {
  const incidents: Incident[] = [];
  const host = await openBusinessHost({
    system,
    folder,
    settings: {},
    limits: { deadlineGraceMs: 0 },
    isReplay: false,
    withDemo: false,
    logger: {
      incident: (_business, incident) => void incidents.push({ context: '', ...incident }),
      happened: () => {},
      warn: () => {},
    },
  });
  return { host, incidents };
};
