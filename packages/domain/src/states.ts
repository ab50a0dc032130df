// The life of an aggregate: one constructor for each state that it can be in.

import { mapValues, pickFields } from './notes.ts';
import type { Word } from './notes.ts';
import type { DataOf, DraftOf, Fields, Flat } from './shapes.ts';

/**
 * - `initial`: nothing happened yet.
 * - `open`: somebody or something still owes a step.
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

export const initial = (): StateSketch<{}> => ({ kind: 'initial', status: [], fields: {} });
export const open = sketch('open');
export const rest = sketch('rest');
export const final = sketch('final');

type FieldsOf<G extends StateGroup, N extends keyof G> = G[N]['fields'];

/** The union of the states of a life; `is` tells one from another. */
export type StateOf<G extends StateGroup> = {
  [N in keyof G & string]: Flat<{ readonly is: N } & DataOf<FieldsOf<G, N>>>;
}[keyof G & string];

/** The state with a name. */
export type In<S extends AnyState, W> = Extract<S, { readonly is: W }>;

export type AnyState = { readonly is: string };

type Constructor<S, F extends Fields> = ((
  ...data: {} extends DraftOf<F> ? [data?: DraftOf<F>] : [data: DraftOf<F>]
) => S) &
  Word<DraftOf<F>, S>;

/** `state.booked({ … })`; as a rule, from the event first, from the state before second. */
export type States<G extends StateGroup> = {
  readonly [N in keyof G & string]: Constructor<In<StateOf<G>, N>, FieldsOf<G, N>> & {
    readonly sketch: G[N];
  };
};

export const states = <const G extends StateGroup>(group: G): States<G> =>
  // `mapValues` forgets which name has which fields; the group itself says it.
  mapValues(group, (drawn, name) => {
    const pick = pickFields(drawn.fields);
    const construct = (message?: object, memory?: object) => {
      const state: { [field: string]: unknown } = { is: name };
      // Any object may be read by field name.
      pick(state, message as { [field: string]: unknown }, memory as { [field: string]: unknown });
      return state;
    };
    return Object.assign(construct, { type: name, sketch: drawn });
  }) as unknown as States<G>;
