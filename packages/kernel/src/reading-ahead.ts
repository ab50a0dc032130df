// What a turn of a store reads together with its lock: of what it asks for later, only the rest is
// read then.

import type { Item, ItemId, ReadSet } from './port-items.ts';

type Read = (reads: ReadSet) => Promise<readonly Item[]>;
type Tagged = ReadSet['tags'][number];

/** What was asked for at the beginning, and what is found there. */
export type Ahead = { readonly ahead: ReadSet; readonly found: Promise<readonly Item[]> };

const placeOf = ({ collection, id }: ItemId): string => `${collection}/${id}`;
const groupOf = ({ collection, tag }: Tagged): string => `${collection}/${tag}`;

/**
 * For stores that read ahead: reads what was asked for at the beginning from there, and asks for
 * nothing but the rest.
 */
export const readingAhead = (of: Ahead, read: Read): Read => {
  const dividing = divided(of, read);
  // Nearly every turn asks once, and for just that.
  return (reads) => (isSame(reads, of.ahead) ? of.found : dividing(reads));
};

const isSame = (one: ReadSet, other: ReadSet): boolean =>
  one.ids.length === other.ids.length &&
  one.tags.length === other.tags.length &&
  one.ids.every(({ collection, id }, index) => {
    const place = other.ids[index];
    return place?.id === id && place.collection === collection;
  }) &&
  one.tags.every(({ collection, tag }, index) => {
    const group = other.tags[index];
    return group?.tag === tag && group.collection === collection;
  });

/** Divides what is asked for into what was read, and the rest. */
const divided =
  ({ ahead, found }: Ahead, read: Read): Read =>
  async ({ ids, tags }) => {
    const places = new Set(ahead.ids.map(placeOf));
    const groups = new Set(ahead.tags.map(groupOf));
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
