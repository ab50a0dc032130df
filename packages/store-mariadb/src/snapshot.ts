// All that is committed in a database at one instant, read while others write.

import type { Store, StoreSnapshot } from '@dure/kernel/ports';
import { dial } from './dialling.ts';
import { unavailable } from './errors.ts';
import type { Link, Row, Statement } from './link.ts';
import type { Address } from './options.ts';
import { headIn, headOf, itemOf, recordOf } from './statements.ts';
import { listIn, logIn } from './reads.ts';

/** A snapshot is read for as long as it takes to copy it. */
const COPIED_WITHIN_MS = 86_400_000;

const begin = async (address: Address, logId: string): Promise<Link> => {
  const limits = { ...address.limits, idleInTransactionMs: COPIED_WITHIN_MS };
  const { link } = await dial({ ...address, limits }, logId, false);
  try {
    await link.command('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await link.command('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    return link;
  } catch (cause) {
    link.destroy();
    throw cause;
  }
};

type Of = Pick<Store, 'partitions' | 'identity'> & { readonly hasArchive: boolean };

/** @throws {StoreUnavailable} the server does not answer. */
export const snapshotOf = async (
  address: Address,
  { partitions, identity, hasArchive }: Of,
): Promise<StoreSnapshot> => {
  const failed = (cause: unknown): never => {
    throw unavailable(address.shown, cause);
  };
  const link = await begin(address, identity.logId).catch(failed);
  const rows = (statement: Statement): Promise<readonly Row[]> => link.run(statement).catch(failed);
  return {
    partitions,
    identity,
    head: async (partition) => headOf(partition, await rows(headIn(partition))),
    readLog: async (partition, after, limit) =>
      (await rows(logIn(hasArchive, { partition, after, limit }))).map(recordOf),
    list: async (collection, ...of) =>
      (await rows(listIn(collection, ...of))).map((row) => itemOf(collection, row)),
    close: () => link.close(),
  };
};
