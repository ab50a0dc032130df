// A store as it reads without someone: what a copy is made of, while the store itself stays as it
// is. Only what has another id is held in memory.

import { partitionOf, routingKeyOf } from '@dure/kernel/ids';
import { collections } from '@dure/kernel/ports';
import type { Collection, Head, Item, StoreSnapshot } from '@dure/kernel/ports';
import type { Rewriting } from '@dure/store-sqlite';
import { UserError } from '../command.ts';
import { itemsOf } from '../copies/pages.ts';

/** Noted by a relay in a head: without it, the log is published once more, to topics made anew. */
const PUBLISHED = 'relay:kafka';

type Renamed = {
  /** Ids that are no more. */
  readonly gone: ReadonlySet<string>;
  /** In the order of their new ids. */
  readonly here: readonly Item[];
};

/** How stores put ids in order: by their bytes. */
const byId = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

const elsewhere = ({ collection }: Item): UserError =>
  new UserError({
    ko: `${collection}: 바뀐 이름이 다른 파티션에 속합니다. 다시 해 주세요`,
    en: `${collection}: a name that was given belongs to another partition. Do it again`,
  });

const renamedIn = async (
  store: StoreSnapshot,
  collection: Collection,
  { item: rewrite }: Rewriting,
): Promise<Renamed> => {
  const gone = new Set<string>();
  const here: Item[] = [];
  const placeOf = (item: Item): number => partitionOf(routingKeyOf(item), store.partitions);
  for await (const items of itemsOf(store, collection)) {
    for (const before of items) {
      const after = rewrite(before);
      if (after.id === before.id) continue;
      if (placeOf(after) !== placeOf(before)) throw elsewhere(before);
      gone.add(before.id);
      here.push(after);
    }
  }
  return { gone, here: here.toSorted((one, other) => byId(one.id, other.id)) };
};

const headWithout = ({ facts, ...head }: Head, rewriting: Rewriting): Head => {
  const { [PUBLISHED]: _published, ...kept } = facts;
  // What is made of an object is one.
  return { ...head, facts: rewriting.facts(kept) as Head['facts'] };
};

/** Items by their new ids, so many of them: of both, what comes first. */
const merged = (
  page: readonly Item[],
  { here }: Renamed,
  of: { readonly afterId: string; readonly limit: number; readonly isLast: boolean },
): readonly Item[] => {
  const last = page.at(-1)?.id;
  const isWithin = (id: string): boolean =>
    byId(id, of.afterId) > 0 && (of.isLast || last === undefined || byId(id, last) <= 0);
  const more = here.filter(({ id }) => isWithin(id));
  return [...page, ...more].toSorted((one, other) => byId(one.id, other.id)).slice(0, of.limit);
};

const listed = async (
  store: StoreSnapshot,
  [collection, afterId, limit]: Parameters<StoreSnapshot['list']>,
  by: { readonly rewriting: Rewriting; readonly renamed: Renamed },
): Promise<readonly Item[]> => {
  const page: Item[] = [];
  let isLast = false;
  // A page of which all have another id is followed by the next one.
  for (let after = afterId; page.length === 0 && !isLast;) {
    const items = await store.list(collection, after, limit);
    isLast = items.length < limit;
    after = items.at(-1)?.id ?? after;
    page.push(...items.filter(({ id }) => !by.renamed.gone.has(id)).map(by.rewriting.item));
  }
  return merged(page, by.renamed, { afterId, limit, isLast });
};

/** @throws {UserError} what has another id would belong to another partition. */
export const rewrittenStore = async (
  store: StoreSnapshot,
  rewriting: Rewriting,
): Promise<StoreSnapshot> => {
  const renamed = new Map<Collection, Renamed>();
  for (const collection of collections) {
    renamed.set(collection, await renamedIn(store, collection, rewriting));
  }
  const none: Renamed = { gone: new Set(), here: [] };
  return {
    partitions: store.partitions,
    identity: store.identity,
    head: async (partition) => headWithout(await store.head(partition), rewriting),
    readLog: async (...asked) => (await store.readLog(...asked)).map(rewriting.record),
    list: (...asked) => listed(store, asked, { rewriting, renamed: renamed.get(asked[0]) ?? none }),
    close: () => store.close(),
  };
};
