// The choices of a business, each set of values once, with names that a program can have.

import type { Business } from '@dure/access';
import type { Fields, Shape } from '@dure/domain';
import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';

export type Choices = {
  /** The schema of such values. */
  readonly schemaFor: (field: string, values: readonly string[]) => Schema;
  /** All that are to be found by a name, so far. */
  readonly schemas: () => { readonly [name: string]: Schema };
};

type Union = {
  readonly anyOf?: readonly { readonly const?: unknown; readonly type?: string }[];
};

/** The values of a choice, apart from null; nothing, where the shape is none. */
export const choiceOf = (
  shape: Shape,
): { readonly values: readonly string[]; readonly isNullable: boolean } | undefined => {
  const { anyOf = [] } = shape.schema as Union;
  const [only, another] = anyOf.filter(({ type }) => type !== 'null');
  const inner = only && another === undefined ? ((only as Union).anyOf ?? [only]) : anyOf;
  const values = inner.map((one) => one.const);
  const texts = values.filter((value): value is string => typeof value === 'string');
  if (texts.length === 0 || texts.length !== values.length) return undefined;
  return { values: texts, isNullable: anyOf.some(({ type }) => type === 'null') };
};

/** English for what people say in Korean, as far as labels tell. */
const englishIn = ({ system }: Pick<Business, 'system'>): ReadonlyMap<string, string> => {
  const groups = [system.labels, ...system.contexts.map(({ labels }) => labels)].flatMap(
    ({ states = {}, commands = {}, events = {} }) => [commands, events, ...Object.values(states)],
  );
  return new Map(groups.flatMap((group) => Object.values(group)));
};

const upperSnake = (words: string): string =>
  words
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();

/** Letters beyond ASCII by their numbers, where no label says more. */
const spelt = (value: string): string =>
  upperSnake(
    value.replace(/[^\x20-\x7e]/gu, (letter) => `_U${letter.codePointAt(0)?.toString(16)}`),
  );

const asName = (words: string): string => (/^\d|^$/.test(words) ? `VALUE_${words}` : words);

const asciiNames = (
  values: readonly string[],
  english: ReadonlyMap<string, string>,
): readonly string[] => {
  const taken = new Set<string>();
  return values.map((value) => {
    const label = english.get(value);
    const wished = asName(label === undefined ? spelt(value) : upperSnake(label) || spelt(value));
    const name = taken.has(wished) ? `${wished}_${taken.size + 1}` : wished;
    taken.add(name);
    return name;
  });
};

const pascal = (field: string): string => `${field.charAt(0).toUpperCase()}${field.slice(1)}`;

/** @param prefix what the names begin with, as a document has those of several businesses. */
export const choicesOf = (business: Pick<Business, 'system'>, prefix: string): Choices => {
  const english = englishIn(business);
  const names = new Map<string, string>();
  const schemas: { [name: string]: Schema } = {};
  return {
    schemas: () => schemas,
    schemaFor: (field, values) => {
      const id = JSON.stringify(values);
      const known = names.get(id);
      if (known !== undefined) return ref(known);
      const wished = `${prefix}${pascal(field)}Choice`;
      const name = schemas[wished] ? `${wished}${names.size + 1}` : wished;
      names.set(id, name);
      schemas[name] = {
        type: 'string',
        enum: values,
        'x-enum-varnames': asciiNames(values, english),
      };
      return ref(name);
    },
  };
};

/** The fields that a value may stand for, of several commands: each where it comes first. */
export const fieldsOfAll = (all: readonly Fields[]): Fields =>
  Object.assign({}, ...all.toReversed());
