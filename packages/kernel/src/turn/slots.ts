// The places of a turn: what was read there, and what is to be written.

import type { CacheEntry } from './items.ts';
import type { Collection, Item } from '../ports.ts';

/** What lies under an id: as it was read, or as it is to be written. */
export type Slot = {
  /** Null where nothing lies. */
  item: Item | null;
  /** As this turn found it. */
  readonly wasRead: Item | null;
  isWritten: boolean;
  /** Whether the place must be free when it is written. */
  isInserted: boolean;
  /** Where the partition remembers it between turns, if it did. */
  readonly entry: CacheEntry<Item | null> | undefined;
};

export type ById<T> = Map<string, T>;

export const slotsIn = <T>(all: Map<Collection, ById<T>>, collection: Collection): ById<T> => {
  const known = all.get(collection);
  if (known) return known;
  const fresh: ById<T> = new Map();
  all.set(collection, fresh);
  return fresh;
};
