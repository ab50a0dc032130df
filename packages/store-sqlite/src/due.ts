// What falls due, as SQL: in the order of its instants, or, for a queue, in the order in which it
// came.

import type { Collection } from '@dure/kernel/ports';
import { isQueue, tableOf } from './schema.ts';

const withInstant = 'partition = :partition AND at IS NOT NULL';

/** The items of `:partition` that are due `:until` an instant, at most `:limit`. */
export const dueIn = (collection: Collection, partitions: number): string => {
  const from = `FROM ${tableOf(collection)} WHERE ${withInstant}`;
  return isQueue(collection, partitions)
    ? `SELECT * FROM (SELECT * ${from} ORDER BY rowid LIMIT :limit) WHERE at <= :until`
    : `SELECT * ${from} AND at <= :until ORDER BY at, id LIMIT :limit`;
};

/** When the next item of `:partition` falls due. */
export const nextDueIn = (collection: Collection, partitions: number): string => {
  const order = isQueue(collection, partitions) ? 'rowid' : 'at';
  return `SELECT at FROM ${tableOf(collection)} WHERE ${withInstant} ORDER BY ${order} LIMIT 1`;
};
