// What is committed in a context, by this process or by another replica: which partition has moved.
// What another replica commits is found by looking at the heads, unless the store tells.

import type { Looked } from '@dure/embedded';
import type { LogRecord, Store } from '@dure/kernel/ports';
import type { ServedKernel } from './served-log.ts';

const LOOK_MS = 50;

/** Committed records: from memory where it goes as far as was heard, else from the store. */
export type Look = (partition: number, page: Looked) => Promise<readonly LogRecord[]>;

/** What commits, and how its log is read. */
export type Committing = {
  readonly kernel: ServedKernel;
  readonly store: Pick<Store, 'follow'>;
  readonly readLog: Store['readLog'];
  readonly look: Look;
};

export class Commits {
  readonly #kernel: ServedKernel;
  readonly #store: Pick<Store, 'follow'>;
  /** Committed records, as a store reads them; it need not ask the store for the newest. */
  readonly readLog: Store['readLog'];
  readonly look: Look;
  readonly #byOthers: (partition: number) => void;
  readonly #listeners = new Set<(partition: number) => void>();
  /** Up to where each partition is known here. */
  readonly #known: number[] = [];
  /** Where each partition ends, but for what others have committed since. */
  readonly #ends: number[] = [];
  /** Partitions in which others have committed since their heads were read. */
  readonly #behind = new Set<number>();
  /** Heads that are being read, by the partition. */
  readonly #reading = new Map<number, Promise<number>>();
  #unlisten: (() => void)[] = [];
  #isLooking = false;

  /** @param byOthers called when another replica has committed something. */
  constructor({ kernel, store, readLog, look }: Committing, byOthers: (partition: number) => void) {
    this.#kernel = kernel;
    this.#store = store;
    this.readLog = readLog;
    this.look = look;
    this.#byOthers = byOthers;
  }

  start(): void {
    this.#unlisten.push(
      this.#kernel.listen(({ record: { partition, sequence } }) => {
        this.#known[partition] = Math.max(this.#known[partition] ?? 0, sequence);
        this.found(partition, sequence);
        this.#tell(partition);
      }),
      this.#store.follow?.((partition) => this.#moved(partition)) ?? this.#lookNowAndThen(),
    );
  }

  listen(listener: (partition: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Where a partition ends: never before what those who listen have been told of. The head is read
   * for what others commit, once for all who ask.
   * @throws {StoreUnavailable}
   */
  async end(partition: number): Promise<number> {
    const end = this.#ends[partition];
    if (end !== undefined && !this.#behind.has(partition)) return end;
    const reading = this.#reading.get(partition) ?? this.#readHead(partition);
    this.#reading.set(partition, reading);
    try {
      const sequence = Math.max(await reading, this.#ends[partition] ?? 0);
      this.#ends[partition] = sequence;
      if (this.#reading.get(partition) === reading) this.#behind.delete(partition);
      return sequence;
    } finally {
      if (this.#reading.get(partition) === reading) this.#reading.delete(partition);
    }
  }

  /** Somebody has read the head. */
  found(partition: number, sequence: number): void {
    this.#ends[partition] = Math.max(this.#ends[partition] ?? 0, sequence);
  }

  async #readHead(partition: number): Promise<number> {
    return (await this.#kernel.head(partition)).sequence;
  }

  stop(): void {
    for (const leave of this.#unlisten) leave();
    this.#unlisten = [];
  }

  #tell(partition: number): void {
    for (const listener of this.#listeners) listener(partition);
  }

  #moved(partition: number): void {
    this.#behind.add(partition);
    // One that is under way may not have seen it.
    this.#reading.delete(partition);
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
