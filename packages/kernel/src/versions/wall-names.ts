// What a wall calls things: the names that it may leave in a store. They are noted there, so that a
// later wall that lacks one of them knows it without reading everything.

import type { AnyRegister, BoundedContext } from '@dure/domain';
import type { Registry } from '../registry.ts';

/** What may be in a store and not on the wall. */
export type NameKind = 'event' | 'state' | 'deadline' | 'process' | 'step';

export type Name = { readonly kind: NameKind; readonly name: string };

/** `state/Oven.Heat.hot`: as it is noted. */
export const noted = ({ kind, name }: Name): string => `${kind}/${name}`;

export const nameIn = (text: string): Name => {
  const at = text.indexOf('/');
  // What is noted was written by `noted`.
  return { kind: text.slice(0, at) as NameKind, name: text.slice(at + 1) };
};

/** `Order.placed`, and `Oven.Heat.hot` for a register of a ledger. */
export const stateName = (aggregate: string, register: string, state: string): string =>
  [aggregate, register, state].filter((part) => part !== '').join('.');

/** A state from which something is still to come: in others, a case lacks nothing. */
const unfinished = (aggregate: string, { name, states }: AnyRegister): readonly string[] =>
  Object.entries(states).flatMap(
    ([
      state,
      {
        sketch: { kind },
      },
    ]) => (kind === 'open' || kind === 'rest' ? [stateName(aggregate, name, state)] : []),
  );

/** All that a context may write by name, as it is noted. */
export const namesOn = ({ aggregates, deadlines, processes, sagas }: BoundedContext) => {
  const all = Object.values(aggregates);
  const of = (kind: NameKind, names: readonly string[]): readonly string[] =>
    names.map((name) => noted({ kind, name }));
  return [
    ...of(
      'event',
      all.flatMap(({ emits }) => Object.keys(emits)),
    ),
    ...of(
      'state',
      all.flatMap(({ name, registers }) => registers.flatMap((each) => unfinished(name, each))),
    ),
    ...of('deadline', Object.keys(deadlines)),
    ...of('process', [...Object.keys(sagas), ...Object.keys(processes)]),
    ...of(
      'step',
      Object.values(sagas).flatMap(({ name, steps }) =>
        steps.map((step) => `${name}.${step.name}`),
      ),
    ),
  ];
};

/** Whether a record of this context's own log can be read. */
export const knowsEvent = ({ vocabularies, context, routes }: Registry, type: string): boolean => {
  const vocabulary = vocabularies.get(context.name);
  if (!vocabulary || vocabulary.names.has(type)) return true;
  return Object.hasOwn(vocabulary.upcasts, type) || routes.get(context.name)?.has(type) === true;
};

export const knowsDeadline = ({ deadlineNamed, context }: Registry, name: string): boolean =>
  deadlineNamed(name) !== undefined || context.removedDeadlines.has(name);

export const knowsStep = ({ sagas }: Registry, saga: string, step: string): boolean => {
  const { steps = [], successors = {} } = sagas.get(saga) ?? {};
  return steps.some(({ name }) => name === step) || Object.hasOwn(successors, step);
};

/** Whether the wall has a name, or says what became of it. A lift may say that of a state. */
export const knows = (registry: Registry, { kind, name }: Name): boolean => {
  switch (kind) {
    case 'event':
      return knowsEvent(registry, name);
    case 'deadline':
      return knowsDeadline(registry, name);
    case 'process':
      return registry.processes.has(name);
    case 'step': {
      const [saga = '', step = ''] = name.split('.', 2);
      return knowsStep(registry, saga, step);
    }
    default:
      return namesOn(registry.context).includes(noted({ kind, name }));
  }
};
