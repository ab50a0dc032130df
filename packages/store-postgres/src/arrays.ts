// Lists of values in the binary form of the server's arrays. In its text form each value would be
// quoted here and read back there, and JSON is full of quotes.

const OID = { text: 25, int4: 23, float8: 701 } as const;

/** The dimensions, whether there are nulls, the type of values; then how many from which index. */
const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/** A character of a string has at most so many bytes; short texts are not measured. */
const CHARACTER_BYTES_MAX = 3;
const SHORT = 64;

type Kind = keyof typeof OID;

type Header = { readonly kind: Kind; readonly count: number; readonly hasNull: boolean };

const writeHeader = (buffer: Buffer, { kind, count, hasNull }: Header): void => {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(hasNull ? 1 : 0, 4);
  buffer.writeInt32BE(OID[kind], 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
};

const roomFor = (text: string): number =>
  text.length <= SHORT ? text.length * CHARACTER_BYTES_MAX : Buffer.byteLength(text);

/** As a parameter of type `text[]`. */
export const textArray = (values: readonly (string | null)[]): Buffer => {
  let room = HEADER_BYTES + 4 * values.length;
  for (const value of values) if (value !== null) room += roomFor(value);
  const buffer = Buffer.allocUnsafe(room);
  let [at, hasNull] = [HEADER_BYTES, false];
  for (const value of values) {
    const length = value === null ? NULL_LENGTH : buffer.write(value, at + 4);
    hasNull ||= value === null;
    buffer.writeInt32BE(length, at);
    at += 4 + Math.max(0, length);
  }
  writeHeader(buffer, { kind: 'text', count: values.length, hasNull });
  return buffer.subarray(0, at);
};

type Numbers = {
  readonly kind: 'int4' | 'float8';
  readonly bytes: number;
  readonly write: (buffer: Buffer, value: number, at: number) => void;
};

const numberArray = (values: readonly (number | null)[], of: Numbers): Buffer => {
  const { kind, bytes, write } = of;
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + (4 + bytes) * values.length);
  let [at, hasNull] = [HEADER_BYTES, false];
  for (const value of values) {
    buffer.writeInt32BE(value === null ? NULL_LENGTH : bytes, at);
    at += 4;
    hasNull ||= value === null;
    if (value === null) continue;
    write(buffer, value, at);
    at += bytes;
  }
  writeHeader(buffer, { kind, count: values.length, hasNull });
  return buffer.subarray(0, at);
};

/** As a parameter of type `float8[]`. */
export const floatArray = (values: readonly (number | null)[]): Buffer =>
  numberArray(values, {
    kind: 'float8',
    bytes: 8,
    write: (buffer, value, at) => void buffer.writeDoubleBE(value, at),
  });

/**
 * As a parameter of type `int4[]`.
 * @throws {RangeError} a value is no whole number of 32 bits.
 */
export const intArray = (values: readonly (number | null)[]): Buffer =>
  numberArray(values, {
    kind: 'int4',
    bytes: 4,
    write: (buffer, value, at) => {
      if (!Number.isInteger(value)) throw new RangeError(`${value} is no whole number.`);
      buffer.writeInt32BE(value, at);
    },
  });
