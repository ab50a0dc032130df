// Which replica of a context follows which partition of another one's log, where no broker gives
// them out. Each replica beats in the store that all of them have; whose beat stands still for a
// while is gone, and its partitions are shared among the others. A lease is a hint: two that hold
// the same one for a moment do some work twice, and the watermark knows it.

import { randomUUID } from 'node:crypto';
import { hashOf } from '@dure/kernel';
import type { Head, Store } from '@dure/kernel/ports';

const FACT = 'replicas';
const PARTITION = 0;

export type LeaseTimes = {
  /** How often a replica beats. */
  readonly beatMs: number;
  /** A replica whose beat stands still for so long has lost what it had. */
  readonly lostMs: number;
};

const standard: LeaseTimes = { beatMs: 2_000, lostMs: 8_000 };

export type LeaseOptions = {
  readonly store: Pick<Store, 'turn'>;
  readonly times?: Partial<LeaseTimes> | undefined;
  /** In milliseconds, of this process alone: clocks of several machines are not compared. */
  readonly now?: () => number;
  readonly name?: string;
};

type Beats = { readonly [replica: string]: number };

const beatsIn = ({ facts }: Head): Beats => {
  const beats = facts[FACT];
  // Replicas write it, as below.
  return typeof beats === 'object' && beats !== null ? (beats as Beats) : {};
};

/** What this process has seen of the beat of another one. */
type Seen = { readonly beat: number; readonly sinceMs: number };

export class Leases {
  readonly #store: LeaseOptions['store'];
  readonly #times: LeaseTimes;
  readonly #now: () => number;
  readonly #name: string;
  readonly #listeners = new Set<() => void>();
  readonly #seen = new Map<string, Seen>();
  #members: readonly string[] = [];
  #beatenAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isBeating = false;
  #isStopped = false;

  constructor({ store, times, now = () => performance.now(), name = randomUUID() }: LeaseOptions) {
    this.#store = store;
    this.#times = { ...standard, ...times };
    this.#now = now;
    this.#name = name;
  }

  start(): void {
    const beat = (): void => void this.beat().catch(() => {});
    // A store that is away is written the next time.
    this.#timer = setInterval(beat, this.#times.beatMs);
    this.#timer.unref();
    beat();
  }

  /** Called when what is given to this replica may be something else. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /**
   * Whether this replica follows a partition. One that has stood still for too long follows none
   * until it has beaten again: others have what it had. Nothing, as long as it has not joined.
   */
  isGiven(source: string, partition: number): boolean | undefined {
    if (this.#beatenAt === undefined) return undefined;
    if (this.#now() - this.#beatenAt > this.#times.lostMs) return false;
    const { length } = this.#members;
    return this.#members[(hashOf(source) + partition) % length] === this.#name;
  }

  /**
   * Says that this replica is there, and looks who else is.
   * @throws {StoreUnavailable} the store cannot be written.
   */
  async beat(): Promise<void> {
    if (this.#isBeating) return;
    this.#isBeating = true;
    try {
      const members = await this.#store.turn(PARTITION, async (turn) => {
        const before = beatsIn(turn.head);
        const others = Object.entries(before).filter(([name]) => this.#isAlive(name, before));
        const beats = { ...Object.fromEntries(others), [this.#name]: this.#beatOf(before) + 1 };
        await turn.write({ ...nothing, facts: { ...turn.head.facts, [FACT]: beats } });
        return Object.keys(beats).toSorted();
      });
      if (!this.#isStopped) this.#take(members);
    } finally {
      this.#isBeating = false;
    }
  }

  #beatOf(beats: Beats): number {
    return beats[this.#name] ?? 0;
  }

  #isAlive(name: string, beats: Beats): boolean {
    const now = this.#now();
    const beat = beats[name] ?? 0;
    const known = this.#seen.get(name);
    if (known?.beat === beat) return now - known.sinceMs <= this.#times.lostMs;
    this.#seen.set(name, { beat, sinceMs: now });
    return true;
  }

  #take(members: readonly string[]): void {
    const wasLost =
      this.#beatenAt === undefined || this.#now() - this.#beatenAt > this.#times.lostMs;
    const isSame = members.join() === this.#members.join();
    this.#members = members;
    this.#beatenAt = this.#now();
    if (isSame && !wasLost) return;
    for (const listener of this.#listeners) listener();
  }

  /** Others have its partitions at once. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isStopped = true;
    this.#members = [];
    await this.#store.turn(PARTITION, async (turn) => {
      const { [this.#name]: _, ...others } = beatsIn(turn.head);
      await turn.write({ ...nothing, facts: { ...turn.head.facts, [FACT]: others } });
    });
  }
}

const nothing = { append: [], put: [], insert: [], remove: [] } as const;

/** Which partitions of its own log a replica publishes. */
export type Publishing = {
  /** Not promised: that no other replica thinks so of the same partition for a moment. */
  readonly isOurs: (partition: number) => boolean;
  /** Calls when the answer may be another one. */
  readonly onChange: (listener: () => void) => void;
};

/** One that has not joined publishes nothing: it could not write into its store either. */
export const publishingBy = (leases: Leases, context: string): Publishing => ({
  isOurs: (partition) => leases.isGiven(context, partition) === true,
  onChange: (listener) => leases.onChange(listener),
});
