// One partition of a log that is followed: what came of it by Kafka, and how far that had its
// effects.

import type { LogPage, LogRecord } from '@dure/kernel/ports';
import type { Arrived } from './cloud-event.ts';
import type { CameMessage } from './member.ts';
import { Progress } from './progress.ts';
import type { SourceLog } from './source-log.ts';
import { Tail } from './tail.ts';

export type Line = {
  readonly source: string;
  readonly topic: string;
  readonly partition: number;
  readonly log: SourceLog;
  readonly tail: Tail;
  readonly progress: Progress;
  isGiven: boolean | undefined;
  /** What was asked for when the member was last held. */
  askedThen: number;
};

const now = (): number => performance.now();

export const linesOf = ({
  source,
  topic,
  log,
}: Pick<Line, 'source' | 'topic' | 'log'>): readonly Line[] =>
  Array.from({ length: log.partitions }, (_, partition) => ({
    source,
    topic,
    partition,
    log,
    tail: new Tail(),
    progress: new Progress(),
    isGiven: undefined,
    askedThen: 0,
  }));

/** A record of a log that is no more counts as little as what is no record. */
export const arrive = (
  { tail, progress }: Line,
  arrived: Arrived,
  { offset }: CameMessage,
): void => {
  const isOfLog = (tail.logId ?? arrived.logId) === arrived.logId;
  progress.came(isOfLog ? arrived.sequence : 0, offset);
  tail.take(arrived, now());
};

const nothing: readonly LogRecord[] = [];

/** Another replica does what is new there. */
export const elsewhere = async ({ log, partition, tail }: Line): Promise<LogPage> => {
  const logId = tail.logId ?? (await log.end(partition)).logId;
  tail.isOf(logId);
  return { logId, records: nothing, isElsewhere: true };
};
