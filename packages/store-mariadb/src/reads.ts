// What is read of many records or items at once; and all heads.

import type { Collection, RowQuery } from '@dure/kernel/ports';
import type { Statement, Value } from './link.ts';
import type { RowIndex } from './options.ts';
import { sqlOf } from './query.ts';
import { tableOf } from './schema.ts';

/** Records of the log, and of the archive where there is one: each is in one of the two. */
export const ofBoth = (
  hasArchive: boolean,
  { where, order, values, limit }: Records,
): Statement => {
  const [live, aside] = ['log', 'log_archive'].map(
    (table) => `SELECT * FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT ?`,
  );
  const part = [...values, BigInt(limit)];
  if (!hasArchive) return { sql: live ?? '', values: part };
  const sql = `SELECT * FROM ((${live}) UNION ALL (${aside})) AS records ORDER BY ${order} LIMIT ?`;
  return { sql, values: [...part, ...part, BigInt(limit)] };
};

type Records = {
  readonly where: string;
  readonly order: string;
  readonly values: readonly Value[];
  readonly limit: number;
};

export type LogPlace = {
  readonly partition: number;
  readonly after: number;
  readonly limit: number;
};

export const logIn = (hasArchive: boolean, { partition, after, limit }: LogPlace): Statement =>
  ofBoth(hasArchive, {
    where: 'part = ? AND sequence > ?',
    order: 'sequence',
    values: [BigInt(partition), BigInt(after)],
    limit,
  });

export const listIn = (collection: Collection, afterId: string, limit: number): Statement => ({
  sql: `SELECT id, tag, at, body FROM ${tableOf(collection)} WHERE id > ? ORDER BY id LIMIT ?`,
  values: [afterId, BigInt(limit)],
});

export const lockHeads: Statement = {
  sql: 'SELECT part FROM heads ORDER BY part FOR UPDATE',
  values: [],
};

export type DuePlace = {
  readonly partition: number;
  readonly until: number;
  readonly limit: number;
};

export const dueIn = (
  collection: Collection,
  { partition, until, limit }: DuePlace,
): Statement => ({
  sql:
    `SELECT id, tag, at, body FROM ${tableOf(collection)} ` +
    'WHERE part = ? AND at <= ? ORDER BY at, id LIMIT ?',
  values: [partition, Math.floor(until), limit].map(BigInt),
});

export const countOf = (collection: Collection, tag: string): Statement => ({
  sql: `SELECT COUNT(*) AS n FROM ${tableOf(collection)} WHERE tag = ?`,
  values: [tag],
});

/** More rows than a table can have. */
const COUNT_ALL = 2n ** 48n;

type Page = { readonly select: Statement; readonly counting: Statement };

/** A page of rows, and how many rows there are, counted up to one more than is asked for. */
export const pageOf = (query: RowQuery, indexes: readonly RowIndex[]): Page => {
  const { where, page, order, values, further } = sqlOf(query, indexes);
  const { limit, offset, countMax } = query;
  const from = `FROM ${tableOf('row')} WHERE`;
  const select = {
    sql: `SELECT id, tag, at, body ${from} ${page} ORDER BY ${order} LIMIT ? OFFSET ?`,
    values: [...values, ...further, BigInt(limit), BigInt(offset)],
  };
  const counting = {
    sql: `SELECT COUNT(*) AS n FROM (SELECT 1 ${from} ${where} LIMIT ?) AS found`,
    values: [...values, countMax === undefined ? COUNT_ALL : BigInt(countMax) + 1n],
  };
  return { select, counting };
};
