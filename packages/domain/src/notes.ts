// Notes: the sticky notes of the wall as values. A note's name is written once, as a key; its
// colour is the name of the pad it was torn from: `command.`, `event.`, `reject.`, `reminder.`.

import { wrongResult } from './made.ts';
import type { DataOf, DraftOf, Fields, Flat, Shape } from './shapes.ts';
import type { Vocabulary } from './upcasts.ts';

/**
 * What is to be made of a rejection. Every way in says it in words of its own, such as a status.
 * - `conflict`: the case does not allow it as things stand.
 * - `notFound`: what it names is not there.
 * - `unpaid`: a payment is missing, or was declined.
 * - `forbidden`: the sender may not do this.
 * - `tooFast`: the sender has had enough of it for now.
 * - `unavailable`: it may go well later, with nothing changed.
 */
export type RejectionKind =
  'conflict' | 'notFound' | 'unpaid' | 'forbidden' | 'tooFast' | 'unavailable';

export type Colour = 'command' | 'event' | 'rejection' | 'reminder' | 'question';

/** What travels: the name of the note, and what is written on it. */
export type Message<N extends string = string, F extends Fields = {}> = Flat<
  { readonly type: N } & DataOf<F>
>;

/** A message of a colour, so that a policy cannot send an event. */
export type Coloured<C extends Colour, M> = M & { readonly '~colour'?: C };

/** What a message and a memory carry together; the message counts where both do. */
export type Together<A, B> = Flat<A & Omit<B, keyof A>>;

/**
 * A note as the rule itself, where a rule only changes the tense: it takes its fields from the
 * message and, where the message has none, from the memory. What it takes must be there.
 */
export type Word<Draft, R> = {
  readonly type: string;
  readonly '~drafted': (draft: Draft) => void;
  readonly '~written'?: R;
};

/** A note is the function that writes one: `event.QuoteAccepted({ repairId })`. */
export type Note<
  C extends Colour = Colour,
  N extends string = string,
  F extends Fields = Fields,
> = Begun<C, N, F, DraftOf<F>> & {
  /** The note with some fields written already: `event.Canceled.with({ cancelledBy: 'OWNER' })`. */
  readonly with: <const G extends Partial<DraftOf<F>>>(
    given: G & NoOther<G, DraftOf<F>>,
  ) => Begun<C, N, F, Left<DraftOf<F>, G>>;
};

/** A note on which some fields stand, and the function that writes the others. */
export type Begun<C extends Colour, N extends string, F extends Fields, Draft> = ((
  data: Draft,
) => Coloured<C, Message<N, F>>) &
  NoteFacts<C, N, F> &
  Word<Draft, Coloured<C, Message<N, F>>>;

/** What is still to be written, when some of it is given. */
export type Left<Draft, G> = Flat<Omit<Draft, keyof G>>;

/** No field is given that the note does not have. */
export type NoOther<G, Draft> = { readonly [N in Exclude<keyof G, keyof Draft>]: never };

export type NoteFacts<C extends Colour, N extends string, F extends Fields> = {
  readonly type: N;
  readonly colour: C;
  readonly fields: F;
  /** The bounded context, or the external system, that the note belongs to. */
  readonly context: string;
  /** For a rejection: what is to be made of it. */
  readonly rejects?: RejectionKind;
  /** The names of its contract, and what they were before. */
  readonly vocabulary?: Vocabulary;
  readonly '~written'?: Coloured<C, Message<N, F>>;
};

/** A note, as far as anyone needs to know who does not write it. */
export type AnyNote<C extends Colour = Colour> = NoteFacts<C, string, Fields>;

export type AnyPad<C extends Colour = Colour> = { readonly [name: string]: AnyNote<C> };

/** The message that a note writes. */
export type Of<N> = N extends { readonly '~written'?: infer M } ? Exclude<M, undefined> : never;

/** The union of all messages that the notes of a pad write. */
export type AnyOf<P> = P extends unknown ? Of<P[keyof P]> : never;

export type AnyMessage = { readonly type: string };
export type AnyCommandMessage = Coloured<'command', AnyMessage>;

export type Names = { readonly [name: string]: Fields };

export type Pad<C extends Colour, G extends Names> = {
  readonly [N in keyof G & string]: Note<C, N, G[N]>;
};

type Data = { readonly [field: string]: unknown };

/**
 * Copies the declared fields, the message's before the memory's, and drops every other one.
 * A stamped field is never remembered: it tells of the state to come, not of the one before.
 */
export const pickFields = (fields: Fields) => {
  const names = Object.keys(fields);
  const stampedNames = new Set(names.filter((name) => fields[name]?.isStamped));
  return (target: { [field: string]: unknown }, message?: Data, memory?: Data): void => {
    if (message instanceof Promise) throw wrongResult('A note', message, 'is given nothing');
    for (const name of names) {
      let data = message?.[name];
      if (data === undefined && memory && !stampedNames.has(name)) data = memory[name];
      if (data !== undefined) target[name] = data;
    }
  };
};

export const note = <C extends Colour, N extends string, F extends Fields>(
  facts: NoteFacts<C, N, F>,
): Note<C, N, F> => {
  const pick = pickFields(facts.fields);
  const write = (message?: Data, memory?: Data) => {
    const letter: { [field: string]: unknown } = { type: facts.type };
    pick(letter, message, memory);
    return letter;
  };
  const begun = (given: Data) => Object.assign(withGiven(given, write), facts);
  // The compiler cannot follow the picking of fields by name; `DraftOf<F>` is what makes it true.
  return Object.assign(write, facts, { with: begun }) as unknown as Note<C, N, F>;
};

/** Writes what is given over whatever the message says. */
export const withGiven =
  (given: object, write: (message?: Data, memory?: Data) => object) =>
  (message?: object, memory?: Data): object =>
    write({ ...message, ...given }, memory);

/** A rejection of another kind than a conflict. */
export type Rejecting<F extends Fields> = { readonly rejects: RejectionKind; readonly fields: F };

/**
 * A rejection of another kind than `conflict`: `notFound`, `unpaid`, `forbidden`, `tooFast` or
 * `unavailable`. Each way in has words of its own for a kind, such as a status of HTTP.
 */
export const ofKind = <const F extends Fields>(
  rejects: RejectionKind,
  fields: F,
): Rejecting<F> => ({ rejects, fields });

export type RejectionNames = { readonly [name: string]: Fields | Rejecting<Fields> };

export type RejectionFields<G extends RejectionNames> = {
  readonly [N in keyof G]: G[N] extends Rejecting<infer F> ? F : G[N] extends Fields ? G[N] : never;
};

const isRejecting = (fields: Fields | Rejecting<Fields>): fields is Rejecting<Fields> =>
  typeof (fields as { rejects?: unknown }).rejects === 'string';

export const mapValues = <V, W>(
  of: { readonly [name: string]: V },
  map: (value: V, name: string) => W,
): { readonly [name: string]: W } =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, map(value, name)]));

/** @param of the context, or its vocabulary, to which every note of the pad then leads. */
export const pad = <C extends Colour, G extends Names>(
  of: string | Vocabulary,
  colour: C,
  group: G,
): Pad<C, G> => {
  const from = typeof of === 'string' ? { context: of } : { context: of.context, vocabulary: of };
  // `mapValues` forgets which name has which fields; the group itself says it.
  return mapValues(group, (fields, type) =>
    note({ type, colour, fields, ...from }),
  ) as unknown as Pad<C, G>;
};

export const rejectionPad = <G extends RejectionNames>(
  context: string,
  group: G,
): Pad<'rejection', RejectionFields<G>> =>
  // As in `pad`.
  mapValues(group, (given, type) => {
    const { rejects, fields } = isRejecting(given)
      ? given
      : ({ rejects: 'conflict', fields: given } as const);
    return note({ type, colour: 'rejection', fields, context, rejects });
  }) as unknown as Pad<'rejection', RejectionFields<G>>;

/** Of a pad, the named notes only: what one aggregate of several takes. */
export const only = <P extends AnyPad, const N extends keyof P>(
  of: P,
  ...names: readonly N[]
): Pick<P, N> =>
  // The names are the keys that `Pick` keeps.
  Object.fromEntries(names.map((name) => [name, of[name]])) as unknown as Pick<P, N>;

/** Of a pad, all notes but the named ones. */
export const except = <P extends AnyPad, const N extends keyof P>(
  of: P,
  ...names: readonly N[]
): Omit<P, N> =>
  // The names are the keys that `Omit` drops.
  Object.fromEntries(
    Object.entries(of).filter(([name]) => !names.some((left) => left === name)),
  ) as unknown as Omit<P, N>;

export type { Shape };
