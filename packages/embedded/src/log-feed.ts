// The embedded broker: the logs themselves. What was just committed is handed on from memory; what
// is not there may be in the store nevertheless, which is asked now and then.

import type { Feed, LogEnd, LogPage, LogRecord, Store } from '@dure/kernel/ports';

const REMEMBERED_MAX = 2_048;

/** For so long the end of what is remembered is taken for the end of the log. */
const TRUSTED_MS = 1_000;

/** The newest records of one partition, without gaps. */
type Tail = {
  records: LogRecord[];
  /** When the store was last known to have no more. */
  endedAt: number;
  /** How often it was said that the store may have more. */
  moves: number;
  /** It was said, and the store was not read to its end since. */
  isBehind: boolean;
  /** Up to where the store was read. */
  readTo: number;
  readonly wakes: Set<() => void>;
  /** Those who follow are about to be woken. */
  isWaking: boolean;
};

type Page = { readonly partition: number; readonly after: number; readonly limit: number };

/** A page of a log, for whoever has heard that it goes so far at least. */
export type Looked = { readonly after: number; readonly limit: number; readonly heardTo: number };

export class LogFeed implements Feed {
  readonly #stores: ReadonlyMap<string, Store>;
  readonly #now: () => number;
  readonly #lengthOf: (source: string) => number;
  readonly #tails = new Map<string, Tail>();

  /**
   * @param now milliseconds of any clock.
   * @param lengthOf how many partitions a log has had whose store is not there any more.
   */
  constructor(
    stores: ReadonlyMap<string, Store>,
    now: () => number,
    lengthOf: (source: string) => number = () => 0,
  ) {
    this.#stores = stores;
    this.#now = now;
    this.#lengthOf = lengthOf;
  }

  #tail(source: string, partition: number): Tail {
    const id = `${source}/${partition}`;
    const known = this.#tails.get(id);
    if (known) return known;
    const fresh = {
      records: [],
      endedAt: -Infinity,
      moves: 0,
      isBehind: false,
      readTo: -Infinity,
      wakes: new Set<() => void>(),
      isWaking: false,
    };
    this.#tails.set(id, fresh);
    return fresh;
  }

  partitionsOf(source: string): number {
    return this.#stores.get(source)?.partitions ?? this.#lengthOf(source);
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async read(
    source: string,
    partition: number,
    after: number,
    limit: number,
  ): Promise<LogPage | undefined> {
    const store = this.#stores.get(source);
    if (!store) return undefined;
    const { logId } = store.identity;
    const tail = this.#tail(source, partition);
    const remembered = rememberedAfter(tail, after, limit);
    if (remembered && (remembered.length > 0 || this.#isTrusted(tail))) {
      return { logId, records: remembered };
    }
    return { logId, records: await this.#readOn(tail, store, { partition, after, limit }) };
  }

  async #readOn(tail: Tail, store: Store, { partition, after, limit }: Page) {
    const askedAt = this.#now();
    const { moves } = tail;
    const records = await store.readLog(partition, after, limit);
    tail.readTo = Math.max(tail.readTo, records.at(-1)?.sequence ?? -Infinity);
    // What was said meanwhile may be about a record that this page has not seen.
    if (records.length === limit || tail.moves !== moves) return records;
    tail.isBehind = false;
    // A reader further on than what is remembered says nothing of what lies between.
    if (records.length === 0 && tail.records.at(-1)?.sequence === after) tail.endedAt = askedAt;
    return records;
  }

  /**
   * What is remembered behind a place in the log, if anything, and if it goes at least as far as
   * whoever asks has heard of; else what the store has.
   */
  async look(source: string, partition: number, page: Looked): Promise<readonly LogRecord[]> {
    const { after, limit, heardTo } = page;
    const tail = this.#tail(source, partition);
    const remembered = rememberedAfter(tail, after, limit) ?? [];
    const isFarEnough = (tail.records.at(-1)?.sequence ?? -Infinity) >= heardTo;
    if (remembered.length > 0 && isFarEnough) return remembered;
    return (await this.#stores.get(source)?.readLog(partition, after, limit)) ?? [];
  }

  /** A clock that was set back says nothing. */
  #isTrusted({ endedAt }: Tail): boolean {
    return Math.abs(this.#now() - endedAt) < TRUSTED_MS;
  }

  async end(source: string, partition: number): Promise<LogEnd | undefined> {
    const store = this.#stores.get(source);
    if (!store) return undefined;
    const { sequence } = await store.head(partition);
    return { logId: store.identity.logId, sequence };
  }

  follow(source: string, partition: number, wake: () => void): () => void {
    const { wakes } = this.#tail(source, partition);
    wakes.add(wake);
    return () => wakes.delete(wake);
  }

  /** Takes a committed record, in the order of its log. */
  committed(source: string, partition: number, record: LogRecord): void {
    const tail = this.#tail(source, partition);
    const last = tail.records.at(-1)?.sequence;
    if (last !== undefined && record.sequence !== last + 1) tail.records = [];
    tail.records.push(record);
    // One that is told late may have others behind it already.
    if (!tail.isBehind && record.sequence >= tail.readTo) tail.endedAt = this.#now();
    if (tail.records.length > 2 * REMEMBERED_MAX) {
      tail.records = tail.records.slice(-REMEMBERED_MAX);
    }
    wakeAll(tail);
  }

  /** There may be records that were not handed on: the store has them, and is asked. */
  moved(source: string, partition: number): void {
    const tail = this.#tail(source, partition);
    tail.endedAt = -Infinity;
    tail.moves += 1;
    tail.isBehind = true;
    wakeAll(tail);
  }
}

/** Once for all that a turn has committed: it is told record by record, and read in one go. */
const wakeAll = (tail: Tail): void => {
  if (tail.isWaking) return;
  tail.isWaking = true;
  queueMicrotask(() => {
    tail.isWaking = false;
    for (const wake of tail.wakes) wake();
  });
};

/** Nothing, where the tail does not reach back so far, or ends before. */
const rememberedAfter = (
  { records }: Tail,
  after: number,
  limit: number,
): readonly LogRecord[] | undefined => {
  const first = records[0]?.sequence;
  if (first === undefined || first > after + 1) return undefined;
  return records.slice(after + 1 - first, after + 1 - first + limit);
};
