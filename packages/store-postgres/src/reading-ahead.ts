// What a turn reads together with its lock: of what it asks for later, only the rest is read then.

import type { Item, ItemId, ReadSet } from '@dure/kernel/ports';

type Read = (reads: ReadSet) => Promise<readonly Item[]>;
type Tagged = ReadSet['tags'][number];

/** What was asked for at the beginning, and what is found there. */
export type Ahead = { readonly ahead: ReadSet; readonly found: Promise<readonly Item[]> };

const placeOf = ({ collection, id }: ItemId): string => `${collection}/${id}`;
const groupOf = ({ collection, tag }: Tagged): string => `${collection}/${tag}`;

/** Reads what was read ahead from there, and asks for nothing but the rest. */
export const readingAhead = ({ ahead, found }: Ahead, read: Read): Read => {
  const places = new Set(ahead.ids.map(placeOf));
  const groups = new Set(ahead.tags.map(groupOf));
  return async ({ ids, tags }) => {
    const named = Map.groupBy(ids, (of) => places.has(placeOf(of)));
    const grouped = Map.groupBy(tags, (of) => groups.has(groupOf(of)));
    const early = setOf(named.get(true), grouped.get(true));
    const rest = setOf(named.get(false), grouped.get(false));
    const [known, others] = await Promise.all([
      isNothing(early) ? [] : found,
      isNothing(rest) ? [] : read(rest),
    ]);
    return [...wantedOf(known, early), ...others];
  };
};

const setOf = (ids: ReadSet['ids'] = [], tags: ReadSet['tags'] = []): ReadSet => ({ ids, tags });

const isNothing = ({ ids, tags }: ReadSet): boolean => ids.length + tags.length === 0;

const wantedOf = (known: readonly Item[], { ids, tags }: ReadSet): readonly Item[] => {
  const places = new Set(ids.map(placeOf));
  const groups = new Set(tags.map(groupOf));
  return known.filter((item) => {
    const { collection, tag } = item;
    const isTagged = tag !== undefined && groups.has(groupOf({ collection, tag }));
    return isTagged || places.has(placeOf(item));
  });
};
