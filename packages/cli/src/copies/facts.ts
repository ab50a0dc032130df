// What the first head of a store says, read without making or changing anything.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isNotThere } from '@dure/kernel/ports';
import type { Head } from '@dure/kernel/ports';
import { folderIn, isServer, openStore } from '../deployment/stores.ts';
import type { StoreOf } from '../deployment/stores.ts';

type Facts = Head['facts'];

const NONE: Facts = {};

/** Nothing, where there is no file. What is no store, or is damaged, says nothing of others. */
export const factsInFile = (file: string): Facts | undefined => {
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const head = database.prepare('SELECT facts FROM heads WHERE partition = 0').get();
    // The store has written them.
    return head ? (JSON.parse(String(head['facts'])) as Facts) : NONE;
  } catch {
    return NONE;
  } finally {
    database.close();
  }
};

/**
 * Nothing, where there is no store.
 * @throws {StoreUnavailable} {StoreCannotOpen} its server does not answer, or not to us.
 */
export const factsOf = async (of: StoreOf): Promise<Facts | undefined> => {
  const { url, business, context } = of;
  if (!isServer(url)) return factsInFile(join(folderIn(url), business, `${context.name}.db`));
  // It is made when it is opened, which nobody retires on.
  if (url.startsWith('mongodb')) return NONE;
  try {
    const store = await openStore({ ...of, mustBeThere: true, connections: 1 });
    try {
      return (await store.head(0)).facts;
    } finally {
      await store.close();
    }
  } catch (cause) {
    if (isNotThere(cause)) return undefined;
    throw cause;
  }
};
