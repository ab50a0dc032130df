// Where a record lies in the file.

export const SEQUENCES_MAX = 2 ** 40;
export const PARTITIONS_MAX = 2 ** 12;

/** Partition and sequence of a record in one number, by which SQLite keeps rows best. */
export const placeOf = (partition: number, sequence: number): number =>
  partition * SEQUENCES_MAX + Math.min(sequence, SEQUENCES_MAX - 1);

export const partitionAt = (place: number): number => Math.floor(place / SEQUENCES_MAX);
export const sequenceAt = (place: number): number => place % SEQUENCES_MAX;
