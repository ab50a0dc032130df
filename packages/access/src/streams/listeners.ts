// Those who follow a view, found by what they may read.

import type { ViewRow } from '@dure/kernel';
import type { RowReach } from '../reach.ts';
import { textOf } from '../text.ts';

/** A row as it is now. */
export type Changed = {
  readonly key: string;
  /** Nothing, where it is gone. */
  readonly found: ViewRow | undefined;
  /** Of the last commit that touched it. */
  readonly number: number;
};

/** Has all that was handed out so far, and is handed what comes. */
export interface Live {
  /** What it may read; nothing, where that has to be looked up for each row. */
  readonly reach: RowReach | undefined;
  take(changed: Changed): void;
  /** What came last is not known any more. */
  missed(): void;
}

export class Listeners {
  readonly all = new Set<Live>();
  /** Of what is their own: by the field that says whose a row is, and by its value. */
  readonly #owners = new Map<string, Map<string, Set<Live>>>();
  readonly #others = new Set<Live>();

  add(live: Live): void {
    this.all.add(live);
    for (const [byValue, value] of this.#placesOf(live)) {
      const set = byValue.get(value) ?? new Set<Live>();
      byValue.set(value, set.add(live));
    }
    if (live.reach?.is !== 'own') this.#others.add(live);
  }

  remove(live: Live): void {
    this.all.delete(live);
    this.#others.delete(live);
    for (const [byValue, value] of this.#placesOf(live)) {
      const set = byValue.get(value);
      set?.delete(live);
      if (set?.size === 0) byValue.delete(value);
    }
  }

  /** Whom a row may reach; of one that is gone, nobody knows any more whose it was. */
  *of(found: ViewRow | undefined): Iterable<Live> {
    yield* this.#others;
    if (!found) return;
    for (const [field, byValue] of this.#owners) {
      const owner = textOf(found.row[field]);
      if (owner !== undefined) yield* byValue.get(owner) ?? [];
    }
  }

  #placesOf({ reach }: Live): readonly (readonly [Map<string, Set<Live>>, string])[] {
    if (reach?.is !== 'own') return [];
    const byValue = this.#owners.get(reach.field) ?? new Map<string, Set<Live>>();
    this.#owners.set(reach.field, byValue);
    return reach.values.map((value) => [byValue, value] as const);
  }
}
