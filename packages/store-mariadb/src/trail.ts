// The records of a case, in the order of their instants: as the index by case has them.

import type { TrailPlace } from '@dure/kernel/ports';
import type { Statement } from './link.ts';

const ORDER = 'ORDER BY at, part, sequence LIMIT ?';

/** At most so many, after a place in the trail. */
export const trailIn = (caseId: string, limit: number, after?: TrailPlace): Statement => {
  if (!after) {
    const sql = `SELECT * FROM log WHERE case_id = ? ${ORDER}`;
    return { sql, values: [caseId, BigInt(limit)] };
  }
  const [at, part, sequence] = [after.at, after.partition, after.sequence].map(BigInt);
  const later = 'at > ? OR (at = ? AND (part > ? OR (part = ? AND sequence > ?)))';
  const values = [at, at, at, part, part, sequence].map((value) => value ?? 0n);
  return {
    sql: `SELECT * FROM log WHERE case_id = ? AND at >= ? AND (${later}) ${ORDER}`,
    values: [caseId, ...values, BigInt(limit)],
  };
};
