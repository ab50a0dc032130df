// The heads of a copy. With more partitions than its original, each partition of the original is
// parted: what has come of its records is told by the keys, and the records stay where they are.
//
// A key lies in the partition that its hash leads to. Where their number is a multiple of what it
// was, the keys of one partition part over some new ones and meet none of another. So a new
// partition goes on from the facts of the one that it came from: its watermarks, whose effects are
// in the items that went with the keys; its ordinals, of which it takes only those that hash to
// itself (decision 0016); its turns.

import type { Head } from '@dure/kernel/ports';

/** How many messages are parked in each partition of the copy. */
export type Parked = readonly number[];

const PARKED = 'parked';

export const headsOfCopy = (
  heads: readonly Head[],
  partitions: number,
  parked: Parked,
): readonly Head[] => {
  if (heads.length === partitions) return heads;
  return Array.from({ length: partitions }, (_, number): Head => {
    const parent = heads[number % heads.length];
    if (!parent) throw new RangeError(`There is no partition ${number}.`);
    const facts = { ...parent.facts };
    if (facts[PARKED] !== undefined) facts[PARKED] = parked[number] ?? 0;
    return { sequence: number < heads.length ? parent.sequence : 0, turns: parent.turns, facts };
  });
};

export type Behind = {
  readonly follower: string;
  readonly source: string;
  /** So many records have not had their effects. */
  readonly records: number;
};

const seenPattern = /^seen:(.+)\/(\d+)(?:#.*)?$/;

/**
 * Who has not followed the logs to their ends. A key that moves to another partition has its next
 * record there, which must not be read before those that are left in the old one.
 */
export const behindIn = (contexts: ReadonlyMap<string, readonly Head[]>): readonly Behind[] =>
  [...contexts].flatMap(([follower, heads]) =>
    heads.flatMap(({ facts }) =>
      Object.entries(facts).flatMap(([name, seen]): readonly Behind[] => {
        const [, source = '', partition = ''] = seenPattern.exec(name) ?? [];
        const end = contexts.get(source)?.[Number(partition)]?.sequence ?? 0;
        const records = end - Number(seen);
        return records > 0 ? [{ follower, source, records }] : [];
      }),
    ),
  );
