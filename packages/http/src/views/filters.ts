// How a field of a view can be asked for in a list.

import type { Shape } from '@dure/domain';
import { plain } from '../docs/schemas.ts';
import type { Schema } from '../docs/json-schema.ts';

const isOrdered = (shape: Shape): boolean => {
  const { type, format } = plain(shape);
  return type === 'integer' || type === 'number' || format !== undefined;
};

type Range = readonly [suffix: 'from' | 'to' | 'has', words: string];

/** What a field can be asked for, beside its value. */
export const rangesOf = (shape: Shape): readonly Range[] => {
  if (isOrdered(shape)) {
    return [
      ['from', '부터 / at least'],
      ['to', '까지 / at most'],
    ];
  }
  return plain(shape)['type'] === 'string' ? [['has', '포함 / contains']] : [];
};

/** Whether a query can name a value: it can name no list, and nothing that has fields. */
export const isPlainValue = (shape: Shape): boolean => {
  const schema = plain(shape);
  const kinds = [schema, ...((schema['anyOf'] as readonly Schema[] | undefined) ?? [])];
  return !kinds.some(({ type }) => type === 'array' || type === 'object');
};
