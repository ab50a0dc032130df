// A backup into stores of servers: all of it, or one context of it beside the others.

import { compareLogs } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import type { BoundedContext, Words } from '@dure/domain';
import { copyBusiness } from '../copies/copy-business.ts';
import type { Place } from '../copies/places.ts';
import { openThere } from '../copies/there.ts';
import { openStore } from '../deployment/stores.ts';

export type Into = {
  readonly system: Rehearsed;
  /** The folder of the backup, as a place of files. */
  readonly from: Place;
  readonly to: Place;
  /** This context alone. */
  readonly context: string | undefined;
  readonly say: (words: Words) => void;
};

/** @throws {LogsDisagree} the others have followed the context further than the backup reaches. */
const compareWithOthers = async ({ system, from, to, context }: Into): Promise<void> => {
  const stores = new Map<string, Store>();
  try {
    const open = (of: BoundedContext): Promise<Store> => {
      const place = of.name === context ? from : to;
      return openStore({ ...place.storeOf(of), mustBeThere: true });
    };
    await openThere(system.contexts, open, stores);
    await compareLogs(stores);
  } finally {
    for (const store of stores.values()) await store.close();
  }
};

/**
 * The stores that are written have to be empty.
 * @throws {LogsDisagree} {UserError} {StoreCannotOpen} nothing of them belongs to the business.
 */
export const restoreInto = async (into: Into): Promise<void> => {
  const { system, from, to, context, say } = into;
  if (context !== undefined) await compareWithOthers(into);
  const contexts = system.contexts.filter(({ name }) => context === undefined || name === context);
  const wished = { ...system, contexts };
  await copyBusiness({ system: wished, from, to, partitions: undefined, say });
};
