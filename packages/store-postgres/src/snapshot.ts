// All that is committed in a schema at one instant, read while others write.

import type { Store, StoreSnapshot } from '@dure/kernel/ports';
import { connect, unhurried } from './connections.ts';
import type { Access, Client } from './connections.ts';
import { unavailable } from './errors.ts';
import { headIn, itemOf, recordOf } from './rows.ts';
import type { HeadRow, ItemRow, RecordRow } from './rows.ts';
import type { Statement, Statements } from './statements.ts';
import { toKept } from './text.ts';

/** Looks whether a connection leads to the log that was opened. */
type Check = (client: Client) => Promise<void>;

type Of = Pick<Store, 'partitions' | 'identity'> & { readonly statements: Statements };

const begin = async (access: Access, check: Check): Promise<Client> => {
  const client = await connect(unhurried(access));
  try {
    await check(client);
    await client.query('begin isolation level repeatable read read only');
    // A transaction sees what there is when it first reads.
    await client.query('select 1 from pg_class limit 1');
    return client;
  } catch (cause) {
    void client.end().catch(() => {});
    throw cause;
  }
};

/** @throws {StoreUnavailable} the database does not answer. */
export const snapshotOf = async (
  access: Access,
  { partitions, identity, statements }: Of,
  check: Check,
): Promise<StoreSnapshot> => {
  const failed = (cause: unknown): never => {
    throw unavailable(access.address.words, cause);
  };
  const client = await begin(access, check).catch(failed);
  const rows = async <R extends object>(of: Statement, values: unknown[]): Promise<readonly R[]> =>
    (await client.query<R>({ ...of, values }).catch(failed)).rows;
  return {
    partitions,
    identity,
    head: async (partition) => headIn(await rows<HeadRow>(statements.head, [partition]), partition),
    readLog: async (...of) => (await rows<RecordRow>(statements.readLog, of)).map(recordOf),
    list: async (collection, afterId, limit) => {
      const { list } = statements.of(collection);
      const found = await rows<ItemRow>(list, [toKept(afterId), limit]);
      return found.map((row) => itemOf(collection, row));
    },
    close: () => client.end().catch(() => {}),
  };
};
