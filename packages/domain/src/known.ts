// What a decision knows, besides the command and the state. It comes from the kernel, so that the
// same knowledge gives the same decision.

import type { AnyMessage, Coloured } from './notes.ts';
import type { Setting } from './settings.ts';
import type { DataOf, Fields } from './shapes.ts';
import type { AnyState } from './states.ts';
import type { Words } from './words.ts';

/** Who issues a command: a person in a role, or a part of the machine by its name. */
export type By = {
  readonly kind: 'actor' | 'policy' | 'saga' | 'deadline' | 'ask' | 'undo';
  readonly name: string;
  /** Who the person is, such as `customer-2`; for an actor that has signed in. */
  readonly subject?: string;
  /** What the credential proves, such as `{ usrId: 'customer-2' }`. */
  readonly claims: { readonly [name: string]: string | readonly string[] };
};

type Own = { readonly actor: string; readonly claim: string; readonly value: string };

/** Whether such an actor sends a command for what their credential does not prove to be theirs. */
export const isOthers = ({ kind, name, claims }: By, { actor, claim, value }: Own): boolean =>
  kind === 'actor' && name === actor && ![claims[claim]].flat().includes(value);

/** An aggregate whose instances can be looked up by their key. */
export type Findable<S extends AnyState = AnyState> = {
  readonly name: string;
  readonly state?: S;
};

/** An aggregate whose instances can be counted, or its name with its states. */
export type Countable<K extends string> =
  | { readonly name: string; readonly state?: { readonly is: K } }
  | { readonly name: string; readonly states: { readonly [name in K]: unknown } };

/** What a rule is given as its last argument. Two decisions that know the same are the same. */
export type Known = {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The day, in the time zone of the business. */
  readonly today: string;
  /** Who has sent the command. */
  readonly by: By;
  /** What a setting is set to. */
  readonly setting: <T>(setting: Setting<T>) => T;
  /**
   * A new id, unique for its kind and context; the same again when the decision is repeated. Ids
   * are numbered, and those of refused attempts are used up: after `order-4` may come `order-9`.
   */
  readonly mint: <const Kind extends string>(kind: Kind) => `${Kind}-${string}`;
  /** Reference data of this context, as committed. Nothing, when there is no such instance. */
  readonly find: <S extends AnyState>(aggregate: Findable<S>, key: string) => S | undefined;
  /** A row of a view of this context, as committed. Nothing, when there is no such row. */
  readonly row: <F extends Fields>(
    view: { readonly name: string; readonly fields: F },
    ...key: readonly string[]
  ) => DataOf<F> | undefined;
  /**
   * How many instances of an aggregate are in one of these states: exact in a context of one
   * partition, give or take what other partitions do meanwhile. A rule counts its own aggregate
   * as `known.count({ name: 'Repair', states }, 'open')`.
   */
  readonly count: <K extends string>(
    aggregate: Countable<K>,
    ...states: string extends K ? readonly never[] : readonly NoInfer<K>[]
  ) => number;
};

/** The command is accepted, and nothing is appended: the case is already so, or past it. */
export const nothing = { type: 'Nothing' } as const;
export type Nothing = typeof nothing;

/** As the rule of an event: it happened, and the state stays as it was. */
export const unchanged = { type: 'Unchanged' } as const;
export type Unchanged = typeof unchanged;

/** Not available for the moment: a command of the machine is tried again, a client is asked to. */
export const unavailable = { type: 'Unavailable' } as const;

/** The sender may not do this. */
export const forbidden = { type: 'Forbidden' } as const;

export type Invalid = {
  readonly type: 'Invalid';
  readonly mistakes: readonly ({ readonly path: string } & Words)[];
};

/** The command is not valid, with the field that is wrong and what should be there. */
export const invalid = (path: string, words: Words): Invalid => ({
  type: 'Invalid',
  mistakes: [{ path, ...words }],
});

/** Several mistakes as one refusal; `undefined` when there are none. */
export const together = (...found: readonly (Invalid | false)[]): Invalid | undefined => {
  const mistakes = found.flatMap((one) => (one ? one.mistakes : []));
  return mistakes.length === 0 ? undefined : { type: 'Invalid', mistakes };
};

export type PlatformRefusal = typeof unavailable | typeof forbidden | Invalid;

/** What a decision may give, besides the aggregate's own events and rejections. */
export type Otherwise = Nothing | PlatformRefusal;

export type { AnyMessage, Coloured };
