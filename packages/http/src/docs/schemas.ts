// JSON Schemas of notes and rows, as the API documents show them.

import { labelOf } from '@dure/access';
import type { Labelled } from '@dure/access';
import type { Fields, Shape } from '@dure/domain';
import { choiceOf } from './choices.ts';
import type { Choices } from './choices.ts';
import { ref } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { previewSchemas } from './preview-schemas.ts';
import type { Samples } from './samples.ts';

/** Where values and choices of a business are found. */
export type Source = {
  /** Nothing, where no examples are given. */
  readonly samples: Samples | undefined;
  readonly choices: Choices;
};

/** Both languages, because a document is read by both. */
export const inBoth = ({ ko, en }: { readonly ko: string; readonly en: string }): string =>
  ko === en ? ko : `${ko} / ${en}`;

/** A schema is plain JSON; what the schema builder keeps beside it is left out. */
export const plain = (shape: Shape): Schema =>
  portable(JSON.parse(JSON.stringify(shape.schema))) as Schema;

const INT32_MAX = 2 ** 31 - 1;

type Numeric = {
  readonly type?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
};

const numericFormat = ({ type, minimum = 0, maximum = 0, multipleOf }: Numeric): Schema => {
  const isLarge = Math.max(-minimum, maximum) > INT32_MAX;
  if (type === 'integer') return isLarge ? { format: 'int64' } : {};
  if (multipleOf === undefined) return {};
  return { format: 'decimal', 'x-scale': Math.round(-Math.log10(multipleOf)) };
};

/**
 * A schema as tools of others read it. Where a whole number needs more than 32 bits it says so: a
 * client would cut it off. A decimal has its scale beside it: tools that divide by 0.01 to look
 * for a multiple refuse 0.07.
 */
const portable = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(portable);
  if (typeof schema !== 'object' || schema === null) return schema;
  const numeric: Numeric = schema;
  const entries = Object.entries(schema).filter(([keyword]) => keyword !== 'multipleOf');
  const inner = entries.map(([keyword, of]) => [keyword, portable(of)]);
  return { ...Object.fromEntries(inner), ...numericFormat(numeric) };
};

type Side = 'accepted' | 'answered';

type Named = readonly [name: string, shape: Shape];

/** What is accepted is wider than what is answered: the kind of an id may be left out. */
const valueSchema = (source: Source, [name, shape]: Named, side: Side): Schema => {
  if (side === 'accepted' && shape.idKind !== undefined) return { type: 'string' };
  const choice = choiceOf(shape);
  if (!choice) return plain(shape);
  const values = source.choices.schemaFor(name, choice.values);
  return choice.isNullable ? { anyOf: [values, { type: 'null' }] } : values;
};

export const fieldSchema = (
  source: Source,
  of: Labelled,
  { field, side }: { readonly field: Named; readonly side: Side },
): Schema => {
  const [name, shape] = field;
  const sample = side === 'accepted' ? source.samples?.valueOf(name, shape) : undefined;
  const examples = sample === undefined ? {} : { examples: [sample] };
  return {
    ...valueSchema(source, field, side),
    description: inBoth(labelOf(of, 'fields', name)),
    ...examples,
    ...(shape.isSecret ? { writeOnly: true } : {}),
  };
};

type Leaving = {
  readonly without?: readonly string[];
  readonly side: Side;
  /** Fields that need not be there, whatever their shapes say. */
  readonly isPartial?: boolean;
};

/** An object with these fields. */
export const objectSchema = (
  source: Source,
  of: Labelled,
  { fields, without = [], side, isPartial = false }: Leaving & { readonly fields: Fields },
): Schema => {
  const listed = Object.entries(fields).filter(([name]) => !without.includes(name));
  const required = listed.flatMap(([name, { isOptional, isStamped }]) =>
    isPartial || isOptional || (isStamped && side === 'accepted') ? [] : [name],
  );
  const properties = listed.map((field) => [field[0], fieldSchema(source, of, { field, side })]);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
};

const words = { type: 'string' } as const;
const bothWords: Schema = {
  type: 'object',
  description: '한국어와 영어로 / in Korean and English',
  properties: { ko: words, en: words },
  required: ['ko', 'en'],
};

const mistake: Schema = {
  type: 'object',
  description: '무엇이 어디에서 틀렸는지 / what is wrong, and where',
  properties: { path: words, ko: words, en: words },
  required: ['path', 'ko', 'en'],
};

const possible: Schema = {
  type: 'object',
  description: '지금 할 수 있는 명령 / a command that is possible now',
  properties: { command: words, href: words },
};

const problem: Schema = {
  type: 'object',
  description: 'RFC 9457, 한국어와 영어로 / in Korean and English',
  properties: {
    type: words,
    title: words,
    status: { type: 'integer' },
    detail: words,
    instance: words,
    rejection: words,
    ko: words,
    en: words,
    mistakes: { type: 'array', items: ref('Mistake') },
    fields: { type: 'object', description: 'status …' },
    possible: { type: 'array', items: ref('Possible') },
    retryAfter: { type: 'integer' },
  },
  required: ['type', 'title', 'status', 'detail', 'rejection', 'ko', 'en'],
};

const link: Schema = {
  type: 'object',
  properties: { href: words, title: words, templated: { type: 'boolean' }, type: words },
  required: ['href'],
};

const property: Schema = {
  type: 'object',
  description: 'HAL-FORMS',
  properties: {
    name: words,
    prompt: words,
    type: words,
    required: { type: 'boolean' },
    readOnly: { type: 'boolean' },
    regex: words,
    min: { type: 'number' },
    max: { type: 'number' },
    minLength: { type: 'integer' },
    maxLength: { type: 'integer' },
    options: { type: 'object' },
  },
  required: ['name'],
};

const template: Schema = {
  type: 'object',
  description: 'HAL-FORMS',
  properties: {
    title: words,
    method: words,
    target: words,
    contentType: words,
    preview: words,
    properties: { type: 'array', items: ref('Property') },
  },
  required: ['title', 'method', 'target', 'properties'],
};

const closed: Schema = {
  type: 'object',
  description: '지금은 할 수 없는 명령과 까닭 / a command that is closed now, and why',
  properties: { title: words, method: words, target: words, reason: ref('Words') },
  required: ['title', 'method', 'target', 'reason'],
};

const page: Schema = {
  type: 'object',
  properties: {
    size: { type: 'integer' },
    totalElements: { type: 'integer' },
    totalPages: { type: 'integer' },
    number: { type: 'integer' },
    // A constant of a truth value makes code that does not compile, in several languages.
    hasMore: {
      type: 'boolean',
      description: '세어 본 것보다 많음 / there are more than were counted',
    },
  },
  required: ['size', 'totalElements', 'totalPages', 'number'],
};

const labels: Schema = { type: 'object', additionalProperties: ref('Words') };

const groupOf = (name: string): Schema => ({
  type: 'object',
  additionalProperties: ref(name),
});

/** What all businesses answer with. */
export const sharedSchemas: { readonly [name: string]: Schema } = {
  Words: bothWords,
  Mistake: mistake,
  Possible: possible,
  Problem: problem,
  Link: link,
  Links: groupOf('Link'),
  Property: property,
  Template: template,
  Templates: groupOf('Template'),
  Closed: closed,
  ...previewSchemas,
  Closings: groupOf('Closed'),
  Page: page,
  Labels: labels,
};

/** The schema of an object, with what HAL adds to it. */
export const withMembers = (
  schema: Schema,
  members: { readonly [name: string]: Schema },
  required: readonly string[],
): Schema => ({
  ...schema,
  properties: { ...(schema['properties'] as Schema | undefined), ...members },
  required: [...((schema['required'] as readonly string[] | undefined) ?? []), ...required],
});
