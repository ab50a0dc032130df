// Messages, read by field name. Their fields are what shapes describe, which is JSON.

import type { AnyMessage } from '@dure/domain';
import type { Json } from '../ports.ts';

export type Data = { readonly [field: string]: Json };

/** The fields of a message, without its name. */
export const dataOf = ({ type: _type, ...data }: AnyMessage): Data => data;

export const fieldOf = (message: object, field: string): Json | undefined =>
  (message as unknown as Data)[field];

/** The key that a message names in a field: text, or a number as text. */
export const keyIn = (message: object, field: string): string | undefined => {
  const key = fieldOf(message, field);
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' ? key : undefined;
};

/** A value that is JSON by what made it, for who keeps it. */
export const asJson = (value: unknown): Json => value as Json;
