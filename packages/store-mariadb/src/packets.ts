// How much is sent at once: a server ends the connection of who sends more than it takes.

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
export const portionsOf = <T extends readonly Field[]>(
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
