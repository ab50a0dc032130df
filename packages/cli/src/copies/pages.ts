// All of a store, page by page.

import { collections } from '@dure/kernel/ports';
import type { Collection, Head, Item, LogRecord, StoreSnapshot } from '@dure/kernel/ports';

const RECORDS_AT_ONCE = 1_000;
const ITEMS_AT_ONCE = 500;

export const numbersOf = ({ partitions }: Pick<StoreSnapshot, 'partitions'>): readonly number[] =>
  Array.from({ length: partitions }, (_, number) => number);

export const headsOf = async (store: StoreSnapshot): Promise<readonly Head[]> => {
  const heads: Head[] = [];
  for (const number of numbersOf(store)) heads.push(await store.head(number));
  return heads;
};

/** The records of a partition behind a sequence. */
export async function* recordsAfter(
  store: StoreSnapshot,
  partition: number,
  after: number,
): AsyncGenerator<readonly LogRecord[]> {
  for (let last = after; ;) {
    const records = await store.readLog(partition, last, RECORDS_AT_ONCE);
    if (records.length === 0) return;
    yield records;
    last = records.at(-1)?.sequence ?? last;
  }
}

/** The items of a collection, by their ids. */
export async function* itemsOf(
  store: StoreSnapshot,
  collection: Collection,
): AsyncGenerator<readonly Item[]> {
  for (let last = ''; ;) {
    const items = await store.list(collection, last, ITEMS_AT_ONCE);
    if (items.length === 0) return;
    yield items;
    last = items.at(-1)?.id ?? last;
  }
}

export async function* allItems(store: StoreSnapshot): AsyncGenerator<readonly Item[]> {
  for (const collection of collections) yield* itemsOf(store, collection);
}
