// The trail: where the records of a case are. An index by case, kept up to date by every turn,
// would be written all over the file, and is what makes appending dear. So the trail is written in
// whole segments, one behind the other, each sorted by case, and the newest records are looked
// through.

import type { TrailPlace } from '@dure/kernel/ports';
import { placeOf, SEQUENCES_MAX } from './place.ts';
import type { Tables } from './tables.ts';

/** So many records of a partition are entered in the trail at once. */
export const SEGMENT = 4_096;

/** The first place that is not in the trail when the log has come to a sequence. */
export const untrailedOf = (partition: number, sequence: number): number =>
  placeOf(partition, Math.floor((sequence + 1) / SEGMENT) * SEGMENT);

export const trailTable = ({ trail }: Tables): string => `
  CREATE TABLE ${trail} (
    segment INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (segment, case_id, place)
  ) WITHOUT ROWID;`;

/** Enters the records from one place up to another in the trail; both are given for each table. */
export const trailing = ({ trail, logs }: Tables): string => {
  const entered = (log: string): string =>
    `SELECT place / ${SEGMENT}, case_id, place FROM ${log} WHERE place >= ? AND place < ?`;
  return `INSERT INTO ${trail} ${logs.map(entered).join(' UNION ALL ')} ORDER BY 1, 2, 3`;
};

/** The partitions, as far as they are in the trail, and the segments of it. */
const segments = ({ heads }: Tables): string => `
  WITH RECURSIVE
    part (first, untrailed, after) AS (
      SELECT partition * ${SEQUENCES_MAX},
        partition * ${SEQUENCES_MAX} + (sequence + 1) / ${SEGMENT} * ${SEGMENT},
        (partition + 1) * ${SEQUENCES_MAX}
      FROM ${heads}
    ),
    segments (number, after) AS (
      SELECT first / ${SEGMENT}, untrailed / ${SEGMENT} FROM part WHERE untrailed > first
      UNION ALL
      SELECT number + 1, after FROM segments WHERE number + 1 < after
    )`;

/**
 * The records of a case: those in the trail, and those that are not in it yet. The sign before the
 * last `case_id` keeps SQLite from reading the whole log into an index of its own for one question.
 */
export const trailOf = (tables: Tables): string => {
  const { trail, logs } = tables;
  const found = logs.map(
    (log) => `
  SELECT log.* FROM segments
    CROSS JOIN ${trail} AS trail ON trail.segment = number AND trail.case_id = :caseId
    CROSS JOIN ${log} AS log ON log.place = trail.place
    WHERE (log.at, log.place) > (:at, :place)
  UNION ALL
  SELECT log.* FROM part
    CROSS JOIN ${log} AS log ON log.place >= untrailed AND log.place < after
    WHERE +log.case_id = :caseId AND (log.at, log.place) > (:at, :place)`,
  );
  return `${segments(tables)} ${found.join(' UNION ALL ')} ORDER BY at, place LIMIT :limit`;
};

/** Where the records of several cases are, which are given as a list in JSON. */
export const placesOf = (tables: Tables): string => `${segments(tables)}
  SELECT trail.place FROM segments
    CROSS JOIN json_each(:cases) AS wanted
    CROSS JOIN ${tables.trail} AS trail
      ON trail.segment = number AND trail.case_id = wanted.value
  UNION ALL
  SELECT log.place FROM part
    CROSS JOIN ${tables.log} AS log ON log.place >= untrailed AND log.place < after
    WHERE +log.case_id IN (SELECT value FROM json_each(:cases))`;

/** Where to go on in the trail; before all of it, unless a record is given. */
export const trailAfter = (
  after: TrailPlace | undefined,
): { readonly at: number; readonly place: number } =>
  after
    ? { at: after.at, place: placeOf(after.partition, after.sequence) }
    : { at: Number.MIN_SAFE_INTEGER, place: -1 };
