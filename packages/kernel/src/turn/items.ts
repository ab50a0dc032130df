// Items of a store as a turn sees them: what it will read, items by id and by tag, and what a
// partition remembers of them between turns.

import type { ItemId, ReadSet, Collection, Item } from '../ports.ts';
import type { Instance } from '@dure/domain';

export const emptyReadSet: ReadSet = { ids: [], tags: [] };

export class ReadSetBuilder implements ReadSet {
  readonly ids: ItemId[] = [];
  readonly tags: ReadSet['tags'][number][] = [];

  add({ ids, tags }: ReadSet): void {
    for (const id of ids) this.ids.push(id);
    for (const tag of tags) this.tags.push(tag);
  }
}

export class ItemMap<T> {
  readonly #collections = new Map<Collection, Map<string, T>>();

  get({ collection, id }: ItemId): T | undefined {
    return this.#collections.get(collection)?.get(id);
  }

  set({ collection, id }: ItemId, value: T): void {
    const known = this.#collections.get(collection);
    if (known) known.set(id, value);
    else this.#collections.set(collection, new Map([[id, value]]));
  }

  delete({ collection, id }: ItemId): void {
    this.#collections.get(collection)?.delete(id);
  }

  forEachIn(collection: Collection, visit: (value: T) => void): void {
    this.#collections.get(collection)?.forEach(visit);
  }

  /** Collection by collection, in each in the order of the first setting. */
  forEach(visit: (value: T, collection: Collection, id: string) => void): void {
    this.#collections.forEach((values, collection) => {
      values.forEach((value, id) => visit(value, collection, id));
    });
  }
}

type Group = Map<string, Item>;

export class TaggedItems {
  readonly #collections = new Map<Collection, Map<string, Group>>();

  /** The items of a collection with a tag, by id; nothing, when they were not read. */
  get(collection: Collection, tag: string): ReadonlyMap<string, Item> | undefined {
    return this.#collections.get(collection)?.get(tag);
  }

  /** Begins a group that is read. */
  open(collection: Collection, tag: string): void {
    const known = this.#collections.get(collection);
    if (known) known.set(tag, new Map());
    else this.#collections.set(collection, new Map([[tag, new Map()]]));
  }

  /** Puts an item into its group, where that was read. */
  take(item: Item): void {
    if (item.tag !== undefined)
      this.#collections.get(item.collection)?.get(item.tag)?.set(item.id, item);
  }

  /** Moves what is written to the group of its tag, or out of all. Each step has its way back. */
  move(
    { collection, id }: ItemId,
    item: Item | undefined,
    onWayBack: (step: () => void) => void,
  ): void {
    const groups = this.#collections.get(collection);
    if (!groups) return;
    for (const [tag, items] of groups) {
      const before = items.get(id);
      if (item?.tag === tag) items.set(id, item);
      else if (before) items.delete(id);
      else continue;
      onWayBack(() => {
        if (before) items.set(id, before);
        else items.delete(id);
      });
    }
  }
}

const ITEMS_CACHED_MAX = 16_384;
const INSTANCES_CACHED_MAX = 2_048;

/** Something remembered. Who has found it puts what came of it there, and need not look again. */
export type CacheEntry<T> = { value: T };

/**
 * Remembers so many; what came first is forgotten first, and is read again if it is needed. An
 * eighth is forgotten at a time, as to find the first one costs more, the more were forgotten.
 */
class Recent<T> {
  readonly #max: number;
  readonly #memories = new Map<string, CacheEntry<T>>();

  constructor(max: number) {
    this.#max = max;
  }

  find(key: string): CacheEntry<T> | undefined {
    return this.#memories.get(key);
  }

  set(key: string, value: T): void {
    const known = this.#memories.get(key);
    if (known) {
      known.value = value;
      return;
    }
    this.#memories.set(key, { value });
    if (this.#memories.size > this.#max) this.#forgetFirst(this.#max / 8);
  }

  #forgetFirst(many: number): void {
    let left = many;
    for (const first of this.#memories.keys()) {
      this.#memories.delete(first);
      left -= 1;
      if (left <= 0) return;
    }
  }

  forget(): void {
    this.#memories.clear();
  }
}

/**
 * What a partition knew after its last turn. It is true as long as nobody else had a turn since,
 * which the head tells.
 */
export class Cache {
  /** The head's `turns` for which this is true. */
  turns = -1;
  /** Collections whose items are worth remembering between turns. */
  readonly #items: { readonly [D in Collection]?: Recent<Item | null> } = {
    instance: new Recent(ITEMS_CACHED_MAX),
    process: new Recent(ITEMS_CACHED_MAX),
    row: new Recent(ITEMS_CACHED_MAX),
  };
  /** AggregateRepository as they were left, so that a ledger's entries are not read each time. */
  readonly #instances = new Recent<Instance>(INSTANCES_CACHED_MAX);
  readonly #isOurs: (id: string) => boolean;

  /** @param isOurs whether what lies under an id is written by this partition alone. */
  constructor(isOurs: (id: string) => boolean) {
    this.#isOurs = isOurs;
  }

  /** What lies there; null, if it is known that nothing does. */
  item({ collection, id }: ItemId): CacheEntry<Item | null> | undefined {
    return this.#items[collection]?.find(id);
  }

  keep(collection: Collection, id: string, item: Item | null): void {
    const items = this.#items[collection];
    if (items && this.#isOurs(id)) items.set(id, item);
  }

  knowsInstance(id: string): boolean {
    return this.#instances.find(id) !== undefined;
  }

  instance(id: string): Instance | undefined {
    return this.#instances.find(id)?.value;
  }

  keepInstance(id: string, instance: Instance): void {
    if (!this.#isOurs(id)) return;
    instance.forgetLoose();
    this.#instances.set(id, instance);
  }

  forget(): void {
    this.turns = -1;
    for (const items of Object.values(this.#items)) items.forget();
    this.#instances.forget();
  }
}
