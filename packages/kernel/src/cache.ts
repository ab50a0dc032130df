// What a partition remembers between its turns.

import type { Instance } from '@dure/domain';
import type { Drawer, Item, ItemId } from './ports.ts';

const ITEMS_CACHED_MAX = 16_384;
const INSTANCES_CACHED_MAX = 2_048;

/** Something remembered. Who has found it puts what came of it there, and need not look again. */
export type Memory<T> = { value: T };

/**
 * Remembers so many; what came first is forgotten first, and is read again if it is needed. An
 * eighth is forgotten at a time, as to find the first one costs more, the more were forgotten.
 */
class Recent<T> {
  readonly #max: number;
  readonly #memories = new Map<string, Memory<T>>();

  constructor(max: number) {
    this.#max = max;
  }

  find(key: string): Memory<T> | undefined {
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
  item({ drawer, id }: ItemId): Memory<Item | null> | undefined {
    return this.#items[drawer]?.find(id);
  }

  keep(drawer: Drawer, id: string, item: Item | null): void {
    const items = this.#items[drawer];
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
