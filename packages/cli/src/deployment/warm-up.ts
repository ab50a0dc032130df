// What a replica does before it says that it is ready. A process that has just begun reads and
// compiles its code with its first requests; on a small share of a core these take longer than
// whoever asks has time, so that a rolling deploy would refuse some.

import { openBusinessHost } from '../start/business-host.ts';
import type { HostOptions } from '../start/business-host.ts';
import type { Logger } from '../start/logger.ts';

/** Whoever waits for the replica is not kept longer; what is played by then is enough. */
const MOST_MS = 5_000;

const silent: Logger = { incident: () => {}, happened: () => {}, warn: () => {} };

/**
 * Plays the demo of a business once, in memory and with simulated systems: nothing of it is kept,
 * and nobody hears of it. Resolves also where it goes wrong, which harms nobody.
 */
export const warmUp = async ({
  system,
  settings,
}: Pick<HostOptions, 'system' | 'settings'>): Promise<void> => {
  const signal = AbortSignal.timeout(MOST_MS);
  const played = { isReplay: false, withDemo: true, folder: undefined, logger: silent, signal };
  const host = await openBusinessHost({ system, settings, ...played }).catch(() => undefined);
  await host?.close();
};
