// What a partition remembers between its turns.

import type { Instance } from '@dure/domain';
import type { Drawer, Item } from './ports.ts';

const ITEMS_CACHED_MAX = 20_000;
const INSTANCES_CACHED_MAX = 2_000;

/** Drawers whose items are worth remembering between turns. */
const cachedDrawers = new Set<Drawer>(['instance', 'process', 'row']);

/**
 * What a partition knew after its last turn. It is true as long as nobody else had a turn since,
 * which the head tells.
 */
export class Cache {
  /** The head's `turns` for which this is true. */
  turns = -1;
  readonly items = new Map<string, Item | undefined>();
  /** Instances as they were left, so that a ledger's entries are not read each time. */
  readonly instances = new Map<string, Instance>();
  readonly #isOurs: (key: string) => boolean;

  /** @param isOurs whether what lies under a key is written by this partition alone. */
  constructor(isOurs: (key: string) => boolean) {
    this.#isOurs = isOurs;
  }

  keep(place: string, item: Item | undefined): void {
    const space = place.indexOf(' ');
    const drawer = place.slice(0, space) as Drawer; // `placeOf` began with it.
    if (!cachedDrawers.has(drawer)) return;
    if (!this.#isOurs(place.slice(place.indexOf('/', space) + 1))) return;
    this.items.delete(place);
    this.items.set(place, item);
  }

  forget(): void {
    this.turns = -1;
    this.items.clear();
    this.instances.clear();
  }

  /** Drops the oldest, so that memory stays bounded. */
  trim(): void {
    trimTo(this.items, ITEMS_CACHED_MAX);
    trimTo(this.instances, INSTANCES_CACHED_MAX);
  }

  keepInstance(id: string, instance: Instance): void {
    if (!this.#isOurs(id.slice(id.indexOf('/') + 1))) return;
    instance.forgetLoose();
    this.instances.delete(id);
    this.instances.set(id, instance);
  }
}

const trimTo = (map: Map<string, unknown>, sizeMax: number): void => {
  for (const key of map.keys()) {
    if (map.size <= sizeMax) return;
    map.delete(key);
  }
};
