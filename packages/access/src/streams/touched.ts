// Which rows of a view commits have touched, once the view has seen them.

import { messageOf } from '@dure/domain';
import { rowKey } from '@dure/kernel/ids';
import type { PlacedRecord, Position } from '@dure/kernel';
import type { ViewEntry } from '../catalogue.ts';
import { textOf } from '../text.ts';
import type { Numbered } from './fan-out.ts';

const SEEN_TIMEOUT_MS = 2_000;

/** A row, and the number of the last commit that touched it. */
export type Touched = readonly [key: string, number: number];

/** The keys of the rows that an event touches, as the kernel has them. */
const keysTouched = ({ view }: ViewEntry, record: PlacedRecord): readonly string[] => {
  // Who tells of it has just written it: it is of the present version.
  return view
    .rowsOf(messageOf(record), record.at)
    .map((fields) => rowKey(view.key.map((field) => textOf(fields[field]) ?? '')));
};

const isFollowed = ({ view }: ViewEntry) => {
  const followed = new Set(view.follows.map(({ type }) => type));
  return ({ notice }: Numbered): boolean => {
    const { kind, type } = notice.record;
    return (kind === 'event' || kind === 'reminder') && followed.has(type);
  };
};

/** The last place in each log: a view that has seen it has seen what is before it. */
const placesOf = (commits: readonly Numbered[]): readonly Position[] => {
  const last = new Map<string, Position>();
  for (const { notice } of commits) {
    const { partition, sequence } = notice.record;
    const log = `${notice.context}.${partition}`;
    if (sequence > (last.get(log)?.sequence ?? 0))
      last.set(log, { context: notice.context, partition, sequence });
  }
  return [...last.values()];
};

/**
 * The rows that commits have touched, each at its last one and in the order of these, when the view
 * has seen them. A view that does not see them in time is read as it is.
 */
export const touchedBy = async (
  view: ViewEntry,
  batch: readonly Numbered[],
): Promise<readonly Touched[]> => {
  const commits = batch.filter(isFollowed(view));
  const touched = new Map<string, number>();
  for (const { number, notice } of commits) {
    for (const key of keysTouched(view, notice.record)) {
      // Put behind those that were touched before it.
      touched.delete(key);
      touched.set(key, number);
    }
  }
  const seen = placesOf(commits).map((place) => view.kernel.seen(place, SEEN_TIMEOUT_MS));
  await Promise.all(seen);
  return [...touched];
};
