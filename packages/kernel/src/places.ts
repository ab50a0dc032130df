// Values by drawer and id. A map for each drawer: an id is not copied into a longer key.

import type { Drawer, ItemId } from './ports.ts';

export class Places<T> {
  readonly #drawers = new Map<Drawer, Map<string, T>>();

  get({ drawer, id }: ItemId): T | undefined {
    return this.#drawers.get(drawer)?.get(id);
  }

  set({ drawer, id }: ItemId, value: T): void {
    const known = this.#drawers.get(drawer);
    if (known) known.set(id, value);
    else this.#drawers.set(drawer, new Map([[id, value]]));
  }

  delete({ drawer, id }: ItemId): void {
    this.#drawers.get(drawer)?.delete(id);
  }

  forEachIn(drawer: Drawer, visit: (value: T) => void): void {
    this.#drawers.get(drawer)?.forEach(visit);
  }

  /** Drawer by drawer, in each in the order of the first setting. */
  forEach(visit: (value: T, drawer: Drawer, id: string) => void): void {
    this.#drawers.forEach((values, drawer) => {
      values.forEach((value, id) => visit(value, drawer, id));
    });
  }
}
