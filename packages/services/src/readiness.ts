// Whether a process can serve: its own stores alone count, since what would make all replicas
// unready at once is none of its business. A store that is slow makes nobody unready, as all
// replicas have the same one, and without any of them nothing is served at all; one that does not
// answer for long does, and one that cannot be reached does at once.

import type { Health } from '@dure/kernel';

/** Whoever asks has an answer within this time. */
const ANSWER_MS = 1_000;
/** For so long a store that was reached may take before it is taken for one that hangs. */
const SLOW_MS_MAX = 10_000;

export type Probed = {
  health(): Health;
  /** Resolves when a turn has passed; who asks meanwhile is answered by the same one. */
  probe(): Promise<void>;
};

type Clock = { readonly now: () => number; readonly within: typeof within };

type Found = 'reached' | 'failed' | 'late';

const within = async (work: Promise<unknown>, timeoutMs: number): Promise<Found> => {
  const late = Promise.withResolvers<Found>();
  const timer = setTimeout(() => late.resolve('late'), timeoutMs);
  const found = work.then(
    (): Found => 'reached',
    (): Found => 'failed',
  );
  return Promise.race([found, late.promise]).finally(() => clearTimeout(timer));
};

const machine: Clock = { now: () => performance.now(), within };

export class Readiness {
  readonly #clock: Clock;
  /** When all of the stores were reached last. */
  #reachedAt = -Infinity;

  constructor(clock = machine) {
    this.#clock = clock;
  }

  /** Whether all of these can serve. */
  async look(all: readonly Probed[]): Promise<boolean> {
    if (all.some((one) => one.health().is === 'away')) return false;
    const began = this.#clock.now();
    const probing = Promise.all(all.map((one) => one.probe())).then(() => {
      this.#reachedAt = Math.max(this.#reachedAt, began);
    });
    const found = await this.#clock.within(probing, ANSWER_MS);
    if (found !== 'late') return found === 'reached';
    return this.#clock.now() - this.#reachedAt < SLOW_MS_MAX;
  }
}
