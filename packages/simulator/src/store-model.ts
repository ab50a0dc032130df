// The items of the collections of a context, as its committed turns wrote it.

import { rowTag } from '@dure/kernel/ids';
import type { Changes, Collection, Item, Json } from '@dure/kernel/ports';

type Items = Map<string, Item>;

const empty: ReadonlyMap<string, Item> = new Map();

export class StoreModel {
  readonly #collections = new Map<Collection, Items>();
  /** The rows of each generation of a view, by key. */
  readonly #rows = new Map<string, Items>();
  readonly #facts = new Map<number, { readonly [name: string]: Json }>();

  take(partition: number, { put, insert, remove, facts }: Changes): void {
    for (const item of put) this.#put(item);
    for (const item of insert) this.#put(item);
    for (const { collection, id } of remove) this.#remove(collection, id);
    this.#facts.set(partition, facts);
  }

  /** The items of a collection by id. */
  items(collection: Collection): ReadonlyMap<string, Item> {
    return this.#collections.get(collection) ?? empty;
  }

  facts(partition: number): { readonly [name: string]: Json } {
    return this.#facts.get(partition) ?? {};
  }

  /** The facts of all partitions. */
  get allFacts(): readonly { readonly [name: string]: Json }[] {
    return [...this.#facts.values()];
  }

  /** The rows of a view that readers see, by key. */
  rows(view: string): ReadonlyMap<string, Item> {
    const generation = Number(this.facts(0)[`generation:${view}`] ?? 1);
    return this.#rows.get(rowTag(view, generation)) ?? empty;
  }

  #put(item: Item): void {
    const { collection, id, tag } = item;
    itemsIn(this.#collections, collection).set(id, item);
    if (collection !== 'row' || tag === undefined) return;
    itemsIn(this.#rows, tag).set(id.slice(tag.length + 1), item);
  }

  #remove(collection: Collection, id: string): void {
    const tag = this.#collections.get(collection)?.get(id)?.tag;
    this.#collections.get(collection)?.delete(id);
    if (collection !== 'row' || tag === undefined) return;
    this.#rows.get(tag)?.delete(id.slice(tag.length + 1));
  }
}

const itemsIn = <K>(groups: Map<K, Items>, group: K): Items => {
  const known = groups.get(group);
  if (known) return known;
  const fresh: Items = new Map();
  groups.set(group, fresh);
  return fresh;
};
