// Aggregates: behaviour as tables. Command by state to event; event by state to state.

import type { AnyAggregate, AnyRegister } from './any-aggregate.ts';
import type { AnyAsk, Asked } from './asks.ts';
import type { Known, Otherwise } from './known.ts';
import type { AnyOf, AnyPad, Of } from './notes.ts';
import { rulesByRow } from './rows.ts';
import type { AnyState, In, Lift, StateGroup, StateOf, States } from './states.ts';
import type {
  Decide,
  Evolve,
  NoEmpty,
  NoneEmpty,
  On,
  Rest,
  Tables,
  Unread,
  Written,
} from './tables.ts';

export type { Cell } from './tables.ts';

type Outcome<E, R> = AnyOf<E> | readonly AnyOf<E>[] | AnyOf<R> | Otherwise;

export type Decision<E, R> = Outcome<E, R> | Asked<Outcome<E, R>>;

/** The names of the fields of all messages of a pad. */
type FieldIn<P> = { readonly [N in keyof P]: keyof Of<P[N]> }[keyof P] & string;

/** The notes of a pad that have a field. */
type Having<P, F> = {
  readonly [N in keyof P]: F extends keyof Of<P[N]> ? N : never;
}[keyof P];

/** A value that one instance at a time may hold: `claims` of an aggregate, by the field of it. */
type Claim<E extends AnyPad, R, F, I> = {
  /** The event that takes the value. */
  readonly takenBy: Having<E, F>;
  /** The events that give it back. */
  readonly releasedBy: readonly (keyof E)[];
  /** What the loser of a race gets: for which value, and which instance holds it. */
  readonly refuses: (claim: {
    readonly value: FieldOf<AnyOf<E>, F>;
    readonly holder: FieldOf<AnyOf<E>, I>;
  }) => AnyOf<R>;
};

/** Claims and entries are kept by the text of their value. */
type FieldOf<M, F> = M extends unknown ? (F extends keyof M ? M[F] & string : never) : never;

type Notes<C, E extends AnyPad, R, I> = {
  /** The field, common to every command and event, that tells one instance from another. */
  readonly identifiedBy: I & keyof AnyOf<C> & keyof AnyOf<E> & string;
  /** The commands that it decides. */
  readonly accepts: C;
  /** The events that its decisions lead to. */
  readonly emits: E;
  /** The rejections that its rules may give. */
  readonly refuses: R;
  /** The name in paths: `accommodations`. */
  readonly path?: string;
  /** Whether `known.count` may ask how many instances are in a state. */
  readonly isCounted?: boolean;
  /** What its decisions ask of others: on the wall an ask is seen, and not only made. */
  readonly asks?: readonly { readonly ask: AnyAsk }[];
  /**
   * What its states were before: a function for each version up to the present one, pure, from any
   * state of the version before it. A state that was renamed, or has got a field, is lifted when
   * its instance is read, and written as what it is now when it moves.
   */
  readonly lifts?: readonly Lift[];
  /** Values that at most one instance of this type holds at a time, each in a field of an event. */
  readonly claims?: { readonly [F in FieldIn<E>]?: Claim<E, R, F, I> };
};

type Life<C, E extends AnyPad, R, I, G extends StateGroup, D, V, W, T> = Notes<C, E, R, I> & {
  /** The states that it can be in. */
  readonly states: States<G>;
  /** Command by state: what happens. `'a, b'` is one row for two states, `'*'` for all others. */
  readonly decide: Written<W> &
    Decide<C, StateOf<G>, Known, Decision<E, R>, D, Unread<W> | Unread<T>> &
    Rest<C, D, Unread<W> | Unread<T>>;
  /** Event by state: the state after it; `unchanged` where it changes nothing. */
  readonly evolve: NoEmpty<T, Unread<W> | Unread<T>> &
    Evolve<E, StateOf<G>, V, Unread<W> | Unread<T>> &
    Rest<E, V, Unread<W> | Unread<T>>;
};

/** An aggregate as a type: what it takes, what it says, and what it can be. */
export type AggregateOf<C, E, R, S extends AnyState> = {
  readonly name: string;
  readonly state?: S;
  readonly accepts: C;
  readonly emits: E;
  readonly refuses: R;
} & Pick<AnyAggregate, 'identifiedBy' | 'path' | 'asks' | 'claims' | 'registers' | 'isLedger'>;

const initialOf = (states: AnyRegister['states']): AnyState => {
  const first = Object.entries(states).find(([, { sketch }]) => sketch.kind === 'initial');
  if (!first) throw new Error('A life needs an initial state, such as `absent: initial()`.');
  return { is: first[0] };
};

const plural = (name: string): string => {
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  if (/[^aeiou]y$/.test(camel)) return `${camel.slice(0, -1)}ies`;
  return camel.endsWith('s') ? camel : `${camel}s`;
};

/** The path of a resource: `PaymentHistory` is found at `paymentHistories`. */
export const pathOf = plural;

/**
 * A thing with a life of its own, decided one command at a time. Where the table has no row for a
 * state, a command is refused as out of turn; an event is corruption, and stops the case.
 * @throws {Error} none of its states is initial.
 */
export const aggregate = <
  const C extends AnyPad<'command'>,
  const E extends AnyPad<'event'>,
  const R extends AnyPad<'rejection'>,
  const I,
  G extends StateGroup,
  D extends Tables<C>,
  V extends Tables<E>,
  W,
  T,
>(
  name: string,
  life: Life<C, E, R, I, G, D, V, W, T>,
): AggregateOf<C, E, R, StateOf<G>> => {
  const { states, decide, evolve, ...notes } = life;
  const rules = { decide: rulesByRow(decide), evolve: rulesByRow(evolve) };
  const register = { name: '', states, initial: initialOf(states), ...rules };
  // What the tables were checked against by `Life` is read by name from here on.
  return {
    path: plural(name),
    asks: [],
    claims: {},
    ...notes,
    name,
    registers: [register],
    isLedger: false,
  } as unknown as AggregateOf<C, E, R, StateOf<G>>;
};

/** A register: states, and the field that keys its entries, if it has many. */
export type Register<S extends AnyState = AnyState, P extends string | undefined = undefined> = {
  readonly states: AnyRegister['states'];
  readonly per: P;
  readonly kept?: readonly string[];
  readonly state?: S;
};

/** The one machine of the whole ledger. */
export const whole = <G extends StateGroup>(of: States<G>): Register<StateOf<G>> => ({
  states: of,
  per: undefined,
});

/** A machine for each value of a field. Every decision sees the entries in the kept states. */
export const per = <
  const P extends string,
  G extends StateGroup,
  const K extends keyof G & string = keyof G & string,
>(
  field: P,
  of: States<G>,
  kept?: readonly K[],
): Register<In<StateOf<G>, K>, P> & { readonly every?: StateOf<G> } => ({
  states: of,
  per: field,
  ...(kept ? { kept } : {}),
});

type Registers = { readonly [name: string]: Register<AnyState, string | undefined> };

type KeptOf<R> = R extends { readonly state?: infer S } ? Exclude<S, undefined> : never;
type LifeOf<R> = R extends { readonly every?: infer S extends AnyState }
  ? Exclude<S, undefined>
  : KeptOf<R>;

type LifeIn<G, N> = N extends keyof G ? Extract<LifeOf<G[N]>, AnyState> : never;

/** The tables of all registers. */
type Registered<G> = { readonly [N in keyof G]: unknown };

/** All registers, as a decision sees them: the machine of the whole, and the entries kept. */
export type Ledger<G extends Registers, E> = {
  readonly [N in keyof G]: G[N]['per'] extends string
    ? ReadonlyMap<KeyOf<E, G[N]['per']>, KeptOf<G[N]>>
    : KeptOf<G[N]>;
};

/** What tells entries apart: the text of the field, whatever it is in events. */
type KeyOf<E, F> = [FieldOf<AnyOf<E>, F>] extends [never] ? string : FieldOf<AnyOf<E>, F>;

/** An entry is distinguished from another by a field of the events that move it. */
type Keyed<G extends Registers, Field> = {
  readonly [N in keyof G]: G[N]['per'] extends Field | undefined ? unknown : never;
};

type Ledgers<C, E extends AnyPad, R, I, G extends Registers, D, V, W, T> = Notes<C, E, R, I> & {
  /** Its machines by name, each `whole` or `per` a field. */
  readonly registers: G & Keyed<G, FieldIn<E>>;
  /** For each register, the table of an aggregate. Rules see all registers as `known.ledger`. */
  readonly decide: Written<W> & {
    readonly [N in keyof D]: Decide<
      C,
      LifeIn<G, N>,
      Known & { readonly ledger: Ledger<G, E> },
      Decision<E, R>,
      D[N],
      Unread<W> | Unread<T>
    > &
      On<G, N, Unread<W> | Unread<T>>;
  };
  /** For each register, event by state: the state after it. */
  readonly evolve: NoneEmpty<T, Unread<W> | Unread<T>> & {
    readonly [N in keyof V]: Evolve<E, LifeIn<G, N>, V[N], Unread<W> | Unread<T>> &
      On<G, N, Unread<W> | Unread<T>>;
  };
};

type Rules = { readonly [name: string]: unknown };

/** That some register has a rule is beyond what the compiler can see, and is checked at once. */
const checkRules = (
  name: string,
  { accepts, emits }: { readonly accepts: object; readonly emits: object },
  machines: readonly { readonly decide: Rules; readonly evolve: Rules }[],
): void => {
  const lacks = [
    ...Object.keys(accepts).filter((of) => !machines.some(({ decide }) => decide[of])),
    ...Object.keys(emits).filter((of) => !machines.some(({ evolve }) => evolve[of])),
  ];
  if (lacks.length === 0) return;
  throw new Error(`${name} has no rule for ${lacks.join(', ')} in any of its registers.`);
};

/**
 * An aggregate that keeps registers: several machines in one stream, decided one at a time with
 * the same knowledge, and written at once or not at all.
 * @throws {Error} no register has a rule for one of its commands or events.
 */
export const ledger = <
  const C extends AnyPad<'command'>,
  const E extends AnyPad<'event'>,
  const R extends AnyPad<'rejection'>,
  const I,
  const G extends Registers,
  D extends Registered<G>,
  V extends Registered<G>,
  W,
  T,
>(
  name: string,
  notes: Ledgers<C, E, R, I, G, D, V, W, T>,
): AggregateOf<C, E, R, AnyState> => {
  const { registers, decide, evolve, ...rest } = notes;
  const machines = Object.entries(registers).map(([of, register]) => ({
    ...register,
    name: of,
    initial: initialOf(register.states),
    decide: rulesByRow(decide[of] ?? {}),
    evolve: rulesByRow(evolve[of] ?? {}),
  }));
  checkRules(name, rest, machines);
  // What the tables were checked against by `Ledgers` is read by name from here on.
  return {
    path: plural(name),
    asks: [],
    claims: {},
    ...rest,
    name,
    registers: machines,
    isLedger: true,
  } as unknown as AggregateOf<C, E, R, AnyState>;
};
