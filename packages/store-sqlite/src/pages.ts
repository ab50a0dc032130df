// A page of the rows of a view, and how many rows there are in all.

import type { SQLOutputValue } from 'node:sqlite';
import type { Item, RowPage, RowQuery } from '@dure/kernel/ports';
import type { Sql } from './query.ts';
import type { Statements } from './statements.ts';

type Row = { readonly [column: string]: SQLOutputValue };

/** Where the rows are, and how they are looked for. */
type Place = { readonly reads: Statements; readonly table: string; readonly sql: Sql };

const itemIn =
  (tag: string) =>
  ({ id, at, body }: Row): Item => ({
    collection: 'row',
    id: String(id),
    body: JSON.parse(String(body)) as Item['body'], // It was written as JSON.
    tag,
    ...(at === null ? {} : { at: Number(at) }),
  });

/** The last page says how many rows there are, where it was counted from the first: so do most. */
const saidBy = (rows: readonly Item[], { after, offset, limit }: RowQuery): number | undefined => {
  const isLast = rows.length < limit && (rows.length > 0 || offset === 0);
  return isLast && after === undefined ? offset + rows.length : undefined;
};

/** More than a file can hold. */
const COUNT_ALL = 2 ** 48;

const countOf = ({ reads, table, sql }: Place, countMax: number): number => {
  const { where, values } = sql;
  const count = `SELECT count(*) AS n FROM (SELECT 1 FROM ${table} WHERE ${where} LIMIT ?)`;
  return Number(reads.of(count).get(...values, countMax + 1)?.['n']);
};

export const pageOf = (place: Place, query: RowQuery): RowPage => {
  const { reads, table, sql } = place;
  const { page, order, values, further } = sql;
  const from = `FROM ${table} WHERE ${page} ORDER BY ${order}`;
  const select = `SELECT id, at, body ${from} LIMIT ? OFFSET ?`;
  const found = reads.of(select).all(...values, ...further, query.limit, query.offset);
  const rows = found.map(itemIn(query.tag));
  const { countMax = COUNT_ALL } = query;
  const total = saidBy(rows, query) ?? countOf(place, countMax);
  return total > countMax ? { rows, total: countMax, hasMore: true } : { rows, total };
};
