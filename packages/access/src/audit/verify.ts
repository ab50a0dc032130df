// Whether an audit log is what was written: every entry is tied to the one before it by a hash.

import type { AuditEntry, Seal } from './audit.ts';

export type AuditFault = {
  /** Of the entry that does not fit to what stands before it. */
  readonly sequence: number;
  readonly what: 'gap' | 'unsealed' | 'changed';
};

export type AuditVerified = {
  readonly entries: number;
  /** How many were written before the log was sealed. */
  readonly unsealed: number;
  /** The last entry, to be kept elsewhere: what was cut off behind it shows only there. */
  readonly head?: { readonly sequence: number; readonly seal: string };
  readonly fault?: AuditFault;
};

type Place = { readonly seal: Seal; readonly last: AuditEntry | undefined };

const faultOf = (
  { seal: written, ...entry }: AuditEntry,
  { seal, last }: Place,
): AuditFault['what'] | undefined => {
  if (last && entry.sequence !== last.sequence + 1) return 'gap';
  const before = last?.seal;
  if (written === undefined) return before === undefined ? undefined : 'unsealed';
  return seal(JSON.stringify(entry), before ?? '') === written ? undefined : 'changed';
};

/** Reads all entries, the oldest first, up to the first that does not fit. */
export const verifyAudit = async (
  entries: AsyncIterable<AuditEntry>,
  seal: Seal,
): Promise<AuditVerified> => {
  let last: AuditEntry | undefined;
  let [count, unsealed] = [0, 0];
  for await (const entry of entries) {
    const what = faultOf(entry, { seal, last });
    if (what) return { entries: count, unsealed, fault: { sequence: entry.sequence, what } };
    count += 1;
    if (entry.seal === undefined) unsealed += 1;
    last = entry;
  }
  const head =
    last?.seal === undefined ? {} : { head: { sequence: last.sequence, seal: last.seal } };
  return { entries: count, unsealed, ...head };
};
