// An example of what a schema allows: the least that is typical, the same each time.

import type { Example } from './record.ts';
import { propertiesOf } from './schema.ts';
import type { Schema } from './schema.ts';

const byFormat: { readonly [format: string]: string } = {
  date: '2026-03-02',
  'date-time': '2026-03-02T12:00:00+09:00',
};

const tries = ['01012345678', '123-45-67890', 'a-1', '1', 'A', '가'];

const textFor = (schema: Schema): string => {
  const { format, pattern, minLength = 1, maxLength = 100 } = schema;
  const id = schema['x-id'];
  if (typeof id === 'string') return `${id}-1`;
  if (typeof format === 'string' && byFormat[format] !== undefined) return byFormat[format];
  if (typeof pattern === 'string') return likePattern(pattern);
  return '가나다라'.slice(0, Number(maxLength)).padEnd(Number(minLength), '마');
};

const likePattern = (pattern: string): string => {
  const id = /^\^([a-z-]+)-\[/.exec(pattern)?.[1];
  const all = id === undefined ? tries : [`${id}-1`, ...tries];
  return all.find((text) => new RegExp(pattern, 'u').test(text)) ?? '';
};

const numberFor = ({ minimum = 1, maximum = Infinity }: Schema): number =>
  Math.max(Math.min(1000, Number(maximum)), Number(minimum));

type Make = (schema: Schema) => unknown;

const byType: { readonly [type: string]: Make } = {
  string: textFor,
  integer: numberFor,
  number: numberFor,
  boolean: () => true,
  // `items` and the first pattern of a JSON Schema are schemas.
  array: ({ items }) => (items === undefined ? [] : [valueOf(items as Schema)]),
  object: (schema) => {
    if (schema['properties'] !== undefined) return exampleOf(schema);
    const [of] = Object.values(
      (schema['patternProperties'] ?? {}) as { readonly [p: string]: Schema },
    );
    return of ? { '2026-03-02': valueOf(of) } : {};
  },
};

const valueOf: Make = (schema) => {
  const choices = schema['enum'];
  if (Array.isArray(choices)) return choices[0];
  if ('const' in schema) return schema['const'];
  const all = schema['anyOf'];
  // Each of a union is a schema.
  if (Array.isArray(all)) return valueOf((all as readonly Schema[])[0] ?? {});
  return byType[String(schema['type'])]?.(schema) ?? null;
};

/** A value for every field, also for those that may be left out. */
export const exampleOf = (schema: Schema): Example =>
  Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, of]) => [name, valueOf(of)]));
