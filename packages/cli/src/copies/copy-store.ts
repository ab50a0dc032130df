// Copies all of a store into another one, by the port alone: so any kind can be copied into any.

import { partitionOf, routingKeyOf } from '@dure/kernel/ids';
import { collections } from '@dure/kernel/ports';
import type { Changes, Collection, Item, Store, StoreSnapshot } from '@dure/kernel/ports';
import { headsOfCopy } from './heads.ts';
import type { Parked } from './heads.ts';
import { headsOf, itemsOf, numbersOf, recordsAfter } from './pages.ts';

export type Copying = {
  readonly from: StoreSnapshot;
  readonly to: Store;
  /** Called with how many records and items were copied since it was called last. */
  readonly copied: (count: number) => void;
};

const nothing: Changes = { append: [], insert: [], put: [], remove: [], facts: {} };

/** Writes in a turn; facts stay unless others are given. */
const write = (to: Store, partition: number, changes: Partial<Changes>): Promise<void> =>
  to.turn(partition, (turn) => turn.write({ ...nothing, facts: turn.head.facts, ...changes }));

/** What a copy that was broken off has written of the log is there, and stays. */
const copyLog = async ({ from, to, copied }: Copying): Promise<void> => {
  for (const partition of numbersOf(from)) {
    const { sequence } = await to.head(partition);
    copied(sequence);
    for await (const append of recordsAfter(from, partition, sequence)) {
      await write(to, partition, { append });
      copied(append.length);
    }
  }
};

/** Items that a copy which was broken off has written may be gone from the original since. */
const removeItems = async ({ to }: Copying, collection: Collection): Promise<void> => {
  for await (const items of itemsOf(to, collection)) {
    await write(to, 0, { remove: items.map(({ id }) => ({ collection, id })) });
  }
};

const partitionIn = (to: Store, item: Item): number =>
  partitionOf(routingKeyOf(item), to.partitions);

const putItems = async (to: Store, items: readonly Item[]): Promise<void> => {
  const byPartition = Map.groupBy(items, (item) => partitionIn(to, item));
  for (const [partition, put] of byPartition) await write(to, partition, { put });
};

const copyItems = async (copying: Copying): Promise<Parked> => {
  const { from, to, copied } = copying;
  const parked = numbersOf(to).map(() => 0);
  for (const collection of collections) {
    await removeItems(copying, collection);
    for await (const items of itemsOf(from, collection)) {
      await putItems(to, items);
      copied(items.length);
      if (collection !== 'parked') continue;
      for (const item of items) {
        const partition = partitionIn(to, item);
        parked[partition] = (parked[partition] ?? 0) + 1;
      }
    }
  }
  return parked;
};

/** Turns count what attempts of asks are named by, so they go on from where they were. */
const copyHeads = async ({ from, to }: Copying, parked: Parked): Promise<void> => {
  const heads = headsOfCopy(await headsOf(from), to.partitions, parked);
  for (const [partition, { turns, facts }] of heads.entries()) {
    await write(to, partition, { turns, facts });
  }
};

/**
 * The store has to be empty, or hold what an earlier copy of the same original has left. It does
 * not yet take the identity of the original.
 */
export const copyStore = async (copying: Copying): Promise<void> => {
  await copyLog(copying);
  await copyHeads(copying, await copyItems(copying));
};
