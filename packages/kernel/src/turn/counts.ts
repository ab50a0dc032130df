// How many instances carry a tag: as committed, and moved on by what the turn writes.

import { Missing } from './items.ts';
import type { ById, Cache, Slot } from './items.ts';
import type { Item } from '../ports.ts';

/** How many instances carry a tag, as committed. */
export type CountOf = (tag: string) => Promise<number>;

type Step = { readonly from: Item | null; readonly to: Item | null };

const nothingCounted: CountOf = () => Promise.reject(new Error('Nothing is counted here.'));

export class Counts {
  readonly #countOf: CountOf;
  readonly #counts: Map<string, number>;

  constructor(cache: Cache, countOf: CountOf = nothingCounted) {
    this.#countOf = countOf;
    this.#counts = new Map(cache.counts);
  }

  /** Counts on from what is committed, and what this turn has written before it counted. */
  async begin(tag: string, instances: ById<Slot>): Promise<void> {
    if (this.#counts.has(tag)) return;
    let count = await this.#countOf(tag);
    for (const { wasRead, item, isWritten } of instances.values()) {
      if (!isWritten) continue;
      count += Number(item?.tag === tag) - Number(wasRead?.tag === tag);
    }
    this.#counts.set(tag, count);
  }

  /** @throws {Missing} they were not counted yet. */
  of(tag: string): number {
    const count = this.#counts.get(tag);
    if (count === undefined) throw new Missing({ ids: [], tags: [], counts: [tag] });
    return count;
  }

  /** An instance moves from one tag to another. */
  move({ from, to }: Step): void {
    if (from?.tag === to?.tag) return;
    this.#add(from?.tag, -1);
    this.#add(to?.tag, 1);
  }

  #add(tag: string | undefined, by: number): void {
    const count = tag === undefined ? undefined : this.#counts.get(tag);
    if (tag !== undefined && count !== undefined) this.#counts.set(tag, count + by);
  }

  remember(cache: Cache): void {
    for (const [tag, count] of this.#counts) cache.keepCount(tag, count);
  }
}
