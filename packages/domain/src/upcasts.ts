// Upcasts: what messages were before a contract was changed. Their older shapes stay on it, each
// with the function that lifts it to the next one.

import type { DataOf, Fields } from './shapes.ts';

type Names = { readonly [name: string]: Fields };

/** One step of a message's history: the fields that it had, and what they are one version on. */
export type Upcast<F extends Fields = Fields, R = unknown> = {
  readonly fields: F;
  readonly lift: (old: DataOf<F>) => R;
};

/**
 * Lifts the older shape of a message to the next version. Pure, as all on the wall is; it is kept
 * as long as a record of that shape may be in a log.
 */
export const upcast = <const F extends Fields, R>(
  fields: F,
  lift: (old: DataOf<F>) => R,
): Upcast<F, R> => ({ fields, lift });

/** What a message has become, where that is not the next version of itself. */
export type Became<N extends string = string, D = unknown, V extends number = number> = {
  readonly became: N;
  readonly data: D;
  readonly version: V;
};

/**
 * What a renamed message is now, or one of several that it was split into. The version is the one
 * that the fields are of: the first, unless said otherwise, so that later upcasts go on from there.
 */
export const becomes = <const N extends string, const D extends object, const V extends number = 1>(
  type: N,
  data: D,
  // Without it, `V` is 1.
  version: V = 1 as V,
): Became<N, D, V> => ({ became: type, data, version });

/** The stated end of a message that nothing writes or follows any more. */
export type Removed = { readonly removed: string };

/**
 * The end of a message, or of a deadline, that nothing writes or follows any more. Its records are
 * skipped. The text says why, for those who read the contract later.
 */
export const removed = (why: string): Removed => ({ removed: why });

/** An upcast, for who does not call it. */
type AnyUpcast = { readonly fields: Fields; readonly lift: (old: never) => unknown };

/** The history of a message: one upcast for each version before the present one, or its end. */
export type History = readonly AnyUpcast[] | Removed;

export type Upcasts = { readonly [type: string]: History };

/** The fields of a message at a version, counted from 1; the present ones after the last upcast. */
type FieldsAt<U, G extends Names, N, V extends number> = N extends keyof U
  ? U[N] extends readonly unknown[]
    ? [never, ...U[N]][V] extends { readonly fields: infer F extends Fields }
      ? F
      : PresentFields<G, N>
    : PresentFields<G, N>
  : PresentFields<G, N>;

type PresentFields<G extends Names, N> = N extends keyof G ? G[N] : Fields;

/** Whether what a lift gives is right, said as the type that it should be. */
type Right<U, G extends Names, Next extends Fields | undefined, R> =
  R extends Became<infer N, infer D, infer V>
    ? N extends keyof G
      ? D extends DataOf<FieldsAt<U, G, N, V>>
        ? unknown
        : DataOf<FieldsAt<U, G, N, V>>
      : `There is no ${N}`
    : R extends readonly (infer Each)[]
      ? Right<U, G, undefined, Each>
      : Next extends Fields
        ? R extends DataOf<Next>
          ? unknown
          : DataOf<Next>
        : 'It is not on the contract any more: say what it becomes';

type NextFields<G extends Names, N, Rest> = Rest extends readonly [
  { readonly fields: infer F extends Fields },
  ...(readonly unknown[]),
]
  ? F
  : N extends keyof G
    ? G[N]
    : undefined;

/** Each upcast of a history, checked against the shape that follows it. */
type Checked<U, G extends Names, N, H> = H extends readonly [infer First, ...infer Rest]
  ? readonly [CheckedStep<U, G, NextFields<G, N, Rest>, First>, ...Checked<U, G, N, Rest>]
  : H extends Removed
    ? Removed
    : readonly [];

type CheckedStep<U, G extends Names, Next extends Fields | undefined, Step> =
  Step extends Upcast<infer F, infer R>
    ? Right<U, G, Next, R> extends infer Wanted
      ? unknown extends Wanted
        ? Step
        : Upcast<F, Wanted>
      : never
    : never;

export type CheckedUpcasts<U, G extends Names> = {
  readonly [N in keyof U]: Checked<U, G, N, U[N]>;
};

/** The names of a contract, and the histories of its messages. Each of its notes leads to it. */
export type Vocabulary = {
  readonly context: string;
  /** Commands, events and reminders. */
  readonly names: ReadonlySet<string>;
  readonly upcasts: Upcasts;
};
