// The names that walls may have left in this store, noted in it; and how many records of names that
// are not on the wall were counted, up to where.

import { NAMES_ID } from '../ids.ts';
import type { Item, Store } from '../ports.ts';
import { asJson } from '../turn/messages.ts';

const place = { collection: 'follower', id: NAMES_ID } as const;

/** The records of events that are not on the wall, as far as the log was read for them. */
export type Counted = {
  /** The sequence of the last record of each partition that was read. */
  readonly after: readonly number[];
  readonly counts: { readonly [event: string]: number };
  /** A case of each. */
  readonly cases: { readonly [event: string]: string };
};

export type NotedNames = {
  readonly names: readonly string[];
  /** The walls by what their names come to, in the order in which they began. */
  readonly walls: readonly string[];
  readonly counted?: Counted | undefined;
};

export const nothingCounted: Counted = { after: [], counts: {}, cases: {} };

// What lies there was put there by `note`.
const namesIn = ({ body }: Item): NotedNames => body as unknown as NotedNames;

/** Nothing, where no wall was noted yet. */
export const notedIn = async (store: Pick<Store, 'read'>): Promise<NotedNames | undefined> => {
  const [item] = await store.read({ ids: [place], tags: [] });
  return item && namesIn(item);
};

/** Adds names to those that are noted. */
export const note = async (
  store: Pick<Store, 'read' | 'turn'>,
  { names, walls, counted }: NotedNames,
): Promise<void> => {
  const before = await notedIn(store);
  const isKnown =
    names.every((name) => before?.names.includes(name)) &&
    walls.every((wall) => before?.walls.includes(wall));
  if (isKnown && JSON.stringify(before?.counted) === JSON.stringify(counted)) return;
  await store.turn(0, async (turn) => {
    const [item] = await turn.read({ ids: [place], tags: [] });
    const known = item ? namesIn(item) : undefined;
    const all = [...new Set([...(known?.names ?? []), ...names])].toSorted();
    const since = [...new Set([...(known?.walls ?? []), ...walls])];
    const body = asJson({ names: all, walls: since, ...(counted ? { counted } : {}) });
    const { facts } = turn.head;
    await turn.write({ append: [], insert: [], put: [{ ...place, body }], remove: [], facts });
  });
};
