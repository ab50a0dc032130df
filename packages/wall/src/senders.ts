// Who issues which command: persons, and every part of the machine that sends one.

import type { AnyNote, BoundedContext, System } from '@dure/domain';
import { asksOf } from './wall-index.ts';

/** One of those who issue commands, on the board where they stand. */
export type Sender = {
  readonly kind: 'actor' | 'policy' | 'process' | 'saga' | 'deadline' | 'ask' | 'undo';
  readonly context: string;
  /** Of an ask: the aggregate that asks, and the name of the ask. */
  readonly name: string;
  readonly aggregate?: string;
  /** The commands that it names as its own to send. */
  readonly commands: readonly string[];
};

type Contexts = Pick<System, 'contexts'>;

export const sendersIn = ({ contexts }: Contexts): readonly Sender[] =>
  contexts.flatMap((context) =>
    [...persons(context), ...machines(context), ...askers(context)].map((sender) => ({
      ...sender,
      context: context.name,
    })),
  );

type Standing = Omit<Sender, 'context'>;

const namesOf = (notes: readonly AnyNote[]): readonly string[] => notes.map(({ type }) => type);

const persons = ({ actors }: BoundedContext): readonly Standing[] =>
  Object.entries(actors).map(([name, { issues }]) => ({ kind: 'actor', name, commands: issues }));

const machines = (context: BoundedContext): readonly Standing[] => [
  ...Object.entries(context.policies).map(
    ([name, { sends }]) => ({ kind: 'policy', name, commands: namesOf(sends) }) as const,
  ),
  ...Object.entries(context.processes).map(
    ([name, { sends }]) => ({ kind: 'process', name, commands: namesOf(sends) }) as const,
  ),
  ...Object.values(context.sagas).map(
    ({ name, steps }) =>
      ({
        kind: 'saga',
        name,
        commands: steps.flatMap(({ sends, undoes }) => namesOf([...sends, ...undoes])),
      }) as const,
  ),
  ...Object.entries(context.deadlines).flatMap(([name, { due, sends }]) =>
    due ? [{ kind: 'deadline', name, commands: namesOf(sends) } as const] : [],
  ),
];

const askers = ({ aggregates }: BoundedContext): readonly Standing[] =>
  Object.values(aggregates).flatMap((aggregate) =>
    Object.values(asksOf(aggregate)).flatMap(({ name, of, undoes }): readonly Standing[] => [
      { kind: 'ask', name, aggregate: aggregate.name, commands: [of.type] },
      { kind: 'undo', name, aggregate: aggregate.name, commands: namesOf(undoes) },
    ]),
  );
