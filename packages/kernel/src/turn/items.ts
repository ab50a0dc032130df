// Items of a store as a turn sees them: what it will read, items by id and by tag, and what a
// partition remembers of them between turns.

import type { ItemId, ReadSet, Collection, Item } from '../ports.ts';
import type { Instance } from '@dure/domain';

export const emptyReadSet: ReadSet = { ids: [], tags: [] };

/** What a unit needs: items, and how many instances carry a tag. */
export type Needs = ReadSet & { readonly counts?: readonly string[] };

export class ReadSetBuilder implements ReadSet {
  readonly ids: ItemId[] = [];
  readonly tags: ReadSet['tags'][number][] = [];

  add({ ids, tags }: ReadSet): void {
    for (const id of ids) this.ids.push(id);
    for (const tag of tags) this.tags.push(tag);
  }
}

/**
 * Thrown by a unit that needs what was not read yet. It is run again when that is there. It carries
 * no stack: it is thrown often, and nobody reads it.
 */
export class Missing extends Error {
  readonly reads: Needs;
  constructor(reads: Needs) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super('Not read yet.');
    Error.stackTraceLimit = stackTraceLimit;
    this.reads = reads;
  }
}

/** What a unit of work threw. */
export class Failure {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

const ITEMS_CACHED_MAX = 16_384;
const INSTANCES_CACHED_MAX = 2_048;

/** A cache entry. Callers that hold it update it in place and skip the next look-up. */
export type CacheEntry<T> = { value: T };

type Entries<T> = Map<string, CacheEntry<T>>;

/**
 * Forgets what came first, an eighth at a time: to find the first entry of a map costs more, the
 * more were deleted. What is forgotten is read again when it is needed.
 */
const trim = (entries: Entries<unknown>, max: number): void => {
  let left = max / 8;
  for (const first of entries.keys()) {
    entries.delete(first);
    left -= 1;
    if (left <= 0) return;
  }
};

/**
 * What a partition knew after its last turn. It is true as long as nothing else had a turn since,
 * which the head tells.
 */
export class Cache {
  /** The head's `turns` for which this is true. */
  turns = -1;
  /** Collections whose items are worth remembering between turns. */
  readonly #items: { readonly [C in Collection]?: Entries<Item | null> } = {
    instance: new Map(),
    process: new Map(),
    row: new Map(),
  };
  /** Aggregates as they were left, so that a ledger's entries are not read each time. */
  readonly #instances: Entries<Instance> = new Map();
  readonly #isOurs: (id: string) => boolean;
  readonly #isAlone: boolean;
  /** How many instances carry a tag. */
  readonly counts = new Map<string, number>();

  /**
   * @param isOurs whether what lies under an id is written by this partition alone.
   * @param isAlone whether there is no other partition.
   */
  constructor(isOurs: (id: string) => boolean, isAlone = false) {
    this.#isAlone = isAlone;
    this.#isOurs = isOurs;
  }

  /** What lies there; its value is null, if it is known that nothing does. */
  item(collection: Collection, id: string): CacheEntry<Item | null> | undefined {
    return this.#items[collection]?.get(id);
  }

  keep(collection: Collection, id: string, item: Item | null): void {
    const items = this.#items[collection];
    if (!items || !this.#isOurs(id)) return;
    items.set(id, { value: item });
    if (items.size > ITEMS_CACHED_MAX) trim(items, ITEMS_CACHED_MAX);
  }

  instance(id: string): Instance | undefined {
    return this.#instances.get(id)?.value;
  }

  keepInstance(id: string, instance: Instance): void {
    if (!this.#isOurs(id)) return;
    instance.forgetLoose();
    const known = this.#instances.get(id);
    if (known) known.value = instance;
    else this.#instances.set(id, { value: instance });
    if (this.#instances.size > INSTANCES_CACHED_MAX) trim(this.#instances, INSTANCES_CACHED_MAX);
  }

  /** Where other partitions write instances, too, they are counted anew each turn. */
  keepCount(tag: string, count: number): void {
    if (this.#isAlone) this.counts.set(tag, count);
  }

  forget(): void {
    this.turns = -1;
    for (const items of Object.values(this.#items)) items.clear();
    this.#instances.clear();
    this.counts.clear();
  }
}
