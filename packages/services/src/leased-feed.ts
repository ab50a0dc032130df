// The logs of other contexts, as a replica follows them that shares them with others: of what is
// given to another one it is told so, and passes what that one has done by looking at the store.

import type { Feed, LogPage } from '@dure/kernel/ports';
import type { Leases } from './leases.ts';

const nothing: LogPage['records'] = [];

type Followed = { readonly wakes: Set<() => void>; settledTo: number; logId?: string };

export class LeasedFeed implements Feed {
  readonly #feed: Feed;
  readonly #leases: Leases;
  readonly #isFar: (source: string) => boolean;
  readonly #followed = new Map<string, Followed>();

  /** @param isFar whether a log is another process's: own logs are followed by each replica. */
  constructor(feed: Feed, leases: Leases, isFar: (source: string) => boolean) {
    this.#feed = feed;
    this.#leases = leases;
    this.#isFar = isFar;
    leases.onChange(() => this.#wakeAll());
  }

  #of(source: string, partition: number): Followed {
    const place = `${source}.${partition}`;
    const known = this.#followed.get(place) ?? { wakes: new Set(), settledTo: 0 };
    this.#followed.set(place, known);
    return known;
  }

  #isElsewhere(source: string, partition: number): boolean {
    return this.#isFar(source) && this.#leases.isGiven(source, partition) === false;
  }

  #wakeAll(): void {
    for (const { wakes } of this.#followed.values()) for (const wake of wakes) wake();
  }

  partitionsOf(source: string): number {
    return this.#feed.partitionsOf(source);
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async read(
    source: string,
    partition: number,
    after: number,
    limit: number,
  ): Promise<LogPage | undefined> {
    const followed = this.#of(source, partition);
    // What was handed over before is finished by who has it.
    if (this.#isElsewhere(source, partition) && after >= followed.settledTo) {
      const logId = followed.logId ?? (await this.#feed.end(source, partition))?.logId;
      if (logId === undefined) return undefined;
      followed.logId = logId;
      return { logId, records: nothing, isElsewhere: true };
    }
    const page = await this.#feed.read(source, partition, after, limit);
    if (page) followed.logId = page.logId;
    return page;
  }

  readAgain: Feed['read'] = (...asked) => this.#feed.read(...asked);
  end: Feed['end'] = (...asked) => this.#feed.end(...asked);

  follow(source: string, partition: number, wake: () => void): () => void {
    const { wakes } = this.#of(source, partition);
    wakes.add(wake);
    // Whoever has nothing to do there is not woken for it.
    const leave = this.#feed.follow(source, partition, () => {
      if (!this.#isElsewhere(source, partition)) wake();
    });
    return () => {
      wakes.delete(wake);
      leave();
    };
  }

  settled(source: string, partition: number, sequence: number): void {
    this.#of(source, partition).settledTo = sequence;
    this.#feed.settled?.(source, partition, sequence);
  }
}
