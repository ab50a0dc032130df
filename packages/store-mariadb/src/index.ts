// The MariaDB store: one database a context.

import { connectionsFor } from '@dure/kernel/ports';
import type { Store, StoreOwner } from '@dure/kernel/ports';
import { dial } from './dialling.ts';
import { dropDatabase } from './drop.ts';
import { cannotOpen } from './errors.ts';
import { connectionsIn, prepare } from './opening.ts';
import type { Found } from './opening.ts';
import { addressOf } from './options.ts';
import type { Address, MariadbOptions } from './options.ts';
import { Pool } from './pool.ts';
import { MariadbStore } from './store.ts';

export { StoreCannotOpen } from './errors.ts';
export type { MariadbOptions, RowIndex } from './options.ts';

/**
 * Opens the store of one context, and makes the database and its tables when they are not there.
 * @throws {StoreCannotOpen} a person has to change something; it says what.
 * @throws {StoreUnavailable} the server does not answer now, or can be read only.
 */
export const openMariadbStore = async (options: MariadbOptions): Promise<Store> => {
  const address = addressOf(options);
  try {
    return opened(address, options, await prepare(address, options));
  } catch (error) {
    throw cannotOpen(address.shown, error);
  }
};

/**
 * How many connections there are to a database now.
 * @throws {StoreCannotOpen} {StoreUnavailable} as opening does.
 */
export const connectionsToMariadb = async (options: MariadbOptions): Promise<number> => {
  const address = addressOf(options);
  return connectionsIn(address).catch((error: unknown) => {
    throw cannotOpen(address.shown, error);
  });
};

/**
 * Takes the database of its owner away, whole. Nobody may have it open.
 * @returns whether it was there.
 * @throws {StoreCannotOpen} it is not what that context has made; nothing was changed.
 * @throws {StoreUnavailable} as opening does.
 */
export const dropMariadbStore = async (
  options: MariadbOptions & { readonly owner: StoreOwner },
): Promise<boolean> => {
  const address = addressOf(options);
  return dropDatabase(address, options.owner).catch((error: unknown) => {
    throw cannotOpen(address.shown, error);
  });
};

const opened = (address: Address, options: MariadbOptions, found: Found): Store => {
  const { partitions, identity, hasArchive } = found;
  const { indexes = [], connectionsMax = connectionsFor(partitions) } = options;
  let packetBytes = 0;
  const dialling = (isForTurns: boolean) => async () => {
    const dialled = await dial(address, identity.logId, isForTurns);
    packetBytes = dialled.packetBytes;
    return dialled.link;
  };
  return new MariadbStore({
    address,
    partitions,
    identity,
    hasArchive,
    indexes,
    turns: new Pool(dialling(true), connectionsMax),
    reads: new Pool(dialling(false), connectionsMax),
    packetBytes: () => packetBytes,
  });
};
