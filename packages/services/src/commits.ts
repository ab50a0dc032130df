// What is committed in a context, by this process or by another replica: which partition has moved.
// What another replica commits is found by looking at the heads, unless the store tells.

import type { Store } from '@dure/kernel/ports';
import type { ServedKernel } from './served-log.ts';

const LOOK_MS = 50;

/** What commits, and how its log is read. */
export type Committing = {
  readonly kernel: ServedKernel;
  readonly store: Pick<Store, 'follow'>;
  readonly readLog: Store['readLog'];
};

export class Commits {
  readonly #kernel: ServedKernel;
  readonly #store: Pick<Store, 'follow'>;
  /** Committed records, as a store reads them; it need not ask the store for the newest. */
  readonly readLog: Store['readLog'];
  readonly #byOthers: (partition: number) => void;
  readonly #listeners = new Set<(partition: number) => void>();
  /** Up to where each partition is known here. */
  readonly #known: number[] = [];
  #ends: (() => void)[] = [];
  #isLooking = false;

  /** @param byOthers called when another replica has committed something. */
  constructor({ kernel, store, readLog }: Committing, byOthers: (partition: number) => void) {
    this.#kernel = kernel;
    this.#store = store;
    this.readLog = readLog;
    this.#byOthers = byOthers;
  }

  start(): void {
    this.#ends.push(
      this.#kernel.listen(({ record: { partition, sequence } }) => {
        this.#known[partition] = Math.max(this.#known[partition] ?? 0, sequence);
        this.#tell(partition);
      }),
      this.#store.follow?.((partition) => this.#moved(partition)) ?? this.#lookNowAndThen(),
    );
  }

  listen(listener: (partition: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  #tell(partition: number): void {
    for (const listener of this.#listeners) listener(partition);
  }

  #moved(partition: number): void {
    this.#byOthers(partition);
    this.#tell(partition);
  }

  #lookNowAndThen(): () => void {
    const timer = setInterval(() => {
      // A store that is away is looked at again the next time.
      if (!this.#isLooking) void this.#look().catch(() => {});
    }, LOOK_MS);
    timer.unref();
    return () => clearInterval(timer);
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    try {
      for (let partition = 0; partition < this.#kernel.partitions; partition += 1) {
        const { sequence } = await this.#kernel.head(partition);
        const known = this.#known[partition];
        this.#known[partition] = Math.max(known ?? 0, sequence);
        if (known === undefined || sequence > known) this.#moved(partition);
      }
    } finally {
      this.#isLooking = false;
    }
  }
}
