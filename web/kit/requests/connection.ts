// Whether the server can be reached, and how its clock stands to ours. One for the whole page.

import { useSyncExternalStore } from 'react';
import { base } from './place.ts';

type Listener = () => void;

const listeners = new Set<Listener>();
let isReached = true;

const PROBE_MS = 1_500;
let probing: ReturnType<typeof setTimeout> | undefined;

/** Looks whether the server is back: it may be that nothing else asks it any more. */
const probe = async (): Promise<void> => {
  probing = undefined;
  try {
    await fetch(`${base}/health/live`, { cache: 'no-store' });
    reached(true);
  } catch {
    probing = setTimeout(() => void probe(), PROBE_MS);
  }
};

/** Every request and every stream tells whether it got through. */
export const reached = (is: boolean): void => {
  if (!is) probing ??= setTimeout(() => void probe(), PROBE_MS);
  if (is === isReached) return;
  isReached = is;
  for (const listener of listeners) listener();
};

const listen = (listener: Listener) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useConnection = (): boolean => useSyncExternalStore(listen, () => isReached);

/** Called whenever the server is back, until the function that is returned was called. */
export const onReturn = (act: () => void): (() => void) =>
  listen(() => {
    if (isReached) act();
  });

let aheadMs = 0;
/** More than what a `Date` hides, and what is rounded off. */
const MOVED_MS = 3_000;

let uncertainMs = Number.POSITIVE_INFINITY;

/**
 * The `Date` of an answer is exact to a second; the quickest answer says it best, until one of the
 * two clocks was put to another time.
 */
export const clockSeen = (date: string | null, sentMs: number): void => {
  const server = date === null ? Number.NaN : Date.parse(date);
  const now = Date.now();
  const took = now - sentMs;
  if (Number.isNaN(server)) return;
  const ahead = server + 500 - (now - took / 2);
  const wasMoved = Math.abs(ahead - aheadMs) > took + MOVED_MS;
  if (took > uncertainMs && !wasMoved) return;
  uncertainMs = took;
  // Less than the second that the header hides is no difference.
  aheadMs = Math.abs(ahead) < 1_500 ? 0 : ahead;
};

/** The server's time, whatever the clock of this device says. */
export const serverNow = (): number => Date.now() + aheadMs;
