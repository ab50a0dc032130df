// Whether a folder keeps every promise: it is opened in a scratch place, what was under way comes
// to rest, and the invariants of the business are looked at.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rehearsed } from '@dure/rehearsal';
import { comesToRest, openedToLook } from '../start/opened-to-look.ts';
import { retiredOf, worldOf } from '../world.ts';

const QUIET_MS = 30_000;

export type Kept = {
  readonly records: number;
  /** What is broken, in words; nothing, when every promise is kept. */
  readonly broken: readonly string[];
  /** Those of a business of which a context was retired are not. */
  readonly areLookedAt: boolean;
};

const lookAt = async (system: Rehearsed, folder: string): Promise<Kept> => {
  const { host, incidents } = await openedToLook(system, folder);
  try {
    const isQuiet = await comesToRest(host, QUIET_MS);
    const world = await worldOf(host.running, host.clock.now());
    const retired = retiredOf(host.running);
    // They speak of the whole business, which is not there any more.
    const invariants = retired.length > 0 ? [] : system.invariants;
    const broken = invariants.flatMap(({ id, broken: of }) =>
      of(world).map((words) => `${id}: ${words}`),
    );
    const reported = incidents.map(({ what, cause }) => `${what} ${String(cause)}`);
    const unrest = isQuiet ? [] : [`It did not come to rest within ${QUIET_MS} ms.`];
    const all = [...reported, ...unrest, ...broken];
    return { records: world.events.length, broken: all, areLookedAt: retired.length === 0 };
  } finally {
    await host.close();
  }
};

/**
 * Nothing of the folder itself is changed.
 * @throws {LogsDisagree} {StoreCannotOpen} its files are not of one time, or cannot be opened.
 */
export const promisesIn = async (system: Rehearsed, folder: string): Promise<Kept> => {
  const scratch = mkdtempSync(join(tmpdir(), 'dure-scratch-'));
  try {
    cpSync(folder, scratch, { recursive: true });
    return await lookAt(system, scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
};
