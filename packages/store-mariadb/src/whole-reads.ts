// What is read of all of a store, page by page; and all heads at once.

import type { Collection } from '@dure/kernel/ports';
import type { Statement } from './link.ts';
import { tableOf } from './schema.ts';

export const logIn = (partition: number, after: number, limit: number): Statement => ({
  sql: 'SELECT * FROM log WHERE part = ? AND sequence > ? ORDER BY sequence LIMIT ?',
  values: [partition, after, limit].map(BigInt),
});

export const listIn = (collection: Collection, afterId: string, limit: number): Statement => ({
  sql: `SELECT id, tag, at, body FROM ${tableOf(collection)} WHERE id > ? ORDER BY id LIMIT ?`,
  values: [afterId, BigInt(limit)],
});

export const lockHeads: Statement = {
  sql: 'SELECT part FROM heads ORDER BY part FOR UPDATE',
  values: [],
};
