// Which fields of a row someone sees, where they do not see all of them at all times. Whatever
// hands rows to someone asks here: lists, rows and streams, of every protocol and page.

import type { Sight } from '@dure/domain';
import type { ViewQuery, ViewRow } from '@dure/kernel';
import type { Caller } from './caller.ts';
import type { ViewEntry } from './catalogue.ts';
import { textOf } from './text.ts';

/** The fields that are not always seen, each with when it is. */
export type Sights = { readonly [field: string]: Sight };

type Row = ViewRow['row'];

export const sightsOf = (view: ViewEntry, { actor = '' }: Caller): Sights | undefined =>
  view.readers.get(actor)?.actor.sees?.[view.name];

const isSeen = (sight: Sight, row: Row): boolean =>
  sight !== 'never' &&
  Object.entries(sight).every(([column, values]) => {
    const value = textOf(row[column]);
    return value !== undefined && values.includes(value);
  });

/** The row as it is to be shown: a field that is hidden is not there, as if it had no value. */
export const seenThrough = (sights: Sights | undefined, found: ViewRow): ViewRow => {
  if (sights === undefined) return found;
  const hidden = Object.entries(sights).filter(([, sight]) => !isSeen(sight, found.row));
  if (hidden.length === 0) return found;
  const names = new Set(hidden.map(([field]) => field));
  const seen = Object.entries(found.row).filter(([field]) => !names.has(field));
  return { ...found, row: Object.fromEntries(seen) };
};

/** The fields that a query goes by; a search goes by all of them. */
const goesBy = ({ filters, anyOf, sortBy, search }: ViewQuery, field: string): boolean =>
  search !== undefined ||
  sortBy === field ||
  [...filters, ...anyOf].some((part) => part.field === field);

const neverSeen = (field: string): ViewQuery['anyOf'] => [{ field, values: [] }];

/**
 * What goes by a field that is not always seen finds only rows where it is: a list is not to tell
 * what no row shows.
 */
export const lookedUpThrough = (sights: Sights | undefined, query: ViewQuery): ViewQuery => {
  const asked = Object.entries(sights ?? {}).filter(([field]) => goesBy(query, field));
  const conditions = asked.flatMap(([field, sight]) =>
    sight === 'never'
      ? neverSeen(field)
      : Object.entries(sight).map(([column, values]) => ({ field: column, values })),
  );
  return conditions.length === 0 ? query : { ...query, anyOf: [...query.anyOf, ...conditions] };
};
