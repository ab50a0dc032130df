// Records as chains: case by case, a cause before its effect.

import { inOrder } from '@dure/embedded';
import { causeIn, recordId } from '@dure/kernel/ids';
import type { Told } from './records.ts';

export type Chain = { readonly caseId: string; readonly records: readonly Told[] };

const idOf = ({ context, partition, sequence }: Told): string =>
  recordId(context, partition, sequence);

/** The record that caused another one: `place.0.7`, perhaps with the name of a step behind it. */
const causeOf = (byId: ReadonlyMap<string, Told>, { causedBy }: Told): Told | undefined =>
  byId.get(causeIn(causedBy));

const byIdOf = (records: readonly Told[]): ReadonlyMap<string, Told> =>
  new Map(records.map((record) => [idOf(record), record]));

/**
 * The case that a record is shown under. What has no business key of its own, such as a message,
 * belongs to the case that caused it.
 */
const caseOf = (record: Told, byId: ReadonlyMap<string, Told>, businessKey: string): string => {
  let at = record;
  for (let steps = 0; steps < byId.size; steps += 1) {
    const cause = at.data[businessKey] === undefined ? causeOf(byId, at) : undefined;
    if (!cause || cause === at) break;
    at = cause;
  }
  return at.caseId;
};

/** The chains of some records; whichever case something happened to last comes last. */
export const chainsOf = (records: readonly Told[], businessKey: string): readonly Chain[] => {
  const byId = byIdOf(records);
  const byCase = new Map<string, Told[]>();
  for (const record of inOrder(records)) {
    const caseId = caseOf(record, byId, businessKey);
    const known = byCase.get(caseId) ?? [];
    byCase.delete(caseId);
    byCase.set(caseId, known);
    known.push(record);
  }
  return [...byCase].map(([caseId, all]) => ({ caseId, records: all }));
};
