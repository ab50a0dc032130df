// Every note of a business by its name: a message is known by its name alone.

import type {
  AnyAggregate,
  AnyAsk,
  BoundedContext,
  AnyNote,
  AnyHappening,
  System,
} from '@dure/domain';

export type WallKind =
  | 'actor'
  | 'command'
  | 'aggregate'
  | 'event'
  | 'rejection'
  | 'policy'
  | 'process'
  | 'saga'
  | 'deadline'
  | 'reminder'
  | 'view'
  | 'external';

/** `place/command/CancelReservation` */
export const wallId = (context: string, kind: string, name: string): string =>
  `${context}/${kind}/${name}`;

type Contexts = Pick<System, 'contexts'>;
type Pad = { readonly [name: string]: AnyNote };

export const aggregatesOf = ({ contexts }: Contexts): readonly AnyAggregate[] =>
  contexts.flatMap(({ aggregates }) => Object.values(aggregates));

/** All commands that an aggregate accepts. */
export const commandsIn = (system: Contexts): Pad =>
  Object.assign({}, ...aggregatesOf(system).map(({ accepts }) => accepts));

/** All events that an aggregate may append. */
export const eventsIn = (system: Contexts): Pad =>
  Object.assign({}, ...aggregatesOf(system).map(({ emits }) => emits));

const isReminder = ({ colour }: AnyNote): boolean => colour === 'reminder';

/** What a context's policies, processes, sagas and views follow, with who follows it. */
export const followedIn = (
  context: BoundedContext,
): readonly (readonly [kind: WallKind, name: string, follows: readonly AnyHappening[]])[] => [
  ...Object.entries(context.policies).map(
    ([name, { whenever }]) => ['policy', name, whenever] as const,
  ),
  ...Object.entries(context.processes).map(
    ([name, { follows }]) => ['process', name, follows] as const,
  ),
  ...Object.values(context.sagas).map(
    ({ name, startedBy, steps }) =>
      [
        'saga',
        name,
        [startedBy, ...steps.flatMap(({ until, unless = [] }) => [until, ...unless])],
      ] as const,
  ),
  ...Object.entries(context.deadlines).map(
    ([name, { starts, ends }]) => ['deadline', name, [...starts, ...ends]] as const,
  ),
  ...Object.entries(context.views).map(([name, { follows }]) => ['view', name, follows] as const),
];

/** All reminders that some deadline may send. */
export const remindersIn = ({ contexts }: Contexts): Pad => {
  const sent = contexts.flatMap(({ deadlines }) =>
    Object.values(deadlines).flatMap(({ sends }) => sends.filter(isReminder)),
  );
  return Object.fromEntries(sent.map((note) => [note.type, note]));
};

export const asksOf = ({ asks }: AnyAggregate): { readonly [name: string]: AnyAsk } =>
  Object.fromEntries(asks.map(({ ask }) => [ask.name, ask]));

/** The systems that are not ours, as far as they are asked. */
export const externalsIn = (system: Contexts): readonly string[] => {
  const asked = aggregatesOf(system).flatMap(({ asks }) =>
    asks.flatMap(({ ask }) => (ask.isExternal ? [ask.callee] : [])),
  );
  return [...new Set(asked)];
};
