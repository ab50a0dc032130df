// A shape says once what a value looks like: to the compiler as `T`, to the world as JSON Schema,
// and at the door as `read`, which brings what people write to the one form that is kept.

import { calendarOf, parseDate } from './calendar.ts';
import { explain } from './expected.ts';
import type { Schema } from './schema.ts';
import type { Fields, Shape, ValueOf } from './shape.ts';
import type { Words } from './words.ts';

export { about, personal } from './personal.ts';
export type { Fields, Shape, Unowned, ValueOf } from './shape.ts';

export type Flat<T> = { [K in keyof T]: T[K] } & {};

type NamesWith<F extends Fields, Flag extends keyof Shape> = {
  [N in keyof F]: F[N] extends { readonly [K in Flag]: true } ? N : never;
}[keyof F];

type OptionalNames<F extends Fields> = NamesWith<F, 'isOptional'>;
type StampedNames<F extends Fields> = NamesWith<F, 'isStamped'>;

/** What is there to read. */
export type DataOf<F extends Fields> = Flat<
  { readonly [N in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[N]> } & {
    readonly [N in OptionalNames<F>]?: ValueOf<F[N]>;
  }
>;

/** What must be written: stamped fields may be left to the kernel. */
export type DraftOf<F extends Fields> = Flat<
  { readonly [N in Exclude<keyof F, OptionalNames<F> | StampedNames<F>>]: ValueOf<F[N]> } & {
    readonly [N in OptionalNames<F> | StampedNames<F>]?: ValueOf<F[N]> | undefined;
  }
>;

const asWritten = (written: unknown): unknown => written;

const shape = <T>(schema: Schema, read: (written: unknown) => unknown = asWritten): Shape<T> => ({
  schema,
  read,
});

const tidy = (written: unknown): unknown =>
  typeof written === 'string' ? written.normalize('NFC').trim() : written;

const tidyText = (written: unknown): unknown =>
  Number.isFinite(written) ? String(written) : tidy(written);

/** Text of a bounded length, trimmed and in Unicode form NFC. */
export const textOf = (lengthMax: number, lengthMin = 1): Shape<string> =>
  shape({ type: 'string', minLength: lengthMin, maxLength: lengthMax }, tidyText);

/** Text of 1 to 100 characters, trimmed and in Unicode form NFC. */
export const text = textOf(100);

const truthWords: { readonly [word: string]: boolean } = { true: true, false: false };

/** True or false; the texts `true` and `false` are read as such. */
export const truth: Shape<boolean> = shape({ type: 'boolean' }, (written) =>
  typeof written === 'string' ? (truthWords[written.trim()] ?? written) : written,
);

const readNumber = (written: unknown): unknown => {
  // Less than nothing is nothing: `-0` is kept as 0.
  if (written === 0) return 0;
  if (typeof written !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(written)) return written;
  return Number(written) + 0;
};

/** A whole number, from 1 unless `min` or `max` say otherwise. A number written as text is read. */
export const count = (range: Range = {}) =>
  shape<number>(
    {
      type: 'integer',
      minimum: range.min ?? 1,
      maximum: range.max ?? Number.MAX_SAFE_INTEGER,
    },
    readNumber,
  );

/** A number with bounds, which may have any fraction. */
export const numberFrom = (minimum: number, maximum: number): Shape<number> =>
  shape({ type: 'number', minimum, maximum }, readNumber);

const SCALE_MAX = 9;

/**
 * A number with at most so many digits after the point, such as a rate or a coordinate. It is kept
 * as the JSON number that is nearest: what a rule computes it brings to the scale with `rounded`.
 * @throws {Error} the scale is not from 0 to 9, or a bound has more digits.
 */
export const decimal = (
  scale: number,
  { min = 0, max = Number.MAX_SAFE_INTEGER / 10 ** scale }: Range = {},
): Shape<number> => {
  if (!Number.isInteger(scale) || scale < 0 || scale > SCALE_MAX) {
    throw new Error(`A decimal has from 0 to ${SCALE_MAX} digits after the point, not ${scale}.`);
  }
  const multipleOf = Number(`1e-${scale}`);
  return shape({ type: 'number', minimum: min, maximum: max, multipleOf }, readNumber);
};

type Range = { readonly min?: number; readonly max?: number };

/** A day of the calendar, `2024-02-21`; `20240221` is read as the same day. */
export const date: Shape<string> = shape(
  { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  (written) => parseDate(tidyText(written)) ?? written,
);

/** An instant, ISO 8601 with offset; without one it is read as in the time zone. */
export const datetimeIn = (timeZone: string): Shape<string> => {
  const { parseDatetime } = calendarOf(timeZone);
  return shape(
    {
      type: 'string',
      format: 'date-time',
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
    },
    (written) => parseDatetime(tidy(written)) ?? written,
  );
};

/**
 * Text that matches a pattern. The words say what is expected, when something else was written; a
 * function may bring what was written to the form that is kept.
 */
export const textLike = (
  pattern: string,
  words: Words,
  read: (written: string) => string = (written) => written.trim(),
): Shape<string> => {
  const schema: Schema = { type: 'string', pattern };
  explain(schema, words);
  return shape(schema, (written) => (typeof written === 'string' ? read(written) : written));
};

/** An identity that carries its kind: `id('place')` is `place-1`, and reads `1` as that. */
export const id = <const Kind extends string>(kind: Kind): Shape<`${Kind}-${string}`> => ({
  schema: { type: 'string', pattern: `^${kind}-[^\\s/|]{1,64}$` },
  read: (written) => {
    const words = tidyText(written);
    return typeof words === 'string' && /^\d+$/.test(words) ? `${kind}-${words}` : words;
  },
  idKind: kind,
});

/** A shape whose text is JSON: what no form and no command line can write otherwise. */
export const orJson = <T>(of: Shape<T>): Shape<T> => ({
  ...of,
  read: (written) => of.read(typeof written === 'string' ? parsed(written) : written),
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** One of several texts. To the compiler it is the union of them. */
export const oneOf = <const Choice extends string>(...choices: readonly Choice[]): Shape<Choice> =>
  shape({ anyOf: choices.map((choice) => ({ type: 'string', const: choice })) }, tidy);

/** A field that may be left out. It is then absent, and not null. */
export const optional = <S extends Shape>(of: S): S & { readonly isOptional: true } => ({
  ...of,
  isOptional: true,
});

/** A field that may be null, and must be there. */
export const nullable = <T>(of: Shape<T>): Shape<T | null> => ({
  ...of,
  schema: { anyOf: [of.schema, { type: 'null' }] },
  read: (written) => (written === null ? null : of.read(written)),
});

/** What holds values that are personal or secret is so as a whole. */
const hiddenAs = (of: Shape): Pick<Shape, 'isPersonal' | 'isSecret' | 'whose'> => ({
  ...ownedAs(of),
  ...(of.isSecret ? { isSecret: true } : {}),
});

const ownedAs = ({ isPersonal, whose }: Shape): Pick<Shape, 'isPersonal' | 'whose'> => ({
  ...(isPersonal ? { isPersonal } : {}),
  ...(whose === undefined ? {} : { whose }),
});

/** Values of one shape in their order, at most 1,000 unless said otherwise. */
export const list = <T>(of: Shape<T>, itemsMax = 1000): Shape<readonly T[]> => ({
  ...shape({ type: 'array', items: of.schema, maxItems: itemsMax }, (written) =>
    Array.isArray(written) ? written.map(of.read) : written,
  ),
  ...hiddenAs(of),
});

/** Values by name, such as rooms by night. */
export const byName = <T>(of: Shape<T>): Shape<{ readonly [name: string]: T }> => ({
  ...shape({ type: 'object', patternProperties: { '^.*$': of.schema } }, (written) =>
    typeof written === 'object' && written !== null && !Array.isArray(written)
      ? Object.fromEntries(Object.entries(written).map(([name, one]) => [name, of.read(one)]))
      : written,
  ),
  ...hiddenAs(of),
});

/**
 * A value object: fields that belong together and have no life of their own, such as a place with
 * its street and its city. What is personal or secret in it makes it so as a whole.
 */
export const valueObject = <const F extends Fields>(fields: F): Shape<DataOf<F>> => {
  const shapes = Object.entries(fields);
  const read = (written: unknown): unknown => {
    if (typeof written !== 'object' || written === null || Array.isArray(written)) return written;
    const kept: { [field: string]: unknown } = {};
    for (const [name, of] of shapes) {
      // Inherited properties were not written.
      const value: unknown = Object.hasOwn(written, name) ? Reflect.get(written, name) : undefined;
      if (value !== undefined) kept[name] = of.read(value);
    }
    return kept;
  };
  return {
    ...shape<DataOf<F>>(schemaOf(fields), read),
    fields,
    ...(shapes.some(([, of]) => of.isPersonal) ? { isPersonal: true } : {}),
    ...(shapes.some(([, of]) => of.isSecret) ? { isSecret: true } : {}),
  };
};

/**
 * A field that the kernel fills: in an event with the status of the state that it leads to, in a
 * refusal with the status of the state that it met.
 */
export const stamped: Shape<string> & { readonly isStamped: true } = { ...text, isStamped: true };

/** A value that is never stored and never logged, such as a card token. Rules see it. */
export const secret = <T>(of: Shape<T>): Shape<T> => ({ ...of, isSecret: true });

/** The JSON Schema of an object with these fields. */
export const schemaOf = (fields: Fields): Schema => {
  const entries = Object.entries(fields);
  const required = entries.filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
  const properties = Object.fromEntries(entries.map(([name, { schema }]) => [name, schema]));
  return { type: 'object', ...(required.length > 0 ? { required } : {}), properties };
};
