// A field dictionary: what each word of a business means, once. Notes pick their fields from it by
// name, the way a contract's tables list them.

import { nullable, optional } from './shapes.ts';
import type { Fields, Shape } from './shapes.ts';

/** A field's name; with `|null` it may be null, and with a question mark it may be left out. */
type Word<D extends Fields> = `${keyof D & string}${'' | '|null'}${'' | '?'}`;

type NameIn<W extends string> = W extends `${infer N}?`
  ? NameIn<N>
  : W extends `${infer N}|null`
    ? N
    : W;

type Optional<S> = S & { readonly isOptional: true };

type Nullable<S> = S extends Shape<infer T> ? Shape<T | null> : never;

type ShapeOf<D extends Fields, W extends string> = W extends `${infer N}?`
  ? Optional<ShapeOf<D, N>>
  : W extends `${infer N}|null`
    ? Nullable<D[N]>
    : D[W];

type Picked<D extends Fields, W extends string> = {
  readonly [N in W as NameIn<N>]: ShapeOf<D, N>;
};

/** Whoever a value belongs to is a field of the same dictionary. */
type Owned<D extends Fields> = {
  readonly [N in keyof D]: D[N] extends { readonly whose: infer W extends string }
    ? W extends keyof D
      ? D[N]
      : `The dictionary has no ${W}, which ${N & string} belongs to`
    : D[N];
};

export type Dictionary<D extends Fields> = {
  readonly fields: D;
  /** `of('orderId', 'reason?', 'stock|null')`: these fields, each as its mark says. */
  readonly of: <const W extends Word<D>>(...words: readonly W[]) => Picked<D, W>;
};

const pick = (fields: Fields, word: string) => {
  const [, name = '', orNull, isOptional] = /^(.*?)(\|null)?(\?)?$/.exec(word) ?? [];
  const shape = fields[name];
  if (!shape) throw new Error(`The dictionary has no ${name}.`);
  const chosen = orNull ? nullable(shape) : shape;
  return [name, isOptional ? optional(chosen) : chosen];
};

/**
 * The fields of a business, each with its shape, once. `of` picks some of them by name; a question
 * mark lets a field be left out, and `|null` lets it be null.
 * @throws {Error} `of` names a field that is not in it.
 */
export const dictionary = <const D extends Fields>(fields: D & Owned<D>): Dictionary<D> => ({
  fields,
  of: (...words) =>
    // `Picked` says by the words which fields these are.
    Object.fromEntries(words.map((word) => pick(fields, word))) as never,
});
