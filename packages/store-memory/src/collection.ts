// One collection on the disk: its items by id, and what finds them by tag and by instant.

import type { Item, Json } from '@dure/kernel/ports';
import { byCodePoint, SortedSet } from './sorted.ts';

type Due = { readonly at: number; readonly id: string };

const byInstant = (a: Due, b: Due): number => a.at - b.at || byCodePoint(a.id, b.id);

/** An item as it lies on the disk. Its body is text, so no caller holds a part of it. */
export class Kept {
  readonly item: Omit<Item, 'body'>;
  readonly partition: number;
  readonly #text: string;
  #looked: Json | undefined;

  constructor(partition: number, { body, ...item }: Item) {
    this.partition = partition;
    this.item = item;
    this.#text = JSON.stringify(body);
  }

  /** A copy of its own for whoever reads. */
  copy(): Item {
    const { collection, id, tag, at } = this.item;
    return {
      collection,
      id,
      body: JSON.parse(this.#text) as Json, // It was written as JSON.
      ...(tag === undefined ? {} : { tag }),
      ...(at === undefined ? {} : { at }),
    };
  }

  /** For looking only. */
  get body(): Json {
    this.#looked ??= JSON.parse(this.#text) as Json; // It was written as JSON.
    return this.#looked;
  }
}

export class CollectionOnDisk {
  readonly #items = new Map<string, Kept>();
  readonly #ids = new SortedSet<string>(byCodePoint);
  readonly #tags = new Map<string, SortedSet<string>>();
  readonly #due = new Map<number, SortedSet<Due>>();

  has(id: string): boolean {
    return this.#items.has(id);
  }

  get(id: string): Kept | undefined {
    return this.#items.get(id);
  }

  put(kept: Kept): void {
    const { id } = kept.item;
    const known = this.#items.get(id);
    this.#items.set(id, kept);
    if (!known) this.#ids.add(id);
    if (known?.item.tag !== kept.item.tag) {
      this.#untag(known);
      this.#tag(kept);
    }
    if (known?.item.at === kept.item.at && known?.partition === kept.partition) return;
    this.#forgetDue(known);
    this.#noteDue(kept);
  }

  remove(id: string): void {
    const known = this.#items.get(id);
    if (!known) return;
    this.#items.delete(id);
    this.#ids.delete(id);
    this.#untag(known);
    this.#forgetDue(known);
  }

  /** By id. */
  tagged(tag: string): readonly Kept[] {
    return this.#found(this.#tags.get(tag) ?? []);
  }

  count(tag: string): number {
    return this.#tags.get(tag)?.size ?? 0;
  }

  list(afterId: string, limit: number): readonly Kept[] {
    const ids: string[] = [];
    for (const id of this.#ids.from(afterId)) {
      if (ids.length >= limit) break;
      if (id !== afterId) ids.push(id);
    }
    return this.#found(ids);
  }

  due(partition: number, until: number, limit: number): readonly Kept[] {
    const ids: string[] = [];
    for (const { at, id } of this.#due.get(partition) ?? []) {
      if (at > until || ids.length >= limit) break;
      ids.push(id);
    }
    return this.#found(ids);
  }

  nextDue(partition: number): number | undefined {
    return this.#due.get(partition)?.first?.at;
  }

  #found(ids: Iterable<string>): readonly Kept[] {
    return Array.from(ids, (id) => this.#items.get(id)).filter((kept) => kept !== undefined);
  }

  #tag({ item: { id, tag } }: Kept): void {
    if (tag !== undefined) setIn(this.#tags, tag, byCodePoint).add(id);
  }

  #untag(known: Kept | undefined): void {
    if (known?.item.tag === undefined) return;
    const { id, tag } = known.item;
    const ids = this.#tags.get(tag);
    ids?.delete(id);
    if (ids?.size === 0) this.#tags.delete(tag);
  }

  #noteDue({ item: { id, at }, partition }: Kept): void {
    if (at !== undefined) setIn(this.#due, partition, byInstant).add({ at, id });
  }

  #forgetDue(known: Kept | undefined): void {
    if (known?.item.at === undefined) return;
    this.#due.get(known.partition)?.delete({ at: known.item.at, id: known.item.id });
  }
}

const setIn = <K, T>(
  sets: Map<K, SortedSet<T>>,
  key: K,
  compare: (a: T, b: T) => number,
): SortedSet<T> => {
  const known = sets.get(key);
  if (known) return known;
  const fresh = new SortedSet<T>(compare);
  sets.set(key, fresh);
  return fresh;
};
