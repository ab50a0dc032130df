// What an external system is taken to answer when it is not asked: yes, with values that are made
// up so that a rule can go on, and that are not shown.

import type { Fields, Shape } from '@dure/domain';
import type { Answer, Json } from '../ports.ts';

type Schema = {
  readonly type?: string;
  readonly const?: Json;
  readonly format?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly anyOf?: readonly Schema[];
  readonly maxItems?: number;
};

const byType: { readonly [type: string]: (schema: Schema) => Json } = {
  boolean: () => true,
  integer: ({ minimum = 0 }) => Math.max(0, minimum),
  number: ({ minimum = 0 }) => Math.max(0, minimum),
  array: () => [],
  object: () => ({}),
  null: () => null,
};

const byFormat: { readonly [format: string]: (now: number) => Json } = {
  date: (now) => new Date(now).toISOString().slice(0, 10),
  'date-time': (now) => new Date(now).toISOString(),
};

const plainValue = ({ format = '', type = '', ...schema }: Schema, now: number): Json => {
  const { minLength = 1 } = schema;
  const make = byFormat[format];
  if (make) return make(now);
  return byType[type]?.(schema) ?? '-'.repeat(Math.max(1, minLength));
};

const valueOf = (schema: Schema, now: number): Json => {
  if (schema.const !== undefined) return schema.const;
  const [first] = schema.anyOf ?? [];
  return first ? valueOf(first, now) : plainValue(schema, now);
};

const assumed = ({ idKind, fields, schema }: Shape, now: number): Json => {
  if (idKind !== undefined) return `${idKind}-0`;
  return fields ? assumedFields(fields, now) : valueOf(schema, now);
};

const assumedFields = (fields: Fields, now: number): { readonly [field: string]: Json } =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { isOptional }]) => !isOptional)
      .map(([name, shape]) => [name, assumed(shape, now)]),
  );

export const assumedAnswer = (brings: Fields, now: number): Answer => ({
  is: 'taken',
  fields: assumedFields(brings, now),
});
