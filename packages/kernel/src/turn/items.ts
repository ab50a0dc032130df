// Items of a store as a turn sees them: what it will read, items by id and by tag, and what a
// partition remembers of them between turns.

import type { Instance } from '@dure/domain';
import { instanceIn, partitionOf } from '../ids.ts';
import { StoreUnavailable } from '../ports.ts';
import type { Clock, ItemId, ReadSet, Collection, Item, Store } from '../ports.ts';

export const emptyReadSet: ReadSet = { ids: [], tags: [] };

/** What a unit needs: items, and how many instances carry a tag. */
export type Needs = ReadSet & { readonly counts?: readonly string[] };

/** All that some want read, in one go. */
export const unionOf = (all: readonly ReadSet[]): ReadSet => {
  const [only] = all;
  if (only && all.length === 1) return only;
  const ids: ItemId[] = [];
  const tags: ReadSet['tags'][number][] = [];
  for (const reads of all) {
    ids.push(...reads.ids);
    tags.push(...reads.tags);
  }
  return { ids, tags };
};

/**
 * Thrown by a unit that needs what was not read yet. It is run again when that is there. It carries
 * no stack: it is thrown often, and never read.
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

/** Whatever a store throws when it is read is no fault of the unit that reads. */
export const unread = (cause: unknown): never => {
  if (cause instanceof StoreUnavailable) throw cause;
  throw new StoreUnavailable('The store could not be read.', { cause });
};

/** What a unit of work threw. */
export class Failure {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

const ITEMS_CACHED_MAX = 16_384;
const INSTANCES_CACHED_MAX = 2_048;

/** Of each kind, once nothing was written for a while: as much as a small business needs. */
const CACHED_AT_REST_MAX = 1_024;
const REST_MS = 5_000;

/** A cache entry. Callers that hold it update it in place and skip the next look-up. */
export type CacheEntry<T> = { value: T };

/** What a turn will read unless another one comes in between: all that is not remembered. */
export const unremembered = ({ items, instances }: Cache, { ids, tags }: ReadSet): ReadSet => ({
  ids: ids.filter(({ collection, id }) => items[collection]?.has(id) !== true),
  // The entries of an instance that the partition remembers need not be read.
  tags: tags.filter(({ collection, tag }) => collection !== 'entry' || !instances.has(tag)),
});

/** Whether what lies under an id is written by this partition alone, which may be all there is. */
type IsOurs = (id: string) => boolean;

type Entries<T> = Map<string, CacheEntry<T>>;

/** Forgets what came first. What is forgotten is read again when it is needed. */
const forgetFirst = (entries: Entries<unknown>, count: number): void => {
  let left = count;
  for (const first of entries.keys()) {
    if (left <= 0) return;
    entries.delete(first);
    left -= 1;
  }
};

/** An eighth at a time: to find the first entry of a map costs more, the more were deleted. */
const trim = (entries: Entries<unknown>, max: number): void => forgetFirst(entries, max / 8);

/**
 * What a partition knew after its last turn. It is true as long as nothing else had a turn since,
 * which the head tells. Most of it is forgotten while the partition has nothing to do: a process
 * hosts many, few of which have much to do at a time.
 */
export class Cache {
  /** The head's `turns` for which this is true. */
  turns = -1;
  /**
   * Collections whose items are worth remembering between turns. The value of an entry is null, if
   * it is known that nothing lies there.
   */
  readonly items: { readonly [C in Collection]?: Entries<Item | null> } = {
    instance: new Map(),
    process: new Map(),
    row: new Map(),
  };
  /** Aggregates as they were left, so that a ledger's entries are not read each time. */
  readonly instances: Entries<Instance> = new Map();
  readonly #isOurs: IsOurs | 'alone';
  /** How many instances carry a tag. */
  readonly counts = new Map<string, number>();
  /**
   * How many messages each lane holds parked, of those that hold any; nothing, where it is not
   * known. Whoever follows a lane need not ask the store whether something waits in it.
   */
  lanes: Map<string, number> | undefined;
  readonly #clock: Clock | undefined;
  #willForget = false;

  /** @param clock by which it forgets, where it is kept for more than one turn. */
  constructor(isOurs: IsOurs | 'alone', clock?: Clock) {
    this.#isOurs = isOurs;
    this.#clock = clock;
  }

  keep(collection: Collection, id: string, item: Item | null): void {
    const items = this.items[collection];
    if (!items || (this.#isOurs !== 'alone' && !this.#isOurs(id))) return;
    items.set(id, { value: item });
    if (items.size > CACHED_AT_REST_MAX) this.#bound(items, ITEMS_CACHED_MAX);
  }

  keepInstance(id: string, instance: Instance): void {
    if (this.#isOurs !== 'alone' && !this.#isOurs(id)) return;
    instance.forgetLoose();
    const known = this.instances.get(id);
    if (known) known.value = instance;
    else this.instances.set(id, { value: instance });
    const { size } = this.instances;
    if (size > CACHED_AT_REST_MAX) this.#bound(this.instances, INSTANCES_CACHED_MAX);
  }

  /** Where other partitions write instances, too, they are counted anew each turn. */
  keepCount(tag: string, count: number): void {
    if (this.#isOurs === 'alone') this.counts.set(tag, count);
  }

  /** Messages were parked, or are so no more. */
  keepLanes(slots: Iterable<Slot>): void {
    for (const { item, wasRead } of slots) {
      if (item?.tag === wasRead?.tag) continue;
      this.#count(item?.tag, 1);
      this.#count(wasRead?.tag, -1);
    }
  }

  #count(lane: string | undefined, by: number): void {
    if (!this.lanes || lane === undefined) return;
    const count = (this.lanes.get(lane) ?? 0) + by;
    if (count > 0) this.lanes.set(lane, count);
    else this.lanes.delete(lane);
  }

  /** Of what is more than is kept at rest. */
  #bound(entries: Entries<unknown>, max: number): void {
    if (entries.size > max) trim(entries, max);
    if (!this.#willForget) this.#forgetLater();
  }

  /** Once nothing was written for a while. */
  #forgetLater(): void {
    const { turns } = this;
    this.#willForget = this.#clock !== undefined;
    this.#clock?.after(REST_MS, () => {
      if (this.turns !== turns) return this.#forgetLater();
      this.#willForget = false;
      for (const entries of [...Object.values(this.items), this.instances]) {
        forgetFirst(entries, entries.size - CACHED_AT_REST_MAX);
      }
    });
  }

  forget(): void {
    this.turns = -1;
    this.lanes = undefined;
    for (const items of Object.values(this.items)) items.clear();
    this.instances.clear();
    this.counts.clear();
  }
}

type Place = { readonly store: Pick<Store, 'partitions'>; readonly clock: Clock };

/** What the partition with that number remembers. */
export const cacheOf = ({ store: { partitions }, clock }: Place, number: number): Cache => {
  const isOurs = (id: string) => partitionOf(instanceIn(id).key, partitions) === number;
  return new Cache(partitions === 1 ? 'alone' : isOurs, clock);
};

/** How far a turn was, so that it can go back there. */
export type Mark = {
  readonly steps: number;
  readonly appended: number;
  readonly afterwards: number;
};

/** An instance that a turn leaves to the next one. */
export type Remembered = {
  readonly id: string;
  readonly instance: Instance;
  readonly aggregate: { readonly isLedger: boolean };
};

/** What lies under an id: as it was read, or as it is to be written. */
export type Slot = ItemId & {
  /** Null where nothing lies. */
  item: Item | null;
  /** As this turn found it. */
  readonly wasRead: Item | null;
  isWritten: boolean;
  /** Whether the place must be free when it is written. */
  isInserted: boolean;
  /** Where the partition remembers it between turns, if it did. */
  readonly entry: CacheEntry<Item | null> | undefined;
};

/** What lies under an id, as its turn has found it. */
export const foundSlot = (
  { collection, id }: ItemId,
  item: Item | null,
  entry: Slot['entry'],
): Slot => ({ collection, id, item, wasRead: item, isWritten: false, isInserted: false, entry });

/** A slot as it was before it was written; `isNew` where the turn had none under its id. */
export type SlotBefore = Pick<Slot, 'item' | 'isWritten' | 'isInserted'> & {
  readonly slot: Slot;
  readonly isNew: boolean;
};

/** What undoes one thing that was done in a turn. Most of them are slots that were written. */
export type Step = SlotBefore | (() => void);

export type ById<T> = Map<string, T>;

export const slotsIn = <T>(all: Map<Collection, ById<T>>, collection: Collection): ById<T> => {
  const known = all.get(collection);
  if (known) return known;
  const fresh: ById<T> = new Map();
  all.set(collection, fresh);
  return fresh;
};

/** Items by their collection, their tag and their id. */
export type Groups = Map<Collection, ById<ById<Item>>>;

type Opening = ReadSet['tags'][number];

/** Begins a group with what its turn has written: the store does not know that yet. */
export const openGroup = (
  groups: Groups,
  { collection, tag }: Opening,
  slots: ById<Slot> | undefined,
): void => {
  const group: ById<Item> = new Map();
  slotsIn(groups, collection).set(tag, group);
  for (const { item, isWritten } of slots?.values() ?? []) {
    if (isWritten && item?.tag === tag) group.set(item.id, item);
  }
};

/** What is written under an id, over what was there. */
type Written = { readonly id: string; readonly before: Item | null; readonly item: Item | null };

/** Moves what is written from the group of its tag before to that of its tag now. */
export const regroup = (
  groups: ById<ById<Item>>,
  { id, before, item }: Written,
  wayBack: Step[],
): void => {
  const from = groupOf(groups, before);
  const to = groupOf(groups, item);
  if (from !== to && from?.delete(id)) wayBack.push(() => before && from.set(id, before));
  if (!to || !item) return;
  const known = to.get(id);
  to.set(id, item);
  wayBack.push(() => (known ? to.set(id, known) : to.delete(id)));
};

const groupOf = (groups: ById<ById<Item>>, item: Item | null): ById<Item> | undefined =>
  item?.tag === undefined ? undefined : groups.get(item.tag);
