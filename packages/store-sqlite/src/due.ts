// What falls due, as SQL: in the order of its instants, or, for a queue, in the order in which it
// came.

import type { Drawer } from '@dure/kernel/ports';
import { isQueue, tableOf } from './schema.ts';

const withInstant = 'partition = :partition AND at IS NOT NULL';

/** The items of `:partition` that are due `:until` an instant, at most `:limit`. */
export const dueIn = (drawer: Drawer, partitions: number): string => {
  const from = `FROM ${tableOf(drawer)} WHERE ${withInstant}`;
  return isQueue(drawer, partitions)
    ? `SELECT * FROM (SELECT * ${from} ORDER BY rowid LIMIT :limit) WHERE at <= :until`
    : `SELECT * ${from} AND at <= :until ORDER BY at, id LIMIT :limit`;
};

/** When the next item of `:partition` falls due. */
export const nextDueIn = (drawer: Drawer, partitions: number): string => {
  const order = isQueue(drawer, partitions) ? 'rowid' : 'at';
  return `SELECT at FROM ${tableOf(drawer)} WHERE ${withInstant} ORDER BY ${order} LIMIT 1`;
};
