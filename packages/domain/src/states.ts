// The life of an aggregate: one constructor for each state that it can be in.

import type { Data } from './data.ts';
import { mapValues, pickFields, withGiven } from './notes.ts';
import type { Left, NoOther, Word } from './notes.ts';
import type { DataOf, DraftOf, Fields, Flat, Shape } from './shapes.ts';

/**
 * - `initial`: nothing happened yet.
 * - `open`: a step is owed, by a person or by the machine.
 * - `rest`: nothing is owed, and a later command may still move it.
 * - `final`: nothing ever changes again.
 */
export type StateKind = 'initial' | 'open' | 'rest' | 'final';

export type StateSketch<F extends Fields = Fields> = {
  readonly kind: StateKind;
  /** The status that the world sees; several, when the event that leads here names one of them. */
  readonly status: readonly string[];
  readonly fields: F;
};

export type StateGroup = { readonly [name: string]: StateSketch };

const sketch =
  (kind: StateKind) =>
  <const F extends Fields = {}>(
    status: string | readonly string[],
    fields: F = {} as F, // An absent argument is the empty set of fields, which `F` then is.
  ): StateSketch<F> => ({ kind, status: [status].flat(), fields });

/** What may be known of something before anything happened to it, such as a mark. */
type Marks = { readonly [name: string]: Shape & { readonly isOptional: true } };

/**
 * Nothing has happened yet. Each life has one such state. Its fields, if any, are optional: marks
 * that were set before the life began.
 */
export const initial = <const F extends Marks = {}>(
  fields: F = {} as F, // As in `sketch`.
): StateSketch<F> => ({ kind: 'initial', status: [], fields });
/** A step is owed, by a person or by the machine. It has a status, or several, and fields. */
export const open = sketch('open');

/** Nothing is owed, and a later command may still change it. */
export const rest = sketch('rest');

/** Nothing changes any more. What follows a final state is out of turn. */
export const final = sketch('final');

type FieldsOf<G extends StateGroup, N extends keyof G> = G[N]['fields'];

/** The union of the states of a life; `is` tells one from another. */
export type StateOf<G extends StateGroup> = {
  [N in keyof G & string]: Flat<{ readonly is: N } & DataOf<FieldsOf<G, N>>>;
}[keyof G & string];

/** The state with a name. */
export type In<S extends AnyState, W> = Extract<S, { readonly is: W }>;

export type AnyState = { readonly is: string };

/** A state as an older version of the wall has left it. */
export type OlderState = AnyState & { readonly [field: string]: unknown };

/** @param register the register of a ledger that the state is of; '' for a plain aggregate. */
export type Lift = (older: OlderState, register: string) => OlderState;

type Begun<S, Draft> = ((...data: {} extends Draft ? [data?: Draft] : [data: Draft]) => S) &
  Word<Draft, S>;

type Constructor<S, F extends Fields> = Begun<S, DraftOf<F>> & {
  /** The state with some fields written already: `state.open.with({ taken: {} })`. */
  readonly with: <const G extends Partial<DraftOf<F>>>(
    given: G & NoOther<G, DraftOf<F>>,
  ) => Begun<S, Left<DraftOf<F>, G>>;
};

/** `state.booked({ … })`; as a rule, from the event first, from the state before second. */
export type States<G extends StateGroup> = {
  readonly [N in keyof G & string]: Constructor<In<StateOf<G>, N>, FieldsOf<G, N>> & {
    readonly sketch: G[N];
  };
};

/**
 * The states of one life, by name. `state.rented({ … })` makes one; as a rule, `state.rented` takes
 * its fields from the event and, where that has none, from the state before.
 */
export const states = <const G extends StateGroup>(group: G): States<G> =>
  // `mapValues` forgets which name has which fields; the group itself says it.
  mapValues(group, (drawn, name) => {
    const pick = pickFields(drawn.fields);
    const construct = (message?: Data, memory?: Data) => {
      const state: { [field: string]: unknown } = { is: name };
      pick(state, message, memory);
      return state;
    };
    const begun = (given: Data) => Object.assign(withGiven(given, construct), { type: name });
    return Object.assign(construct, { type: name, sketch: drawn, with: begun });
  }) as unknown as States<G>;
