// Lists of a store, oldest first and page by page, however long they are: all of it is looked at,
// and only one page is kept.

import { cursorIn, cursorOf } from '../ids.ts';
import type { Listed, PageOf } from './contract.ts';
import type { Collection, Item, Store } from '../ports.ts';

const READ_MAX = 1_000;
const PAGE_MAX = 1_000;
const PAGE_STANDARD = 100;

/** All items of a collection, by id. What comes meanwhile may be among them or not. */
export async function* everyItem(store: Store, collection: Collection): AsyncGenerator<Item> {
  for (let after = ''; ;) {
    const items = await store.list(collection, after, READ_MAX);
    yield* items;
    const last = items.at(-1);
    if (!last || items.length < READ_MAX) return;
    after = last.id;
  }
}

type Aged = { readonly id: string; readonly since: number };

const isBefore = (one: Aged, other: Aged): boolean =>
  one.since === other.since ? one.id < other.id : one.since < other.since;

/** The oldest of what is given to it, behind a cursor: as many as fit on a page. */
export class OldestFirst<T extends Aged> {
  readonly #limit: number;
  readonly #after: Aged | undefined;
  readonly #kept: T[] = [];

  constructor({ after, limit = PAGE_STANDARD }: PageOf) {
    this.#limit = Math.max(1, Math.min(limit, PAGE_MAX));
    this.#after = after === undefined ? undefined : cursorIn(after);
  }

  /** Whether it would be on the page, as far as that is known. */
  wants(one: Aged): boolean {
    if (this.#after && !isBefore(this.#after, one)) return false;
    const last = this.#kept[this.#limit];
    return last === undefined || isBefore(one, last);
  }

  add(one: T): void {
    if (!this.wants(one)) return;
    let [low, high] = [0, this.#kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.#kept[middle];
      if (at && isBefore(at, one)) low = middle + 1;
      else high = middle;
    }
    this.#kept.splice(low, 0, one);
    // One more than a page is kept: it tells that there is another page.
    if (this.#kept.length > this.#limit + 1) this.#kept.pop();
  }

  page(): Listed<T> {
    const items = this.#kept.slice(0, this.#limit);
    const last = items.at(-1);
    return this.#kept.length > this.#limit && last ? { items, next: cursorOf(last) } : { items };
  }
}
