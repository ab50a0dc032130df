// Rows, as statements that insert several of them: as many as fit into a packet, because a server
// ends the connection of who sends more, and by few numbers of them, so that few are prepared.

import type { Statement } from './link.ts';

/** A text for the server, or nothing. */
export type Field = string | null;

/** Beside its text, a field needs this much of a packet, and a packet this much for itself. */
const FIELD_BYTES = 10;
const PACKET_BYTES = 1_024;

/** What a server takes may be much; memory is needed for it here, too. */
const PACKET_BYTES_MAX = 8 * 2 ** 20;

const bytesOf = (row: readonly Field[]): number => {
  let bytes = 0;
  for (const field of row) bytes += FIELD_BYTES + (field === null ? 0 : Buffer.byteLength(field));
  return bytes;
};

const tooLarge = (bytes: number, takes: number): RangeError =>
  new RangeError(
    `A row of ${bytes} bytes is more than the server takes (max_allowed_packet ${takes}). ` +
      'Raise max_allowed_packet of the server, or keep less in one piece.',
  );

/**
 * Rows in portions that fit into one packet each, in their order.
 * @param takes the server's `max_allowed_packet`, in bytes.
 * @throws {RangeError} one row alone is too large; nothing of it was sent.
 */
const portionsOf = <T extends readonly Field[]>(
  rows: readonly T[],
  takes: number,
): readonly (readonly T[])[] => {
  const room = Math.min(takes, PACKET_BYTES_MAX) - PACKET_BYTES;
  const portions: T[][] = [];
  let [portion, filled]: [T[], number] = [[], Infinity];
  for (const row of rows) {
    const bytes = bytesOf(row);
    if (bytes > takes - PACKET_BYTES) throw tooLarge(bytes, takes);
    filled += bytes;
    if (filled > room) {
      [portion, filled] = [[], bytes];
      portions.push(portion);
    }
    portion.push(row);
  }
  return portions;
};

export type Insert = {
  /** A table, and its columns. */
  readonly into: string;
  /** What to do about rows that are there. */
  readonly end: string;
};

/** So many rows are inserted by one statement. */
const ROWS_AT_ONCE = 64;

export const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** Groups of 64, 32, 16, 8, 4, 2 and 1, one behind the other. */
const groupsOf = <T>(rows: readonly T[]): readonly (readonly T[])[] => {
  const groups: (readonly T[])[] = [];
  for (let from = 0; from < rows.length;) {
    const size = Math.min(ROWS_AT_ONCE, 2 ** Math.floor(Math.log2(rows.length - from)));
    groups.push(rows.slice(from, from + size));
    from += size;
  }
  return groups;
};

/** @throws {RangeError} one row alone is too large; nothing of it was sent. */
export const insertRows = (
  { into, end }: Insert,
  rows: readonly (readonly Field[])[],
  takes: number,
): readonly Statement[] =>
  portionsOf(rows, takes).flatMap((portion) =>
    groupsOf(portion).map((group) => {
      const row = `(${marks(group[0]?.length ?? 0)})`;
      const all = Array.from({ length: group.length }, () => row).join(', ');
      return { sql: `INSERT INTO ${into} VALUES ${all} ${end}`, values: group.flat() };
    }),
  );
