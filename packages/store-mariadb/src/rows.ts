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

/** A character of a string has at most so many bytes: most rows need not be measured. */
const CHARACTER_BYTES_MAX = 3;

const atMost = (row: readonly Field[]): number => {
  let length = 0;
  for (const field of row) length += field === null ? 0 : field.length;
  return FIELD_BYTES * row.length + CHARACTER_BYTES_MAX * length;
};

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
    const most = atMost(row);
    const bytes = most <= room ? most : bytesOf(row);
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
  /** The statement that inserts so many rows. */
  readonly textFor: (rows: number) => string;
};

export const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/**
 * Inserts into a table.
 * @param columns as the statement names them, in the order of the fields of a row.
 * @param end what to do about rows that are there.
 */
export const insertInto = (table: string, columns: string, end = ''): Insert => {
  const row = `(${marks(columns.split(',').length)})`;
  const made = (rows: number): string => {
    const all = Array.from({ length: rows }, () => row).join(', ');
    return `INSERT INTO ${table} (${columns}) VALUES ${all} ${end}`;
  };
  const texts = new Map<number, string>();
  return {
    textFor: (rows) => {
      const text = texts.get(rows) ?? made(rows);
      texts.set(rows, text);
      return text;
    },
  };
};

/** So many rows are inserted by one statement, and else a multiple of some, or fewer. */
const ROWS_AT_ONCE = 64;
const ROWS_STEP = 8;

const sizeFor = (left: number): number =>
  left < ROWS_STEP ? left : Math.min(ROWS_AT_ONCE, left - (left % ROWS_STEP));

/**
 * Groups, one behind the other, of 64, 56, 48, 40, 32, 24, 16 and 8, then up to 7: two for whatever
 * one turn has, and fifteen statements for a table.
 */
const groupsOf = <T>(rows: readonly T[]): readonly (readonly T[])[] => {
  const groups: (readonly T[])[] = [];
  for (let from = 0; from < rows.length;) {
    const size = sizeFor(rows.length - from);
    groups.push(rows.slice(from, from + size));
    from += size;
  }
  return groups;
};

/** @throws {RangeError} one row alone is too large; nothing of it was sent. */
export const insertRows = (
  { textFor }: Insert,
  rows: readonly (readonly Field[])[],
  takes: number,
): readonly Statement[] =>
  portionsOf(rows, takes).flatMap((portion) =>
    groupsOf(portion).map((group) => ({ sql: textFor(group.length), values: group.flat() })),
  );
