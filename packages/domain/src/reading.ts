// What comes from outside is read here, once: brought to the one form that is kept, and checked.

import { hasStray } from './characters.ts';
import { dataOf } from './data.ts';
import { expected, missing } from './expected.ts';
import { checkOf } from './schema.ts';
import type { Check, Schema } from './schema.ts';
import type { Words } from './words.ts';
import { schemaOf } from './shapes.ts';
import type { DataOf, Fields, Shape } from './shapes.ts';

export type Mistake = { readonly path: string; readonly ko: string; readonly en: string };

export type ReadFields<F extends Fields = Fields> =
  | { readonly data: DataOf<F>; readonly mistakes?: undefined }
  | { readonly data?: undefined; readonly mistakes: readonly Mistake[] };

type Data = { readonly [field: string]: unknown };

type Reader = {
  readonly shapes: readonly (readonly [name: string, shape: Shape])[];
  readonly isRight: Check;
};

const readers = new WeakMap<Fields, Reader>();

const readerOf = (fields: Fields): Reader => {
  const known = readers.get(fields);
  if (known) return known;
  const reader = { shapes: Object.entries(fields), isRight: checkOf(schemaOf(fields)) };
  readers.set(fields, reader);
  return reader;
};

const isObject = (written: unknown): written is Data =>
  typeof written === 'object' && written !== null && !Array.isArray(written);

const notAnObject: Words = { ko: 'JSON 객체여야 합니다', en: 'must be a JSON object' };

/**
 * Reads the declared fields of an object that came from outside, and drops every other one.
 * Where a value is not what its field says, every such mistake is listed.
 * @param path what stands before the names of the fields in the path of a mistake, such as `body`.
 */
export const readFields = <F extends Fields>(
  fields: F,
  written: unknown,
  path = '',
): ReadFields<F> => {
  if (!isObject(written)) return { mistakes: [{ path, ...notAnObject }] };
  const reader = readerOf(fields);
  const { data, isComplete } = pick(reader, written);
  // The check is that of the schema of `F`.
  const isRight = isComplete && reader.isRight(data);
  if (isRight && !hasStrayValue(data)) return { data: data as DataOf<F> };
  return { mistakes: isRight ? strayIn(data, path) : mistakesIn(reader, data, path) };
};

const notText: Words = {
  ko: '글자가 아닌 문자가 들어 있습니다',
  en: 'has characters in it that are no text',
};

/** The names are those of the fields: only what is within a value has names of its own. */
const hasStrayValue = (data: Data): boolean => {
  for (const name in data) if (hasStray(data[name])) return true;
  return false;
};

const strayIn = (data: Data, path: string): readonly Mistake[] =>
  Object.entries(data)
    .filter(([, value]) => hasStray(value))
    .map(([name]) => ({ path: path === '' ? name : `${path}.${name}`, ...notText }));

const pick = ({ shapes }: Reader, written: Data): { data: Data; isComplete: boolean } => {
  const data: { [field: string]: unknown } = {};
  let isComplete = true;
  for (const [name, shape] of shapes) {
    // Inherited properties were not written.
    const value = Object.hasOwn(written, name) ? written[name] : undefined;
    if (value !== undefined) data[name] = shape.read(value);
    else if (!shape.isOptional) isComplete = false;
  }
  return { data, isComplete };
};

const mistakesIn = ({ shapes }: Reader, data: Data, path: string): readonly Mistake[] => {
  const before = path === '' ? '' : `${path}.`;
  return shapes.flatMap(([name, { schema, isOptional }]) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value !== undefined) return mistakesOf(schema, value, `${before}${name}`);
    return isOptional ? [] : [{ path: `${before}${name}`, ...missing }];
  });
};

/** Where a value holds others, the wrong ones among them; else the value itself, if it is wrong. */
const mistakesOf = (schema: Schema, value: unknown, path: string): readonly Mistake[] => {
  if (checkOf(schema)(value)) return [];
  if (value === undefined) return [{ path, ...missing }];
  const inner = partsOf(schema, value).flatMap(([name, part, of]) =>
    mistakesOf(of, part, `${path}.${name}`),
  );
  return inner.length > 0 ? inner : [{ path, ...expected(schema) }];
};

type Part = readonly [name: string, part: unknown, schema: Schema];

const partsOf = (schema: Schema, value: unknown): readonly Part[] => {
  if (Array.isArray(value)) return itemsOf(schema, value);
  if (!isObject(value)) return [];
  if (schema.properties) return fieldsOf(schema, value);
  const [each] = Object.values(schema.patternProperties ?? {});
  return each ? Object.entries(value).map(([name, part]) => [name, part, each]) : [];
};

const itemsOf = (
  { items, maxItems = Infinity }: Schema,
  all: readonly unknown[],
): readonly Part[] =>
  items && all.length <= maxItems ? all.map((part, index) => [String(index), part, items]) : [];

const fieldsOf = ({ properties = {}, required = [] }: Schema, value: Data): readonly Part[] =>
  Object.entries(properties).flatMap(([name, schema]): readonly Part[] => {
    const part = Object.hasOwn(value, name) ? value[name] : undefined;
    return part === undefined && !required.includes(name) ? [] : [[name, part, schema]];
  });

export type ReadValue =
  | { readonly value: unknown; readonly mistakes?: undefined }
  | { readonly value?: undefined; readonly mistakes: readonly Mistake[] };

/** Reads one value, for what is read rarely. */
export const readValue = (shape: Shape, written: unknown, path: string): ReadValue => {
  const value = shape.read(written);
  const mistakes = valueMistakes(shape, value, path);
  return mistakes.length > 0 ? { mistakes } : { value };
};

/** What is wrong with a value in the one form that is kept. */
export const valueMistakes = (shape: Shape, value: unknown, path: string): readonly Mistake[] =>
  mistakesOf(shape.schema, value, path);

const noProblems: readonly Mistake[] = [];

/**
 * What is wrong with the fields of a message, a state or a row that a rule has made; nothing, where
 * each is as its shape says. What the fields do not declare is not looked at.
 * @param of the note, the sketch of the state, or the view.
 */
export const problemsOf = (
  { fields }: { readonly fields: Fields },
  made: object,
): readonly Mistake[] => {
  const reader = readerOf(fields);
  return reader.isRight(made) ? noProblems : mistakesIn(reader, dataOf(made), '');
};
