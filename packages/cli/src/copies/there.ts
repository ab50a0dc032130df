// Which stores of a business have to be there: all but those that were dropped since their contexts
// were retired. The stores of the others say who is; nothing else is asked, and no file says it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BoundedContext, System, Words } from '@dure/domain';
import { retiredFor } from '@dure/kernel';
import type { Retirement } from '@dure/kernel';
import { isNotThere } from '@dure/kernel/ports';
import type { Store } from '@dure/kernel/ports';
import { factsInFile } from './facts.ts';

/** By the names of their contexts. */
export type Retirements = ReadonlyMap<string, Retirement>;

const fileIn = (folder: string, context: string): string => join(folder, `${context}.db`);

/** As the files in a folder of a business say it. Nothing of them is changed. */
export const retiredInFiles = ({ contexts }: System, folder: string): Retirements => {
  const all = contexts.map(({ name }) => factsInFile(fileIn(folder, name)));
  return retiredFor(all.filter((facts) => facts !== undefined));
};

/** The files of a business that are there, and who of the others was retired for good. */
export const filesThere = (system: System, folder: string) => {
  const names = system.contexts.map(({ name }) => name);
  const there = names.filter((name) => existsSync(fileIn(folder, name)));
  const retired = retiredInFiles(system, folder);
  const missing = names.filter((name) => !there.includes(name) && !retired.has(name));
  const files = new Map(there.map((name) => [name, fileIn(folder, name)] as const));
  return { files, retired, missing };
};

/** Those that were retired and have no file any more: none is made for them. */
export const droppedIn = (system: System, folder: string): ReadonlySet<string> => {
  const { files, retired } = filesThere(system, folder);
  return new Set([...retired.keys()].filter((name) => !files.has(name)));
};

/** Looks a store up for a business in one process, beside those that have none any more. */
export const storesOf = ({ contexts }: System, stores: ReadonlyMap<string, Store>) => ({
  storeOf: ({ name }: BoundedContext): Store => {
    const store = stores.get(name);
    if (!store) throw new Error(`There is no store of ${name}.`);
    return store;
  },
  dropped: new Set(contexts.map(({ name }) => name).filter((name) => !stores.has(name))),
});

export const retiredInStores = async (
  stores: Iterable<Pick<Store, 'head'>>,
): Promise<Retirements> => {
  const heads = [...stores].map((store) => store.head(0));
  return retiredFor((await Promise.all(heads)).map(({ facts }) => facts));
};

/**
 * Opens the stores that are there, into a map that its caller closes, however this ends.
 * @throws whatever the opening throws. That one is not there is no mistake where it was dropped.
 */
export const openThere = async (
  contexts: readonly BoundedContext[],
  open: (context: BoundedContext) => Promise<Store>,
  opened: Map<string, Store>,
): Promise<Retirements> => {
  const missing = new Map<string, unknown>();
  for (const context of contexts) {
    try {
      opened.set(context.name, await open(context));
    } catch (cause) {
      if (!isNotThere(cause)) throw cause;
      missing.set(context.name, cause);
    }
  }
  const retired = await retiredInStores(opened.values());
  for (const [name, cause] of missing) if (!retired.has(name)) throw cause;
  return retired;
};

const dayOf = ({ at }: Retirement): string =>
  new Date(at).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** What people read of one that was retired: since when, and whether its data is there. */
export const retiredWords = (name: string, retirement: Retirement, isKept: boolean): Words => {
  const day = dayOf(retirement);
  return isKept
    ? {
        ko: `${name}: ${day}에 물러났습니다. 데이터는 남아 있습니다`,
        en: `${name} was retired on ${day}. Its data is kept`,
      }
    : {
        ko: `${name}: ${day}에 물러났습니다. 데이터는 지웠습니다`,
        en: `${name} was retired on ${day}. Its data was dropped`,
      };
};
