// Records of several logs in one order: a cause before its effect, and otherwise as the clocks have
// it. Many things happen in one millisecond, so that the clocks alone do not tell.

import { causeIn, recordId } from '@dure/kernel/ids';
import type { PlacedRecord } from '@dure/kernel/ports';

type ContextRecord = PlacedRecord & { readonly context: string };

const idOf = ({ context, partition, sequence }: ContextRecord): string =>
  recordId(context, partition, sequence);

/** The record or command that caused one: `place.0.7`, perhaps with a step's name behind it. */
const causeOf = ({ causedBy }: ContextRecord): string => causeIn(causedBy);

const byClock = (a: ContextRecord, b: ContextRecord): number =>
  a.at - b.at ||
  (a.context < b.context ? -1 : Number(a.context > b.context)) ||
  a.partition - b.partition ||
  a.sequence - b.sequence;

/** What a context did when another asked it came before what the asker made of the answer. */
const isAskedBy = ({ actor }: ContextRecord, context: string): boolean =>
  actor.startsWith(`ask:${context}:`);

const isAsked = ({ actor }: ContextRecord): boolean => actor.startsWith('ask:');

const causesIn = <R extends ContextRecord>(records: readonly R[]) => {
  const byId = new Map(records.map((record) => [idOf(record), record]));
  const asked = Map.groupBy(records.filter(isAsked), causeOf);
  return (record: R): readonly R[] => {
    const cause = causeOf(record);
    const answers = asked.get(cause) ?? [];
    const before = answers.filter((of) => isAskedBy(of, record.context) && of.at <= record.at);
    const sender = byId.get(cause);
    return sender ? [sender, ...before] : before;
  };
};

/** Causal order; ties by timestamp. */
export const inOrder = <R extends ContextRecord>(records: readonly R[]): readonly R[] => {
  const sorted = records.toSorted(byClock);
  const causesOf = causesIn(sorted);
  const told = new Set<R>();
  for (const record of sorted) {
    const waiting = [record];
    for (let last = waiting.at(-1); last; last = waiting.at(-1)) {
      const untold = causesOf(last).find((cause) => !told.has(cause) && !waiting.includes(cause));
      if (untold) waiting.push(untold);
      else told.add(waiting.pop() ?? last);
    }
  }
  return [...told];
};
