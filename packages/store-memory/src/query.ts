// A query over the rows of a view, as the databases answer it.

import type { Filter, Item, Json, RowCursor, RowPage, RowQuery } from '@dure/kernel/ports';
import { byCodePoint } from './sorted.ts';

const fieldName = /^[\p{L}\p{N}_]{1,64}$/u;

const checked = (field: string): string => {
  if (!fieldName.test(field)) throw new RangeError(`${field} is no field name.`);
  return field;
};

type Read = (body: Json) => Json;

const reading = (field: string): Read => {
  checked(field);
  return (body) => (isRecord(body) && Object.hasOwn(body, field) ? (body[field] ?? null) : null);
};

const isRecord = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Test = (body: Json) => boolean;

/** Capitals of the Latin alphabet only: what every database can do. */
const folded = (text: string): string => text.replaceAll(/[A-Z]/g, (one) => one.toLowerCase());

const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
};

const holding = (value: string): Test => {
  const part = folded(value);
  return (text) => typeof text === 'string' && folded(text).includes(part);
};

const inAnyText = (value: string): Test => {
  const has = holding(value);
  return (body) => textsIn(body).some(has);
};

const containing = (field: string, value: string): Test => {
  const has = holding(value);
  const read = reading(field);
  return (body) => has(read(body));
};

const isOrdered = (value: Filter['value']): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** Numbers are compared with numbers and texts with texts; nothing else is before or after. */
const bounded = (read: Read, is: 'atLeast' | 'atMost', value: Filter['value']): Test => {
  const side = is === 'atLeast' ? 1 : -1;
  if (!isOrdered(value)) return () => false;
  return (body) => {
    const found = read(body);
    return typeof found === typeof value && side * compare(found, value) >= 0;
  };
};

const test = ({ field, is, value }: Filter): Test => {
  if (is === 'contains') return containing(field, String(value));
  const read = reading(field);
  return is === 'equal' ? (body) => read(body) === value : bounded(read, is, value);
};

const anyOf = ({ field, values }: RowQuery['anyOf'][number]): Test => {
  const read = reading(field);
  const reads = new Set<Json>(values);
  return (body) => reads.has(read(body));
};

// #region order
/** Nothing first, then truths and numbers, then texts. */
const rank = (value: Json): number => {
  if (value === null) return 0;
  return typeof value === 'number' || typeof value === 'boolean' ? 1 : 2;
};

const compare = (a: Json, b: Json): number => {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return rank(a) === 2 ? byCodePoint(JSON.stringify(a), JSON.stringify(b)) : Number(a) - Number(b);
};
// #endregion order

/** A row, wherever it is kept. */
type Kept = { readonly item: Pick<Item, 'id' | 'at'>; readonly body: Json };
type Page<K> = Omit<RowPage, 'rows'> & { readonly rows: readonly K[] };
type Placed = { readonly kept: Kept; readonly by: Json };

const inOrder = (a: Placed, b: RowCursor): number =>
  compare(a.by, b.by) || byCodePoint(a.kept.item.id, b.id);

/** @param tagged the rows of the view, by id. */
export const answer = <K extends Kept>(query: RowQuery, tagged: readonly K[]): Page<K> => {
  const { search } = query;
  const searched = search === undefined ? [] : [inAnyText(search)];
  const tests = [...query.filters.map(test), ...query.anyOf.map(anyOf), ...searched];
  const { sortBy, offset, limit, after, countMax = Infinity } = query;
  const read = sortBy === undefined ? undefined : reading(sortBy);
  const found = tagged
    .filter(({ body }) => tests.every((holds) => holds(body)))
    .map((kept) => ({ kept, by: read ? read(kept.body) : (kept.item.at ?? null) }))
    .toSorted((a, b) => compare(a.by, b.by) || byCodePoint(a.kept.item.id, b.kept.item.id));
  const side = query.descending ? -1 : 1;
  const ordered = query.descending ? found.toReversed() : found;
  const behind = after ? ordered.filter((placed) => side * inOrder(placed, after) > 0) : ordered;
  const rows = behind.slice(offset, offset + limit).map(({ kept }) => kept);
  if (found.length <= countMax) return { rows, total: found.length };
  return { rows, total: countMax, hasMore: true };
};
