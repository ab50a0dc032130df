// The query of a list: which rows, in which order, which page of them.

import { readFields } from '@dure/domain';
import type { Fields, Mistake, Shape, View } from '@dure/domain';
import { date } from '@dure/domain/shapes';
import type { Filter, ViewQuery } from '@dure/kernel';
import { readCursor } from './cursor.ts';
import { invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { textOf } from './text.ts';

export const PAGE_SIZE = 50;
export const PAGE_SIZE_MAX = 200;
/** Rows are counted so far; behind that it is said that there are more. */
export const COUNT_MAX = 1_000;
const PAGE_NUMBER_MAX = 1_000_000;
const VALUES_MAX = 100;

/** Names that are never a field of the view: they say how to list. */
const listNames: readonly string[] = ['page', 'size', 'sort', 'q', 'cursor'];

export type ListQuery = {
  readonly page: number;
  readonly size: number;
  readonly query: ViewQuery;
};

export type ReadQuery =
  | { readonly is: 'read'; readonly list: ListQuery }
  | { readonly is: 'refused'; readonly refusal: Refusal };

/** A name that a client wrote may be one that every object has, such as `constructor`. */
const shapeNamed = ({ fields }: View, name: string): Shape | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** A query as it was written: names, each with its value or values. */
export type WrittenQuery = { readonly [name: string]: string | readonly string[] | undefined };

const mistake = (path: string, ko: string, en: string): Mistake => ({ path, ko, en });

const readCount = (
  written: WrittenQuery,
  name: string,
  range: { readonly min: number; readonly max: number; readonly standard: number },
): number | Mistake => {
  const value = written[name];
  if (value === undefined) return range.standard;
  const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (count >= range.min && count <= range.max) return count;
  const { min, max } = range;
  return mistake(name, `${min}부터 ${max}까지의 정수`, `A whole number from ${min} to ${max}`);
};

type Sort = { readonly sortBy: string | undefined; readonly descending: boolean };

const sortPattern = /^(-?)([^,]+?)(,asc|,desc)?$/i;

const sortBy = (written: string): Sort => {
  const [, minus, field, direction] = sortPattern.exec(written) ?? [];
  return { sortBy: field, descending: minus === '-' || direction?.toLowerCase() === ',desc' };
};

/** When a row last changed, which every row says. */
const CHANGED = 'lastEventAt';

/** `status`, `-status`, or as some clients write it, `status,desc`. */
const readSort = (view: View, value: WrittenQuery[string]): Sort | Mistake => {
  if (value === undefined || value === '') return { sortBy: undefined, descending: true };
  // Several fields are several texts: no view has a field of such a name.
  const sort = sortBy(String(value));
  if (sort.sortBy !== undefined && shapeNamed(view, sort.sortBy)) return sort;
  if (sort.sortBy === CHANGED) return { ...sort, sortBy: undefined };
  const known = [...Object.keys(view.fields), CHANGED].join(', ');
  return mistake('sort', `다음 중 한 필드: ${known}`, `One field of: ${known}`);
};

type Comparable = string | number | boolean;

/** A number or a truth is compared as such, and everything else as text. */
const comparable = (shape: Shape, written: string): Comparable | undefined => {
  const read = shape.read(written);
  const { type = 'string' } = shape.schema as { readonly type?: string };
  const kept = type === 'integer' ? 'number' : type;
  if (typeof read === 'number' || typeof read === 'boolean') return read;
  return kept === 'string' ? textOf(read) : undefined;
};

const alone = new WeakMap<Shape, Fields>();

/** The shape as the one field of an object, which is compiled once. */
const aloneOf = (shape: Shape): Fields => {
  const fields = alone.get(shape) ?? { value: shape };
  alone.set(shape, fields);
  return fields;
};

/** What keeps every row from having the value: no list is to say of `tomorrow` that it has none. */
const wrongWith = (shape: Shape, value: Comparable): Mistake | undefined =>
  readFields(aloneOf(shape), { value }).mistakes?.[0];

/** A day is enough to part the instants before it from those after it. */
const isDay = (shape: Shape, value: Comparable): boolean =>
  (shape.schema as { readonly format?: string }).format === 'date-time' &&
  wrongWith(date, value) === undefined;

type Range = 'equal' | 'atLeast' | 'atMost' | 'contains';

const ranges: ReadonlyMap<string, Range> = new Map([
  ['from', 'atLeast'],
  ['to', 'atMost'],
  ['has', 'contains'],
]);

const filterNamed = (view: View, name: string): Named | undefined => {
  if (shapeNamed(view, name)) return { field: name, is: 'equal' };
  const dot = name.lastIndexOf('.');
  const field = name.slice(0, dot);
  const is = ranges.get(name.slice(dot + 1));
  return dot > 0 && is && shapeNamed(view, field) ? { field, is } : undefined;
};

type Filters = {
  readonly filters: Filter[];
  readonly anyOf: ViewQuery['anyOf'][number][];
  search?: string;
};

const unknownField = (view: View, name: string): Mistake => {
  const known = Object.keys(view.fields).join(', ');
  return mistake(name, `없는 필드입니다. 있는 필드: ${known}`, `No such field. Known: ${known}`);
};

type Named = { readonly field: string; readonly is: Range };

const put = ({ field, is }: Named, values: readonly Comparable[], found: Filters): boolean => {
  const [value] = values;
  if (values.length === 1 && value !== undefined) {
    found.filters.push({ field, is, value });
    return true;
  }
  // Several values of a text field mean any of them.
  if (is !== 'equal' || !values.every((one) => typeof one === 'string')) return false;
  found.anyOf.push({ field, values });
  return true;
};

const firstWrong = (
  { is }: Named,
  shape: Shape,
  values: readonly Comparable[],
): Mistake | undefined =>
  values
    .filter((value) => is === 'equal' || !isDay(shape, value))
    .map((value) => wrongWith(shape, value))
    .find((wrong) => wrong !== undefined);

/** Adds what one name of the query says, or tells what is wrong with it. */
const addFilter = (
  view: View,
  [name, written]: readonly [string, string | readonly string[]],
  found: Filters,
): Mistake | undefined => {
  const named = filterNamed(view, name);
  const shape = named && shapeNamed(view, named.field);
  if (!named || !shape) return unknownField(view, name);
  // A field that was left empty in a form says nothing.
  const texts = [written].flat().filter((text) => text !== '');
  return texts.length === 0 ? undefined : addValues([name, texts], { named, shape }, found);
};

const addValues = (
  [name, texts]: readonly [string, readonly string[]],
  { named, shape }: { readonly named: Named; readonly shape: Shape },
  found: Filters,
): Mistake | undefined => {
  const values = texts.slice(0, VALUES_MAX).flatMap((text) => comparable(shape, text) ?? []);
  if (texts.length !== values.length) {
    return mistake(name, '읽을 수 없는 값입니다', 'This value cannot be read');
  }
  const wrong = named.is === 'contains' ? undefined : firstWrong(named, shape, values);
  if (wrong) return { ...wrong, path: name };
  const isPut = put(named, values, found);
  return isPut ? undefined : mistake(name, '한 번만 쓸 수 있습니다', 'May be given once only');
};

const isMistake = (read: object | number): read is Mistake =>
  typeof read === 'object' && 'path' in read;

const filtersIn = (view: View, written: WrittenQuery, mistakes: Mistake[]): Filters => {
  const found: Filters = { filters: [], anyOf: [] };
  for (const [name, value] of Object.entries(written)) {
    if (listNames.includes(name) || value === undefined) continue;
    const wrong = addFilter(view, [name, value], found);
    if (wrong) mistakes.push(wrong);
  }
  const { q } = written;
  if (typeof q === 'string' && q.trim() !== '') {
    found.search = q.normalize('NFC').trim();
  }
  return found;
};

type Parts = {
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  readonly after: ViewQuery['after'];
};
type Written<T> = { readonly [name in keyof T]: T[name] | Mistake };

const isRead = (read: Written<Parts>): read is Parts =>
  !Object.values(read).some((part) => part !== undefined && isMistake(part));

const listOf = ({ page, size, sort, after }: Parts, filters: Filters): ListQuery => {
  // Behind a cursor the number of the page is for people only.
  const paging = { after, offset: after ? 0 : page * size, limit: size };
  return { page, size, query: { ...filters, ...sort, ...paging, countMax: COUNT_MAX } };
};

/** Lists are ordered by the last change, newest first, unless the query says otherwise. */
export const readQuery = (view: View, written: WrittenQuery): ReadQuery => {
  const page = readCount(written, 'page', { min: 0, max: PAGE_NUMBER_MAX, standard: 0 });
  const size = readCount(written, 'size', { min: 1, max: PAGE_SIZE_MAX, standard: PAGE_SIZE });
  const sort = readSort(view, written['sort']);
  const after = isMistake(sort) ? undefined : readCursor(sort, written['cursor']);
  const read = { page, size, sort, after };
  const mistakes = [page, size, sort, after ?? {}].filter(isMistake);
  const filters = filtersIn(view, written, mistakes);
  if (mistakes.length > 0 || !isRead(read)) return { is: 'refused', refusal: invalid(mistakes) };
  return { is: 'read', list: listOf(read, filters) };
};
