// The part of JSON Schema (https://json-schema.org, draft 2020-12) that shapes are drawn with, and
// the check that a value is as its schema says. A part so small is checked by functions of our own:
// a library for all of JSON Schema takes 25 MiB of every process that checks a field.

import { isDate } from './calendar.ts';
import { rounded } from './rounding.ts';

export type Schema = {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';
  readonly const?: string;
  readonly anyOf?: readonly Schema[];
  readonly format?: 'date' | 'date-time';
  readonly pattern?: string;
  /** Code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** `0.01` for two digits after the point: a power of ten. */
  readonly multipleOf?: number;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  /** Of all names: a value by name has one pattern, which each name matches. */
  readonly patternProperties?: { readonly [pattern: string]: Schema };
};

export type Check = (value: unknown) => boolean;

const checks = new WeakMap<Schema, Check>();

/** The check of a schema; it is made once. */
export const checkOf = (schema: Schema): Check => {
  const known = checks.get(schema);
  if (known) return known;
  const made = makeCheck(schema);
  checks.set(schema, made);
  return made;
};

/** Keeps what cannot be written as text; answers the name by which the text calls it. */
type Keep = (kept: object) => string;

/**
 * Every message, state and row passes a check, so that it is written out as one function: closures
 * within closures took a tenth of the time of a whole command. Texts of a schema stand in it as
 * JSON only.
 */
const makeCheck = (schema: Schema): Check => {
  const kept: object[] = [];
  const keep: Keep = (one) => `kept[${kept.push(one) - 1}]`;
  const body = `return (value) => ${expression(schema, 'value', keep)};`;
  // The text is made above, and is that of a function of one value to true or false.
  // oxlint-disable-next-line typescript/no-implied-eval
  return (new Function('kept', body) as (kept: readonly object[]) => Check)(kept);
};

/** A schema as a JavaScript expression over `v`, which is true of a right value. */
const expression = (schema: Schema, v: string, keep: Keep): string => {
  const { anyOf, const: only, type } = schema;
  if (anyOf) return `(${anyOf.map((choice) => expression(choice, v, keep)).join(' || ')})`;
  if (only !== undefined) return `${v} === ${JSON.stringify(only)}`;
  return type ? `(${byType[type](schema, v, keep).join(' && ')})` : 'true';
};

type Conditions = (schema: Schema, v: string, keep: Keep) => readonly string[];

/** How many code points a text has, at least and at most. */
const hasLength =
  ({ minLength: min = 0, maxLength: max = Infinity }: Schema) =>
  (text: string): boolean => {
    // A code point is one unit or two.
    if (text.length < min || text.length > 2 * max) return false;
    const points = Array.from(text).length;
    return points >= min && points <= max;
  };

const lengthOf = (schema: Schema, v: string, keep: Keep): readonly string[] => {
  const { minLength: min = 0, maxLength: max = Infinity } = schema;
  if (min === 0 && max === Infinity) return [];
  const isPlain = `${v}.length >= ${2 * min} && ${v}.length <= ${max}`;
  return [`(${isPlain} || ${keep(hasLength(schema))}(${v}))`];
};

const string: Conditions = (schema, v, keep) => [
  `typeof ${v} === 'string'`,
  ...lengthOf(schema, v, keep),
  ...(schema.format === 'date' ? [`${keep(isDate)}(${v})`] : []),
  // A day is matched by its check.
  ...(schema.pattern === undefined || schema.format === 'date'
    ? []
    : [`${keep(new RegExp(schema.pattern, 'u'))}.test(${v})`]),
  ...(schema.format === 'date-time' ? [`${keep(isInstant)}(${v})`] : []),
];

/** Whether a text of the form of an instant is one: 30 February and the hour 24 are none. */
const isInstant = (text: string): boolean =>
  isDate(text.slice(0, 10)) && text.slice(11, 13) !== '24' && !Number.isNaN(Date.parse(text));

const bounds = ({ minimum = -Infinity, maximum = Infinity }: Schema, v: string) =>
  [`${v} >= ${minimum}`, `${v} <= ${maximum}`] as const;

const integer: Conditions = (schema, v) => [`Number.isInteger(${v})`, ...bounds(schema, v)];

const number: Conditions = (schema, v, keep) => {
  const { multipleOf } = schema;
  const plain = [`Number.isFinite(${v})`, ...bounds(schema, v)];
  if (multipleOf === undefined) return plain;
  return [...plain, `${keep(rounded)}(${v}, ${digitsIn(multipleOf)}) === ${v}`];
};

/** `0.01` as the number of its digits after the point. */
export const digitsIn = (multipleOf: number): number => Math.round(-Math.log10(multipleOf));

const array: Conditions = ({ items, maxItems = Infinity }, v, keep) => [
  `Array.isArray(${v})`,
  `${v}.length <= ${maxItems}`,
  ...(items ? [`${v}.every(${keep(checkOf(items))})`] : []),
];

const isObject = (v: string): readonly string[] => [
  `typeof ${v} === 'object'`,
  `${v} !== null`,
  `!Array.isArray(${v})`,
];

const object: Conditions = (schema, v, keep) => {
  const { patternProperties, properties = {}, required = [] } = schema;
  const [each] = Object.values(patternProperties ?? {});
  if (each) return [...isObject(v), `Object.values(${v}).every(${keep(checkOf(each))})`];
  const fields = Object.entries(properties).map(([name, of]) => {
    const check = fieldCheck(of, fieldIn(name, v), keep);
    return required.includes(name) ? check : `(${fieldIn(name, v)} === undefined || ${check})`;
  });
  return [...isObject(v), ...fields];
};

/** Inherited properties are no fields: every object has a `constructor`. */
const fieldIn = (name: string, v: string): string => {
  const quoted = JSON.stringify(name);
  return name in {}
    ? `(Object.hasOwn(${v}, ${quoted}) ? ${v}[${quoted}] : undefined)`
    : `${v}[${quoted}]`;
};

/** What holds values is checked by a function of its own, so that none grows large. */
const fieldCheck = (schema: Schema, v: string, keep: Keep): string =>
  schema.type === 'object' || schema.type === 'array'
    ? `${keep(checkOf(schema))}(${v})`
    : expression(schema, v, keep);

const byType: { readonly [T in NonNullable<Schema['type']>]: Conditions } = {
  string,
  integer,
  number,
  array,
  object,
  boolean: (_, v) => [`typeof ${v} === 'boolean'`],
  null: (_, v) => [`${v} === null`],
};
