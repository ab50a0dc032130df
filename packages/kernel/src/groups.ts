// The items that a turn has read by their tag, kept true to what it writes.

import type { Drawer, Item, ItemId } from './ports.ts';

type Group = Map<string, Item>;

export class Groups {
  readonly #drawers = new Map<Drawer, Map<string, Group>>();

  /** The items of a drawer with a tag, by id; nothing, when they were not read. */
  get(drawer: Drawer, tag: string): ReadonlyMap<string, Item> | undefined {
    return this.#drawers.get(drawer)?.get(tag);
  }

  /** Begins a group that is read. */
  open(drawer: Drawer, tag: string): void {
    const known = this.#drawers.get(drawer);
    if (known) known.set(tag, new Map());
    else this.#drawers.set(drawer, new Map([[tag, new Map()]]));
  }

  /** Puts an item into its group, where that was read. */
  take(item: Item): void {
    if (item.tag !== undefined) this.#drawers.get(item.drawer)?.get(item.tag)?.set(item.id, item);
  }

  /** Moves what is written to the group of its tag, or out of all. Each step has its way back. */
  move(
    { drawer, id }: ItemId,
    item: Item | undefined,
    onWayBack: (step: () => void) => void,
  ): void {
    const groups = this.#drawers.get(drawer);
    if (!groups) return;
    for (const [tag, items] of groups) {
      const before = items.get(id);
      if (item?.tag === tag) items.set(id, item);
      else if (before) items.delete(id);
      else continue;
      onWayBack(() => {
        if (before) items.set(id, before);
        else items.delete(id);
      });
    }
  }
}
