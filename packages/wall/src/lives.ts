// Where the tables of a machine lead. A cell that is a word says its state; of a function every
// state that it names is possible, and if it names none, any.

import { nothing, unchanged } from '@dure/domain';
import type { AnyAggregate, AnyRegister } from '@dure/domain';
import { cellsOf, notesNamedBy, statesNamedBy, wordOf } from './naming.ts';

/** An event takes a machine from one state to one of those that its rule names. */
export type LifeMove = {
  readonly event: string;
  readonly from: string;
  /** Empty, where the rule names none: then it may be any. */
  readonly to: readonly string[];
};

/** What a command meets in a state; where there is none, it is out of turn there. */
export type LifeDecision = {
  readonly command: string;
  readonly from: string;
  /** `nothing` comes of it, it is refused whatever it says, or it is decided. */
  readonly is: 'decides' | 'refuses' | 'nothing';
  /** The events that its rule names; a helper of the rule may give others. */
  readonly gives: readonly string[];
};

type Cell = { readonly state: string; readonly rule: unknown };

/** The cells of a rule, `'*'` written out as the states that it stands for. */
export const cellsByState = (register: AnyRegister, rule: unknown): readonly Cell[] => {
  const cells = cellsOf(rule);
  const listed = new Set(cells.map(([state]) => state));
  const others = Object.keys(register.states).filter((state) => !listed.has(state));
  return cells.flatMap(([state, cell]) =>
    state === '*' ? others.map((other) => ({ state: other, rule: cell })) : [{ state, rule: cell }],
  );
};

export const movesOf = (register: AnyRegister): readonly LifeMove[] =>
  Object.entries(register.evolve).flatMap(([event, rule]) =>
    cellsByState(register, rule).map(({ state, rule: cell }) => ({
      event,
      from: state,
      to: cell === unchanged ? [state] : statesNamedBy(cell, register.states),
    })),
  );

const kindOf = (rule: unknown, { refuses }: AnyAggregate): LifeDecision['is'] => {
  if (rule === nothing) return 'nothing';
  return Object.hasOwn(refuses, wordOf(rule) ?? '') ? 'refuses' : 'decides';
};

/** The decisions of a machine, command by command, and state by state. */
export const decisionsOf = (
  aggregate: AnyAggregate,
  register: AnyRegister,
): readonly LifeDecision[] =>
  Object.entries(register.decide).flatMap(([command, table]) =>
    cellsByState(register, table).map(({ state, rule }) => ({
      command,
      from: state,
      is: kindOf(rule, aggregate),
      gives: notesNamedBy(rule, aggregate.emits),
    })),
  );

/** The states that a machine may get to from a state, with that one. */
export const reachedFrom = (register: AnyRegister, start: string): ReadonlySet<string> => {
  const moves = movesOf(register);
  const reached = new Set([start]);
  // A set gives what is added to it while it is gone through.
  for (const state of reached) {
    for (const { from, to } of moves) {
      if (from !== state) continue;
      for (const next of to.length > 0 ? to : Object.keys(register.states)) reached.add(next);
    }
  }
  return reached;
};
