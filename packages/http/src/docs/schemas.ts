// JSON Schemas of notes and rows, as the API documents show them.

import { labelOf } from '@dure/access';
import type { Labelled } from '@dure/access';
import type { Fields, Shape } from '@dure/domain';

export type Schema = { readonly [keyword: string]: unknown };

/** Both languages, because a document is read by both. */
export const inBoth = ({ ko, en }: { readonly ko: string; readonly en: string }): string =>
  ko === en ? ko : `${ko} / ${en}`;

/** A schema is plain JSON; what the schema builder keeps beside it is left out. */
const plain = (shape: Shape): Schema => JSON.parse(JSON.stringify(shape.schema)) as Schema;

/** What is accepted is wider than what is answered: the kind of an id may be left out. */
const acceptedOf = (shape: Shape): Schema =>
  shape.idKind === undefined
    ? plain(shape)
    : { type: ['string', 'integer'], examples: [`${shape.idKind}-1`, 1] };

export const fieldSchema = (
  of: Labelled,
  [name, shape]: readonly [string, Shape],
  side: 'accepted' | 'answered',
): Schema => ({
  ...(side === 'accepted' ? acceptedOf(shape) : plain(shape)),
  description: inBoth(labelOf(of, 'fields', name)),
  ...(shape.isSecret ? { writeOnly: true } : {}),
});

type Leaving = { readonly without?: readonly string[]; readonly side: 'accepted' | 'answered' };

/** An object with these fields. */
export const objectSchema = (
  of: Labelled,
  fields: Fields,
  { without = [], side }: Leaving,
): Schema => {
  const listed = Object.entries(fields).filter(([name]) => !without.includes(name));
  const required = listed.flatMap(([name, { isOptional, isStamped }]) =>
    isOptional || (isStamped && side === 'accepted') ? [] : [name],
  );
  return {
    type: 'object',
    properties: Object.fromEntries(listed.map((field) => [field[0], fieldSchema(of, field, side)])),
    ...(required.length > 0 ? { required } : {}),
  };
};

const words = { type: 'string' } as const;

export const problemSchema: Schema = {
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
    mistakes: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: words, ko: words, en: words },
        required: ['path', 'ko', 'en'],
      },
    },
    fields: { type: 'object', description: 'status …' },
    possible: {
      type: 'array',
      items: { type: 'object', properties: { command: words, href: words } },
    },
    retryAfter: { type: 'integer' },
  },
  required: ['type', 'title', 'status', 'detail', 'rejection', 'ko', 'en'],
};
