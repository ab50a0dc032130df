// A business that is opened to be looked at: as it was left, without a demo, and with its incidents
// kept for whoever looks.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { openBusinessHost } from './business-host.ts';
import type { BusinessHost } from './business-host.ts';

export type OpenedToLook = { readonly host: BusinessHost; readonly incidents: readonly Incident[] };

const LOOK_MS = 20;
/** A deadline that has not happened for so long is held up. */
const HELD_UP_MS = 3_000;

type Opened = Pick<BusinessHost, 'running' | 'clock'>;

/** When the next deadline of all falls due, or has fallen due. */
const nextOf = async ({ running }: Opened): Promise<number> => {
  const all = Object.values(running.kernels);
  const next = await Promise.all(all.map((kernel) => kernel.nextDeadline()));
  return Math.min(...next.map((at = Infinity) => at));
};

/**
 * Waits until nothing is under way, nor anything overdue that can happen: a business may have
 * stood still beyond a deadline, and one may be held up by what waits for a person. Returns
 * whether it came to rest in time.
 */
export const comesToRest = async (host: Opened, withinMs: number): Promise<boolean> => {
  const until = performance.now() + withinMs;
  let [seen, since] = [-Infinity, 0];
  for (;;) {
    if (!(await host.running.quiet(Math.max(0, until - performance.now())))) return false;
    const next = await nextOf(host);
    if (next > host.clock.now()) return true;
    if (next !== seen) [seen, since] = [next, performance.now()];
    else if (performance.now() - since > HELD_UP_MS) return true;
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
