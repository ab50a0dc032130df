// Whether a copy has all that its original has: every record, every item, every head, read from
// both and compared.

import { isDeepStrictEqual } from 'node:util';
import { partitionOf, routingKeyOf } from '@dure/kernel/ids';
import type { Item, LogRecord, StoreSnapshot } from '@dure/kernel/ports';
import { headsOfCopy } from './heads.ts';
import { allItems, headsOf, itemsOf, numbersOf, recordsAfter } from './pages.ts';

/** What is compared; the order of fields within data is part of it, as JSON is text. */
const textOf = (of: LogRecord | Item): string => {
  const entries = Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
};

async function* flat<T>(pages: AsyncGenerator<readonly T[]>): AsyncGenerator<T> {
  for await (const page of pages) yield* page;
}

/** The first that is in one of them alone, or differs. */
const firstOther = async <T extends LogRecord | Item>(
  one: AsyncGenerator<readonly T[]>,
  other: AsyncGenerator<readonly T[]>,
): Promise<{ readonly count: number; readonly differs?: T | undefined }> => {
  const [ours, theirs] = [flat(one), flat(other)];
  for (let count = 0; ; count += 1) {
    const [a, b] = [await ours.next(), await theirs.next()];
    if (a.done && b.done) return { count };
    const isSame = !a.done && !b.done && textOf(a.value) === textOf(b.value);
    if (isSame) continue;
    const [known] = [a, b].flatMap(({ done, value }) => (done ? [] : [value]));
    return { count, differs: known };
  }
};

export type Compared = {
  readonly records: number;
  readonly items: number;
  /** Where they differ first, for people; nothing, when they are the same. */
  readonly differs?: string;
};

const parkedIn = async (store: StoreSnapshot): Promise<readonly number[]> => {
  const parked = numbersOf(store).map(() => 0);
  for await (const item of flat(itemsOf(store, 'parked'))) {
    const partition = partitionOf(routingKeyOf(item), store.partitions);
    parked[partition] = (parked[partition] ?? 0) + 1;
  }
  return parked;
};

const compareHeads = async (from: StoreSnapshot, to: StoreSnapshot): Promise<string[]> => {
  const parked = from.partitions === to.partitions ? [] : await parkedIn(to);
  const wanted = headsOfCopy(await headsOf(from), to.partitions, parked);
  const found = await headsOf(to);
  return found.flatMap((head, number) =>
    isDeepStrictEqual(head, wanted[number]) ? [] : [`head ${number}`],
  );
};

const pagesOf = (store: StoreSnapshot, partition: number) =>
  partition < store.partitions ? recordsAfter(store, partition, 0) : noRecords();

const compareLogs = async (from: StoreSnapshot, to: StoreSnapshot): Promise<Compared> => {
  let records = 0;
  for (const partition of numbersOf(to)) {
    const found = await firstOther(pagesOf(from, partition), pagesOf(to, partition));
    records += found.count;
    const { differs } = found;
    if (differs) return { records, items: 0, differs: `record ${partition}.${differs.sequence}` };
  }
  return { records, items: 0 };
};

/** Reads all of both. */
export const compareCopy = async (from: StoreSnapshot, to: StoreSnapshot): Promise<Compared> => {
  const logs = await compareLogs(from, to);
  if (logs.differs !== undefined) return logs;
  const { records } = logs;
  const { count: items, differs } = await firstOther(allItems(from), allItems(to));
  if (differs) return { records, items, differs: `${differs.collection} ${differs.id}` };
  const [head] = await compareHeads(from, to);
  return { records, items, ...(head === undefined ? {} : { differs: head }) };
};

async function* noRecords(): AsyncGenerator<readonly LogRecord[]> {
  // A partition that its original does not have begins without records.
}
