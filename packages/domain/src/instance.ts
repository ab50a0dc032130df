// One instance of an aggregate: the states of its registers, and how they move.

import { stateVersionOf } from './any-aggregate.ts';
import type { AnyAggregate, AnyRegister } from './any-aggregate.ts';
import { needPlain } from './made.ts';
import type { AnyState, Lift, OlderState } from './states.ts';
import { NewerVersion } from './versions.ts';

/** One register of an instance went from one state to another. */
export type Move = {
  readonly register: AnyRegister;
  /** The entry's key; nothing for the machine of the whole. */
  readonly entry: string | undefined;
  readonly from: AnyState;
  readonly to: AnyState;
};

const isKept = (register: AnyRegister, state: AnyState): boolean => {
  if (state.is === register.initial.is) return false;
  if (register.kept) return register.kept.includes(state.is);
  return register.states[state.is]?.sketch.kind !== 'final';
};

/** An instance in memory. Moves are made and taken back in place: a turn makes many of them. */
export class Instance {
  readonly aggregate: AnyAggregate;
  // Most instances are one machine without entries: what holds others is made with the first.
  #whole: { readonly register: string; state: AnyState } | undefined;
  #wholes: Map<string, AnyState> | undefined;
  #entries: Map<string, Map<string, AnyState>> | undefined;
  #kept: Map<string, Map<string, AnyState>> | undefined;
  /** Entries that no decision sees, unless its command names them. */
  #loose: (readonly [entries: Map<string, AnyState>, entry: string])[] | undefined;

  constructor(aggregate: AnyAggregate) {
    this.aggregate = aggregate;
  }

  /** The state of a register, or of one of its entries; where nothing happened, the initial one. */
  state(register: AnyRegister, entry?: string): AnyState {
    if (register.per === undefined) return this.#stateOfWhole(register) ?? register.initial;
    if (entry === undefined) return register.initial;
    return this.#entries?.get(register.name)?.get(entry) ?? register.initial;
  }

  #stateOfWhole({ name }: AnyRegister): AnyState | undefined {
    return this.#whole?.register === name ? this.#whole.state : this.#wholes?.get(name);
  }

  #putWhole({ name }: AnyRegister, state: AnyState): void {
    this.#whole ??= { register: name, state };
    if (this.#whole.register === name) this.#whole.state = state;
    else (this.#wholes ??= new Map()).set(name, state);
  }

  /** Puts a state in its place, as read from a store or reached by a move. */
  put(register: AnyRegister, entry: string | undefined, state: AnyState): void {
    if (register.per === undefined) return this.#putWhole(register, state);
    if (entry === undefined) return;
    const entries = entriesIn((this.#entries ??= new Map()), register.name);
    entries.set(entry, state);
    const kept = entriesIn((this.#kept ??= new Map()), register.name);
    if (isKept(register, state)) {
      kept.set(entry, state);
      return;
    }
    kept.delete(entry);
    (this.#loose ??= []).push([entries, entry]);
  }

  make(moves: readonly Move[]): void {
    for (const { register, entry, to } of moves) this.put(register, entry, to);
  }

  takeBack(moves: readonly Move[]): void {
    for (const { register, entry, from } of moves.toReversed()) this.put(register, entry, from);
  }

  /** Forgets the entries that no decision sees, so that a long life takes no more memory. */
  forgetLoose(): void {
    const loose = this.#loose ?? [];
    this.#loose = undefined;
    for (const [entries, entry] of loose) {
      const state = entries.get(entry);
      const isSeen = [...(this.#kept?.values() ?? [])].some((kept) => kept.get(entry) === state);
      if (!isSeen) entries.delete(entry);
    }
  }

  /** All registers, as a decision of a ledger sees them. */
  ledger(): { readonly [register: string]: unknown } {
    const seen: { [register: string]: unknown } = {};
    for (const register of this.aggregate.registers) {
      seen[register.name] =
        register.per === undefined
          ? this.state(register)
          : entriesIn((this.#kept ??= new Map()), register.name);
    }
    return seen;
  }
}

const entriesIn = (
  registers: Map<string, Map<string, AnyState>>,
  name: string,
): Map<string, AnyState> => {
  const known = registers.get(name);
  if (known) return known;
  const fresh = new Map<string, AnyState>();
  registers.set(name, fresh);
  return fresh;
};

/** A state that is yet to be folded anew: it is left alone until then. */
export class NotRefolded extends NewerVersion {
  constructor(state: string) {
    super(`The state ${state}`, 'earlier', 'later');
    this.name = 'NotRefolded';
    this.message = `The state ${state} is yet to be folded anew from its events.`;
  }
}

/**
 * Among the lifts of an aggregate: states of the versions before it are not lifted, but folded anew
 * from their events, with the tables of now. It is done once, soon after the start.
 */
export const refolded: Lift = ({ is }) => {
  throw new NotRefolded(is);
};

/** Whether a state of a version is to be folded anew. */
export const needsRefolding = ({ lifts = [] }: AnyAggregate, version = 1): boolean =>
  lifts.slice(version - 1).includes(refolded);

/** Whether every decision of the ledger sees an entry in this state. */
export const isKeptIn = isKept;

/**
 * A state as it is now, whatever version of the wall has left it.
 * @throws {NewerVersion} it is of a newer version.
 */
export const stateNow = (
  aggregate: AnyAggregate,
  register: AnyRegister,
  { state, version = 1 }: { readonly state: AnyState; readonly version?: number | undefined },
): AnyState => {
  const now = stateVersionOf(aggregate);
  if (version > now) throw new NewerVersion(`A state of ${aggregate.name}`, version, now);
  // A state may be read by field name, as every object may.
  let lifted = state as OlderState;
  for (const lift of (aggregate.lifts ?? []).slice(version - 1)) {
    lifted = needPlain(`A lift of ${aggregate.name}`, lift(lifted, register.name));
  }
  return lifted;
};
