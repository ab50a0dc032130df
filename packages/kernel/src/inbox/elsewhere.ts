// Whether what is given to another replica has had its effects: the store that both have shows it.

import type { Engine } from '../engine.ts';
import { partitionOf } from '../ids.ts';
import type { LogRecord } from '../ports.ts';
import { knownPart } from '../turn/messages.ts';
import { workOfRecord } from './routing.ts';
import { readStuckRoutes } from './stuck-routes.ts';
import { watermarkIn } from './watermarks.ts';
import type { Source } from './watermarks.ts';

/** A log, and up to where each partition of ours has done its work. */
type Place = {
  readonly engine: Engine;
  readonly source: Source;
  readonly marks: readonly number[];
};

const recordsAfter = async (
  { engine: { feed, limits }, source: { context, partition } }: Place,
  after: number,
): Promise<readonly LogRecord[]> => {
  const asked = [context, partition, after, limits.readMax] as const;
  const page = await (feed.readAgain?.(...asked) ?? feed.read(...asked));
  return page?.records ?? [];
};

/** Whether a record makes work for a partition that has not come so far. */
const isOpen = ({ engine, source, marks }: Place, record: LogRecord): boolean =>
  workOfRecord(engine, source, record).some(({ laned }) => {
    const mark = marks[partitionOf(laned.key, marks.length)] ?? 0;
    return mark < record.sequence;
  });

/**
 * Whether nothing up to a sequence of a log waits for any of our partitions. One that has nothing
 * to do moves its watermark only now and then, so what lies behind it is looked at.
 * @throws the store or the log is out of reach.
 */
export const isDoneElsewhere = async (
  engine: Engine,
  source: Source,
  upTo: number,
): Promise<boolean> => {
  const { store, registry } = engine;
  const numbers = Array.from({ length: store.partitions }, (_, number) => number);
  const heads = await Promise.all(numbers.map((number) => store.head(number)));
  const marks = heads.map(({ facts }) => watermarkIn(facts, source));
  // A route that was stuck may be free again in the replica that does its work.
  const now: Engine = { ...engine, stuckRoutes: new Set() };
  await readStuckRoutes(now, heads);
  const place = { engine: now, source, marks };
  let after = Math.min(...marks);
  while (after < upTo) {
    const records = await recordsAfter(place, after);
    const known = knownPart(registry, { context: source.context, after, records });
    if (known.some((record) => isOpen(place, record))) return false;
    const last = known.at(-1);
    // What a newer version of the wall has written is the work of that one.
    if (!last) return records.length > 0;
    after = last.sequence;
  }
  return true;
};
