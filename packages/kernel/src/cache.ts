// What a partition remembers between its turns.

import type { Instance } from '@dure/domain';
import type { Drawer, Item, ItemId } from './ports.ts';

const ITEMS_CACHED_MAX = 16_384;
const INSTANCES_CACHED_MAX = 2_048;

/** Remembers what was used lately: at least half of so many, and at most all of them. */
class Recent<T> {
  readonly #half: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  constructor(max: number) {
    this.#half = max / 2;
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  get(key: string): T | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, value: T): void {
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  forget(): void {
    this.#young.clear();
    this.#old.clear();
  }
}

/**
 * What a partition knew after its last turn. It is true as long as nobody else had a turn since,
 * which the head tells.
 */
export class Cache {
  /** The head's `turns` for which this is true. */
  turns = -1;
  /** Drawers whose items are worth remembering between turns. */
  readonly #items: { readonly [D in Drawer]?: Recent<Item | null> } = {
    instance: new Recent(ITEMS_CACHED_MAX),
    process: new Recent(ITEMS_CACHED_MAX),
    row: new Recent(ITEMS_CACHED_MAX),
  };
  /** Instances as they were left, so that a ledger's entries are not read each time. */
  readonly #instances = new Recent<Instance>(INSTANCES_CACHED_MAX);
  readonly #isOurs: (id: string) => boolean;

  /** @param isOurs whether what lies under an id is written by this partition alone. */
  constructor(isOurs: (id: string) => boolean) {
    this.#isOurs = isOurs;
  }

  /** What lies there; null, if it is known that nothing does. */
  item({ drawer, id }: ItemId): Item | null | undefined {
    return this.#items[drawer]?.get(id);
  }

  keep(drawer: Drawer, id: string, item: Item | null): void {
    const items = this.#items[drawer];
    if (items && this.#isOurs(id)) items.set(id, item);
  }

  knowsInstance(id: string): boolean {
    return this.#instances.has(id);
  }

  instance(id: string): Instance | undefined {
    return this.#instances.get(id);
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
