// What stands in the tables of an aggregate, as the compiler reads it; and what it says of what is
// wrong there, in sentences.

import type { Unchanged } from './known.ts';
import type { Of, Together, Word } from './notes.ts';
import type { NamesIn, Strangers } from './rows.ts';
import type { AnyState, In } from './states.ts';

/** One cell of a table: a rule, a note that only changes the tense, or what it always gives. */
export type Cell<M, S, K, R> =
  | ((message: M, state: S, known: K) => R)
  | Word<Together<M, S>, R>
  | Extract<R, { readonly type: 'Nothing' | 'Unchanged' }>;

/**
 * A rule of life. As a table, it is open in the listed states only, and reads the state as what
 * its row says; `'placed, booked'` is one row for both, and `'*'` is every state not listed. As a
 * function, it is open in every state. Where a rule is closed, a command is refused as out of
 * turn; an event is corruption, and stops the case.
 */
type Rule<S extends AnyState, M, K, R, Rows, U> =
  | ((message: M, state: S, known: K) => R)
  | ({ readonly [W in keyof Rows]: Row<S, W, M, K, R, Rows[W], U> } & NoFunction);

/** What stands in a row: a rule for the states that it names. For others the compiler says so. */
type Row<S extends AnyState, W, M, K, R, V, U> = W extends '*'
  ? Filled<M, S, K, R, V, U>
  : [NamesIn<W>] extends [S['is']]
    ? Filled<M, In<S, NamesIn<W>>, K, R, V, U>
    : Once<U, `There is no state ${Strangers<W, S['is']>}`>;

/** The cell, or what a note in it lacks. The compiler infers `V` from where it stands. */
type Filled<M, S, K, R, V, U> = [Lack<V, M, S>] extends [never]
  ? Cell<M, S, K, R>
  : [V] extends [never]
    ? V
    : Once<U, `${Lack<V, M, S>} is neither in the message nor in the state`>;

/**
 * Whether tables are read: never, once they are. The compiler looks at a board once without the
 * functions whose parameters need types, and then with them; of what is wrong at the first look it
 * tells as if it were the rows with such functions. So nothing is wrong before all is read. `W` is
 * what is written in one of the tables, which is unknown as long as it is not read.
 */
export type Unread<W> = unknown extends W ? 'unread' : never;

/** Takes anything; the compiler infers `W` from where it stands. */
export type Written<W> = [W] extends [never] ? W : unknown;

/** What is wrong, once all tables are read. */
type Once<U, Wrong> = [U] extends [never] ? Wrong : unknown;

/** The fields that a note takes, and finds in neither the message nor the state. */
type Lack<V, M, S> = V extends { readonly '~drafted': (draft: infer Draft) => void }
  ? S extends unknown
    ? Exclude<NeededIn<Draft>, Named<M> | Named<S>> & string
    : never
  : never;

/** The names that a type has, and not all that could be asked for. */
type Named<T> = keyof { [N in keyof T as string extends N ? never : N]: T[N] };

type NeededIn<Draft> = {
  [N in keyof Draft]-?: {} extends Pick<Draft, N> ? never : N;
}[keyof Draft];

/** Without it, a function that gives something else would pass for a table without rows. */
type NoFunction = { readonly call?: never };

/** What the compiler has read of some tables: their names, and the rows of each. */
export type Tables<Pad> = { readonly [N in keyof Pad]?: unknown };

type MessageOf<P, N> = N extends keyof P ? Of<P[N]> : never;

/** There are rules for what is on the pad, and for nothing besides. */
export type On<P, N, U> = N extends keyof P
  ? unknown
  : Once<U, `There is no ${N & string} to have a rule for`>;

export type Decide<C, S extends AnyState, K, R, D, U> = {
  readonly [N in keyof D]: On<C, N, U> & Rule<S, MessageOf<C, N>, K, R, D[N], U>;
};

export type Evolve<E, S extends AnyState, V, U> = {
  readonly [N in keyof V]: On<E, N, U> & Rule<S, MessageOf<E, N>, {}, S | Unchanged, V[N], U>;
};

/** What a table leaves out: the compiler names it as missing where the table stands. */
export type Rest<P, D, U> = {
  readonly [N in Exclude<keyof P, keyof D | ([U] extends [never] ? never : keyof P)>]: 'a rule';
};

/**
 * A table without rows: its event could never follow. `T` is what is written, which the compiler
 * infers from where it stands.
 */
export type NoEmpty<T, U> = [EmptyIn<T>] extends [never]
  ? [T] extends [never]
    ? T
    : unknown
  : Once<U, { readonly [N in EmptyIn<T>]: EmptyWords }>;

type EmptyIn<T> = { [N in keyof T]: IsEmpty<T[N]> extends true ? N : never }[keyof T];

type IsEmpty<T> = T extends (...of: never) => unknown
  ? false
  : [keyof T] extends [never]
    ? true
    : false;

type EmptyWords = "An event that changes nothing has the row '*': unchanged";

/** As `NoEmpty`, in the table of each register. */
export type NoneEmpty<T, U> = [EmptyWithin<T>] extends [never]
  ? [T] extends [never]
    ? T
    : unknown
  : { readonly [N in EmptyWithin<T>]: NoEmpty<T[N], U> };

type EmptyWithin<T> = { [N in keyof T]: [EmptyIn<T[N]>] extends [never] ? never : N }[keyof T];
