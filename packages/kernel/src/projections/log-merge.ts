// Records of several logs as one sequence, in which a cause comes before its effect, and otherwise
// as the clocks have it. Logs are read page by page, so that none is ever known to its end: the
// sequence stops where the next record of any of them is not known.

import { causeIn, recordIn } from '../ids.ts';
import type { LogRecord } from '../ports.ts';
import type { Source } from '../inbox/watermarks.ts';

/** What is known of a log and was not handled yet. */
export type Unread = {
  readonly source: Source;
  /** In their order. */
  readonly records: readonly LogRecord[];
  /** Whether nothing comes behind them. */
  readonly isAll: boolean;
};

export type Placed = { readonly source: Source; readonly record: LogRecord };

type Cursor = Unread & { next: number };

/** Up to where the order of all is known: further records of a log may come before the others. */
export const merged = (logs: readonly Unread[]): readonly Placed[] => {
  const cursors: readonly Cursor[] = logs.map((log) => ({ ...log, next: 0 }));
  const [only] = cursors;
  if (only && cursors.length === 1) {
    return only.records.map((record) => ({ source: only.source, record }));
  }
  const byPlace = new Map(cursors.map((of) => [placeOf(of.source), of]));
  const all: Placed[] = [];
  while (cursors.every(({ records, next, isAll }) => isAll || next < records.length)) {
    const cursor = earliest(cursors, byPlace);
    const record = cursor?.records[cursor.next];
    if (!cursor || !record) break;
    all.push({ source: cursor.source, record });
    cursor.next += 1;
  }
  return all;
};

const placeOf = ({ context, partition }: Pick<Source, 'context' | 'partition'>): string =>
  `${context}/${partition}`;

/** The log whose next record comes first. Where each waits for another, the clocks decide. */
const earliest = (
  cursors: readonly Cursor[],
  byPlace: ReadonlyMap<string, Cursor>,
): Cursor | undefined => {
  const first = cursors.reduce(earlier);
  if (!isWaiting(first, byPlace)) return first;
  const others = cursors.filter(({ records, next }) => next < records.length);
  return others.toSorted(byClock).find((of) => !isWaiting(of, byPlace)) ?? first;
};

const earlier = (a: Cursor, b: Cursor): Cursor => (byClock(b, a) < 0 ? b : a);

/** What a context did when another asked it came before what the asker made of the answer. */
const byClock = (a: Cursor, b: Cursor): number => {
  const [first, second] = [a, b].map(({ records, next }) => records[next]);
  if (!first || !second) return Number(!first) - Number(!second);
  return first.at - second.at || Number(isAsked(second)) - Number(isAsked(first));
};

const isAsked = ({ actor }: LogRecord): boolean => actor.startsWith('ask:');

/** Whether the record that caused the next one is in another log and was not handled yet. */
const isWaiting = ({ records, next }: Cursor, byPlace: ReadonlyMap<string, Cursor>): boolean => {
  const cause = recordIn(causeIn(records[next]?.causedBy ?? ''));
  const from = byPlace.get(placeOf(cause));
  return from !== undefined && isToCome(from, cause.sequence);
};

const isToCome = ({ records, next, isAll }: Cursor, sequence: number): boolean => {
  const { sequence: head = Infinity } = records[next] ?? {};
  const { sequence: last = 0 } = records.at(-1) ?? {};
  return sequence >= head && (sequence <= last || !isAll);
};
