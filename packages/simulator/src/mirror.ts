// What lies in the drawers of a context, as its committed turns wrote it.

import type { Changes, Drawer, Item, Json } from '@dure/kernel/ports';

type Items = Map<string, Item>;

const empty: ReadonlyMap<string, Item> = new Map();

export class Mirror {
  readonly #drawers = new Map<Drawer, Items>();
  /** The rows of each generation of a view, by key. */
  readonly #rows = new Map<string, Items>();
  readonly #facts = new Map<number, { readonly [name: string]: Json }>();

  take(partition: number, { put, insert, remove, facts }: Changes): void {
    for (const item of put) this.#put(item);
    for (const item of insert) this.#put(item);
    for (const { drawer, id } of remove) this.#remove(drawer, id);
    this.#facts.set(partition, facts);
  }

  /** The items of a drawer by id. */
  items(drawer: Drawer): ReadonlyMap<string, Item> {
    return this.#drawers.get(drawer) ?? empty;
  }

  facts(partition: number): { readonly [name: string]: Json } {
    return this.#facts.get(partition) ?? {};
  }

  /** The rows of a view that readers see, by key. */
  rows(view: string): ReadonlyMap<string, Item> {
    const generation = Number(this.facts(0)[`generation:${view}`] ?? 1);
    return this.#rows.get(`${view}@${generation}`) ?? empty;
  }

  #put(item: Item): void {
    const { drawer, id, tag } = item;
    itemsIn(this.#drawers, drawer).set(id, item);
    if (drawer !== 'row' || tag === undefined) return;
    itemsIn(this.#rows, tag).set(id.slice(tag.length + 1), item);
  }

  #remove(drawer: Drawer, id: string): void {
    const tag = this.#drawers.get(drawer)?.get(id)?.tag;
    this.#drawers.get(drawer)?.delete(id);
    if (drawer !== 'row' || tag === undefined) return;
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
