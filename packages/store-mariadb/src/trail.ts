// The records of a case, in the order of their instants: as the index by case has them.

import type { TrailPlace } from '@dure/kernel/ports';
import type { Statement } from './link.ts';
import { ofBoth } from './reads.ts';

const order = 'at, part, sequence';

export type Trail = {
  readonly caseId: string;
  readonly limit: number;
  readonly after?: TrailPlace | undefined;
};

/** At most so many, after a place in the trail. */
export const trailIn = (hasArchive: boolean, { caseId, limit, after }: Trail): Statement => {
  if (!after) return ofBoth(hasArchive, { where: 'case_id = ?', order, values: [caseId], limit });
  const [at, part, sequence] = [after.at, after.partition, after.sequence].map(BigInt);
  const later = 'at > ? OR (at = ? AND (part > ? OR (part = ? AND sequence > ?)))';
  const values = [at, at, at, part, part, sequence].map((value) => value ?? 0n);
  const where = `case_id = ? AND at >= ? AND (${later})`;
  return ofBoth(hasArchive, { where, order, values: [caseId, ...values], limit });
};
