// Whether a store can be reached, as the turns of a partition find it, and how long to wait until
// the next one is tried.

import type { Health } from './api.ts';
import type { Clock, StoreUnavailable } from './ports.ts';

const RETRY_FIRST_MS = 10;
const RETRY_MOST_MS = 2_000;
/** What another turn was quicker at is there at the next look; only what is not waits. */
const CONFLICT_FIRST_MS = 5;

const doubled = (firstMs: number, times: number): number =>
  Math.min(RETRY_MOST_MS, firstMs * 2 ** Math.min(times, 20));

/** Clients that have waited for so long get an answer; a store may take a second to fail a turn. */
const PATIENCE_MS = 600;
const TRIES_MAX = 5;

type Away = Extract<Health, { readonly is: 'away' }>;

export class Availability {
  readonly #clock: Clock;
  /** How often in a row no turn could be committed. */
  failures = 0;
  /** How often in a row others were quicker. */
  conflicts = 0;
  /** Whether the last turn did not reach the store. */
  isAway = false;
  #away: Omit<Away, 'is'> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the store has been away for so long that no client should wait for it. */
  get isHopeless(): boolean {
    const { since = Infinity } = this.#away ?? {};
    return this.failures > TRIES_MAX || this.#clock.now() - since >= PATIENCE_MS;
  }

  get health(): Health {
    return this.#away ? { is: 'away', ...this.#away } : { is: 'up' };
  }

  /** A turn was committed, or needed nothing to be written. */
  reached(): void {
    this.failures = 0;
    this.conflicts = 0;
    this.isAway = false;
    this.#away = undefined;
  }

  /** The store was not reached. Returns how long to wait, in milliseconds. */
  missed({ message, words }: StoreUnavailable): number {
    const away = { since: this.#clock.now(), cause: message };
    this.isAway = true;
    this.#away ??= words === undefined ? away : { ...away, words };
    return this.broken();
  }

  /** A turn failed although the store is there. Returns how long to wait, in milliseconds. */
  broken(): number {
    this.failures += 1;
    return doubled(RETRY_FIRST_MS, this.failures);
  }

  /**
   * Another turn was quicker. The first time its work is tried again at once, as it will see what
   * was in its way. Returns how long to wait, in milliseconds.
   */
  overtaken(): number {
    this.conflicts += 1;
    if (this.conflicts === 1) return 0;
    const mostMs = doubled(CONFLICT_FIRST_MS, this.conflicts);
    // Two that are in the way of each other do not come back together.
    return Math.ceil(mostMs * (0.5 + this.#clock.random() / 2));
  }
}
