// Who issues which command: persons, and every part of the machine that sends one.

import type { BoundedContext, System } from '@dure/domain';
import { notesNamedBy } from './naming.ts';
import { asksOf, commandsIn } from './wall-index.ts';

/** One of those who issue commands, on the board where he stands. */
export type Sender = {
  readonly kind: 'actor' | 'policy' | 'process' | 'saga' | 'deadline' | 'ask' | 'undo';
  readonly context: string;
  /** Of an ask: the aggregate that asks, and the name of the ask. */
  readonly name: string;
  readonly aggregate?: string;
  /** The commands that it names. */
  readonly commands: readonly string[];
};

type Contexts = Pick<System, 'contexts'>;
type NotesNamed = (rule: unknown) => readonly string[];

export const sendersIn = (system: Contexts): readonly Sender[] => {
  const commands = commandsIn(system);
  const named: NotesNamed = (rule) => notesNamedBy(rule, commands);
  return system.contexts.flatMap((context) =>
    [...persons(context), ...machines(context, named), ...askers(context, named)].map((sender) => ({
      ...sender,
      context: context.name,
    })),
  );
};

type Standing = Omit<Sender, 'context'>;

const persons = ({ actors }: BoundedContext): readonly Standing[] =>
  Object.entries(actors).map(([name, { issues }]) => ({ kind: 'actor', name, commands: issues }));

const machines = (context: BoundedContext, named: NotesNamed): readonly Standing[] => [
  ...Object.entries(context.policies).map(
    ([name, { written }]) => ({ kind: 'policy', name, commands: named(written) }) as const,
  ),
  ...Object.entries(context.processes).map(
    ([name, { step }]: readonly [name: string, { readonly step: unknown }]) =>
      ({ kind: 'process', name, commands: named(step) }) as const,
  ),
  ...Object.values(context.sagas).map(
    ({ name, steps }) =>
      ({
        kind: 'saga',
        name,
        commands: steps.flatMap(({ send, undo }) => [...named(send), ...named(undo)]),
      }) as const,
  ),
  ...Object.entries(context.deadlines).flatMap(([name, { due }]) =>
    due ? [{ kind: 'deadline', name, commands: named(due) } as const] : [],
  ),
];

const askers = ({ aggregates }: BoundedContext, named: NotesNamed): readonly Standing[] =>
  Object.values(aggregates).flatMap((aggregate) =>
    Object.values(asksOf(aggregate)).flatMap(({ name, of, undo }): readonly Standing[] => [
      { kind: 'ask', name, aggregate: aggregate.name, commands: named(of) },
      { kind: 'undo', name, aggregate: aggregate.name, commands: named(undo) },
    ]),
  );
