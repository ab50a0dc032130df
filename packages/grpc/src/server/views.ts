// Views over gRPC: one row, and a page of a list.

import { admit, findRow, findRows, invalidPart, readQuery, refusal } from '@dure/access';
import type { ListQuery, FoundPage, ViewEntry, WrittenQuery } from '@dure/access';
import type { ViewRow } from '@dure/kernel';
import { lowerSnake } from '../schema/names.ts';
import { LAST_EVENT_AT, STATE } from '../schema/service-of.ts';
import type { Row } from '../wire/any.ts';
import { headerIn, textIn } from './call.ts';
import type { Asked } from './call.ts';
import type { Line } from './line.ts';
import { refusing } from './unary.ts';
import type { Handle } from './unary.ts';

export const viewNamed = ({ business }: Line, name: string): ViewEntry => {
  const view = business.views.get(name);
  if (!view) throw new Error(`The view ${name} is not in the catalogue.`);
  return view;
};

/** What the wall has goes before what is made. */
export const shownRow = ({ row, lastEventAt }: ViewRow): Row => ({
  [LAST_EVENT_AT]: new Date(lastEventAt).toISOString(),
  [STATE]: row['status'],
  ...row,
});

export const admitTo = ({ line, caller, metadata }: Asked, view: ViewEntry) =>
  admit(line.business, view, { caller, after: headerIn(metadata, 'dure-position') });

export const getHandler = (line: Line, name: string): Handle => {
  const view = viewNamed(line, name);
  return async (asked) => {
    const admitted = await admitTo(asked, view);
    if (admitted.is === 'refused') return admitted;
    const values = view.view.key.map((field) => textIn(asked, field));
    const found = await findRow(view, values, admitted.reach);
    if (!found) return refusing(refusal('NotFound'));
    return { is: 'answered', response: { row: shownRow(found) } };
  };
};

/** A field by its name on the wall, or in the file: `strDt` is `str_dt`. */
const fieldNamed = ({ view }: ViewEntry, written: string): string => {
  if (Object.hasOwn(view.fields, written)) return written;
  return Object.keys(view.fields).find((field) => lowerSnake(field) === written) ?? written;
};

const suffixes: { readonly [comparison: string]: string } = {
  atLeast: '.from',
  atMost: '.to',
  contains: '.has',
};

const filtersIn = (view: ViewEntry, filters: unknown): WrittenQuery => {
  const query: { [name: string]: string | readonly string[] } = {};
  for (const filter of Array.isArray(filters) ? (filters as readonly Row[]) : []) {
    const field = fieldNamed(view, textIn({ written: filter }, 'field'));
    const name = `${field}${suffixes[textIn({ written: filter }, 'comparison')] ?? ''}`;
    const { values } = filter;
    const texts: readonly string[] = Array.isArray(values) ? values.map(String) : [];
    query[name] = [...[query[name] ?? []].flat(), ...texts];
  }
  return query;
};

/** `field`, `-field`, and as some have it, `field desc`. */
const sortIn = (view: ViewEntry, written: string): string => {
  const [, minus, field = '', direction] = /^(-?)(\S+?)(?:\s+(asc|desc))?$/i.exec(written) ?? [];
  const isDown = minus === '-' || direction?.toLowerCase() === 'desc';
  return `${isDown ? '-' : ''}${fieldNamed(view, field === '' ? written : field)}`;
};

const tokenPattern = /^([cp])\.(.*)$/;

const placeIn = (token: string): WrittenQuery | undefined => {
  if (token === '') return {};
  const [, kind, place = ''] = tokenPattern.exec(token) ?? [];
  if (kind === undefined) return undefined;
  return kind === 'c' ? { cursor: place } : { page: place };
};

/** Where a list is sorted by what has no order of its own, the number of the page must do. */
const nextToken = ({ hasNext, cursor }: FoundPage, { page }: ListQuery): string | undefined => {
  if (!hasNext) return undefined;
  return cursor === undefined ? `p.${page + 1}` : `c.${cursor}`;
};

const badToken = invalidPart(
  'page_token',
  '앞 쪽의 next_page_token이어야 합니다',
  'Must be the next_page_token of the page before',
);

export const listHandler = (line: Line, name: string): Handle => {
  const view = viewNamed(line, name);
  return async (asked) => {
    const admitted = await admitTo(asked, view);
    if (admitted.is === 'refused') return admitted;
    const { written } = asked;
    const place = placeIn(textIn(asked, 'pageToken'));
    if (!place) return refusing(badToken);
    const read = readQuery(view.view, {
      ...filtersIn(view, written['filters']),
      ...(written['pageSize'] === undefined ? {} : { size: textIn(asked, 'pageSize') }),
      ...(written['orderBy'] === undefined ? {} : { sort: sortIn(view, textIn(asked, 'orderBy')) }),
      ...(written['search'] === undefined ? {} : { q: textIn(asked, 'search') }),
      ...place,
    });
    if (read.is === 'refused') return read;
    const found = await findRows(view, read.list.query, admitted.reach);
    const response = {
      rows: found.rows.map(shownRow),
      nextPageToken: nextToken(found, read.list),
      totalSize: found.total,
      hasMore: found.hasMore ?? false,
    };
    return { is: 'answered', response };
  };
};
