// The machines of aggregates as a page shows them: states in the order in which a case comes to
// them, who moves it on, and what runs there.

import { labelOf, stateLabel } from '@dure/access';
import type { Business } from '@dure/access';
import type { AnyAggregate, AnyRegister, BoundedContext } from '@dure/domain';
import { decisionsOf, movesOf } from '@dure/wall';
import type { LifeMove } from '@dure/wall';
import type {
  DescribedAggregate,
  DescribedChoice,
  DescribedLife,
  DescribedState,
} from './shape.ts';
import type { InBoth } from './words.ts';

/** A machine, and where it stands. */
export type Machine = {
  readonly context: BoundedContext;
  readonly aggregate: AnyAggregate;
  readonly register: AnyRegister;
};

export const machinesOf = ({ system }: Business): readonly Machine[] =>
  system.contexts.flatMap((context) =>
    Object.values(context.aggregates).flatMap((aggregate) =>
      aggregate.registers.map((register) => ({ context, aggregate, register })),
    ),
  );

/** The name under which its states have labels. */
const labelName = ({ aggregate, register }: Machine): string =>
  register.name === '' ? aggregate.name : `${aggregate.name}.${register.name}`;

/** What people call a state; where it has no label, the status that the world sees. */
export const stateWordsOf = ({ system }: Business, machine: Machine, state: string): InBoth => {
  const { register, context } = machine;
  const status = register.states[state]?.sketch.status[0] ?? state;
  const label = stateLabel({ system, context }, labelName(machine), state);
  return label ?? { ko: status, en: status };
};

/** Of each state, how many moves it is away from the initial one. */
const stepsOf = (
  { register }: Machine,
  moves: readonly LifeMove[],
): ReadonlyMap<string, number> => {
  const steps = new Map([[register.initial.is, 0]]);
  // A map gives what is added to it while it is gone through.
  for (const [state, step] of steps) {
    const reached = moves.flatMap(({ from, to }) => (from === state ? to : []));
    for (const next of reached) if (!steps.has(next)) steps.set(next, step + 1);
  }
  return steps;
};

const movedBy = ({ context, aggregate, register }: Machine, state: string) => {
  const ofUse = new Set(
    decisionsOf(aggregate, register)
      .filter(({ from, is }) => from === state && is === 'decides')
      .map(({ command }) => command),
  );
  return Object.entries(context.actors).flatMap(([actor, { issues }]) => {
    const commands = issues.filter((command) => ofUse.has(command));
    return commands.length === 0 ? [] : [{ actor, commands }];
  });
};

const deadlinesIn = ({ context }: Machine, state: string, moves: readonly LifeMove[]) => {
  const into = new Set(moves.flatMap(({ event, to }) => (to.includes(state) ? [event] : [])));
  return Object.entries(context.deadlines).flatMap(([name, { starts, ends }]) => {
    const isStarted = starts.some(({ type }) => into.has(type));
    return isStarted && !ends.some(({ type }) => into.has(type)) ? [name] : [];
  });
};

const nextOf = (state: string, moves: readonly LifeMove[]): DescribedState['next'] =>
  moves.flatMap(({ event, from, to }) =>
    from === state && to.some((other) => other !== state) ? [{ event, to }] : [],
  );

const stateIn = (business: Business, machine: Machine, moves: readonly LifeMove[]) => {
  const steps = stepsOf(machine, moves);
  return (name: string): DescribedState => {
    const { kind = 'rest', status = [] } = machine.register.states[name]?.sketch ?? {};
    const step = steps.get(name);
    return {
      name,
      label: stateWordsOf(business, machine, name),
      kind,
      status,
      ...(step === undefined ? {} : { step }),
      next: nextOf(name, moves),
      movedBy: movedBy(machine, name),
      deadlines: deadlinesIn(machine, name, moves),
    };
  };
};

const isOver = ({ kind }: DescribedState): boolean => kind === 'final';

/** Those that are further on stand later; of two that are as far, what is over comes last. */
const inOrder = (one: DescribedState, other: DescribedState): number =>
  (one.step ?? Infinity) - (other.step ?? Infinity) ||
  Number(isOver(one)) - Number(isOver(other)) ||
  0;

const lifeOf = (business: Business, machine: Machine): DescribedLife => {
  const { register, context } = machine;
  const moves = movesOf(register);
  const states = Object.keys(register.states).map(stateIn(business, machine, moves));
  const labelled = { system: business.system, context };
  return {
    name: register.name,
    label: labelOf(labelled, 'aggregates', labelName(machine)),
    ...(register.per === undefined ? {} : { per: register.per }),
    states: states.toSorted(inOrder),
  };
};

export const describedAggregates = (business: Business): readonly DescribedAggregate[] =>
  business.system.contexts.flatMap((context) =>
    Object.values(context.aggregates).map((aggregate) => ({
      name: aggregate.name,
      label: labelOf({ system: business.system, context }, 'aggregates', aggregate.name),
      context: context.name,
      path: `/${aggregate.path}`,
      identifiedBy: aggregate.identifiedBy,
      lives: aggregate.registers.map((register) =>
        lifeOf(business, { context, aggregate, register }),
      ),
    })),
  );

/** What the world sees of these machines, in the order of their states; each value once. */
export const statusesOf = (
  business: Business,
  machines: readonly Machine[],
): readonly DescribedChoice[] => {
  const all = machines.flatMap((machine) =>
    lifeOf(business, machine).states.flatMap(({ status, label, kind }) =>
      status.map((value) => [value, { value, label, kind }] as const),
    ),
  );
  return [...new Map(all.toReversed()).values()].toReversed();
};
