// The machine's own clock, timers and chance. The only place where the kernel's package knows them.

import type { Clock } from '@dure/kernel/ports';

const TIMER_MOST_MS = 2_147_483_647;

/** @param offsetMs added to the machine's clock, for a demo that plays in the past. */
export const machineClock = (offsetMs: () => number = () => 0): Clock => ({
  now: () => Date.now() + offsetMs(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, Math.min(delayMs, TIMER_MOST_MS));
    // A waiting deadline keeps no process alive.
    if (delayMs > 1_000) timer.unref();
    return () => clearTimeout(timer);
  },
  soon: (run) => void setImmediate(run),
  random: Math.random,
});
