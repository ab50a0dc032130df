// Records as chains: case by case, a cause before its effect.

import { inOrder } from '@dure/embedded';
import { causeIn, recordId } from '@dure/kernel/ids';
import type { ContextRecord } from './records.ts';

export type Chain = { readonly caseId: string; readonly records: readonly ContextRecord[] };

const idOf = ({ context, partition, sequence }: ContextRecord): string =>
  recordId(context, partition, sequence);

/** The record that caused another one: `place.0.7`, perhaps with the name of a step behind it. */
const causeOf = (
  byId: ReadonlyMap<string, ContextRecord>,
  { causedBy }: ContextRecord,
): ContextRecord | undefined => byId.get(causeIn(causedBy));

const byIdOf = (records: readonly ContextRecord[]): ReadonlyMap<string, ContextRecord> =>
  new Map(records.map((record) => [idOf(record), record]));

/**
 * The case that a record is shown under. What has no business key of its own, such as a message,
 * belongs to the case that caused it.
 */
const caseOf = (
  record: ContextRecord,
  byId: ReadonlyMap<string, ContextRecord>,
  businessKey: string,
): string => {
  let at = record;
  for (let steps = 0; steps < byId.size; steps += 1) {
    const cause = at.data[businessKey] === undefined ? causeOf(byId, at) : undefined;
    if (!cause || cause === at) break;
    at = cause;
  }
  return at.caseId;
};

/** The chains of some records; whichever case something happened to last comes last. */
export const chainsOf = (
  records: readonly ContextRecord[],
  businessKey: string,
): readonly Chain[] => {
  const byId = byIdOf(records);
  const byCase = new Map<string, ContextRecord[]>();
  for (const record of inOrder(records)) {
    const caseId = caseOf(record, byId, businessKey);
    const known = byCase.get(caseId) ?? [];
    byCase.delete(caseId);
    byCase.set(caseId, known);
    known.push(record);
  }
  return [...byCase].map(([caseId, all]) => ({ caseId, records: all }));
};
