// A field dictionary: what each word of a business means, once. Notes pick their fields from it by
// name, the way a contract's tables list them.

import { optional } from './shapes.ts';
import type { Fields } from './shapes.ts';

/** A field's name; with a question mark, the field may be left out. */
type Word<D extends Fields> = (keyof D & string) | `${keyof D & string}?`;

type NameIn<W extends string> = W extends `${infer N}?` ? N : W;

type Optional<S> = S & { readonly isOptional: true };

type Picked<D extends Fields, W extends string> = {
  readonly [N in W as NameIn<N>]: N extends `${infer Base}?` ? Optional<D[Base]> : D[N];
};

export type Dictionary<D extends Fields> = {
  readonly fields: D;
  /** `of('orderId', 'reason?')`: these fields, the ones with a question mark optional. */
  readonly of: <const W extends Word<D>>(...words: readonly W[]) => Picked<D, W>;
};

const pick = (fields: Fields, word: string) => {
  const name = word.endsWith('?') ? word.slice(0, -1) : word;
  const shape = fields[name];
  if (!shape) throw new Error(`The dictionary has no ${name}.`);
  return [name, word === name ? shape : optional(shape)];
};

export const dictionary = <const D extends Fields>(fields: D): Dictionary<D> => ({
  fields,
  of: (...words) =>
    // `Picked` says by the words which fields these are.
    Object.fromEntries(words.map((word) => pick(fields, word))) as never,
});
