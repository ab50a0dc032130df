// What falls due, as SQL: in the order of its instants, or, for a queue, in the order in which it
// came.

import type { Collection } from '@dure/kernel/ports';
import { isQueue } from './schema.ts';
import type { Tables } from './tables.ts';

/** The collection of a store, and how many partitions that has. */
export type Dated = {
  readonly tables: Tables;
  readonly collection: Collection;
  readonly partitions: number;
};

const withInstant = 'partition = :partition AND at IS NOT NULL';

/** The items of `:partition` that are due `:until` an instant, at most `:limit`. */
export const dueIn = ({ tables, collection, partitions }: Dated): string => {
  const from = `FROM ${tables.of(collection)} WHERE ${withInstant}`;
  return isQueue(collection, partitions)
    ? `SELECT * FROM (SELECT * ${from} ORDER BY rowid LIMIT :limit) WHERE at <= :until`
    : `SELECT * ${from} AND at <= :until ORDER BY at, id LIMIT :limit`;
};

/** When the next item of `:partition` falls due. */
export const nextDueIn = ({ tables, collection, partitions }: Dated): string => {
  const order = isQueue(collection, partitions) ? 'rowid' : 'at';
  return `SELECT at FROM ${tables.of(collection)} WHERE ${withInstant} ORDER BY ${order} LIMIT 1`;
};
