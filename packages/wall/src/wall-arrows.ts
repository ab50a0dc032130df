// The arrows of the wall: who issues what, what it leads to, and who follows.

import type { AnyAggregate, BoundedContext, System } from '@dure/domain';
import { cellsByState } from './lives.ts';
import { asksNamedBy, notesNamedBy } from './naming.ts';
import { sendersIn } from './senders.ts';
import type { Sender } from './senders.ts';
import { asksOf, commandsIn, eventsIn, followedIn, remindersIn, wallId } from './wall-index.ts';
import type { WallKind } from './wall-index.ts';

export type WallArrowKind =
  /** An actor, or a part of the machine, to a command. */
  | 'issues'
  /** An actor to a view. */
  | 'reads'
  /** A command to the aggregate that decides it. */
  | 'decides'
  /** An aggregate to an event. */
  | 'emits'
  /** A command to an event that its rule names. */
  | 'gives'
  /** A command to a rejection that its rule names. */
  | 'refuses'
  /** A command to the command or the external system that its rule asks. */
  | 'asks'
  /** A command to the one that takes its ask back. */
  | 'undoes'
  /** An event or a reminder to whoever reacts to it. */
  | 'triggers'
  /** An event to the deadline that it ends. */
  | 'ends'
  /** A deadline to its reminder. */
  | 'reminds'
  /** A deadline to the command that a person sends again from its work list. */
  | 'resends'
  /** An event to a view. */
  | 'feeds';

export type WallArrow = {
  readonly from: string;
  readonly to: string;
  readonly is: WallArrowKind;
  /** The name of the ask. */
  readonly by?: string;
};

type Ids = {
  /** The id of an event or a reminder; nothing, when no aggregate emits it. */
  readonly happening: (name: string) => string | undefined;
  readonly command: (name: string) => string | undefined;
  readonly commands: { readonly [name: string]: unknown };
};

export const arrowsOf = (system: System): readonly WallArrow[] => {
  const ids = idsIn(system);
  const arrows = [
    ...sendersIn(system).flatMap((sender) => issuing(sender, ids)),
    ...system.contexts.flatMap((context) => [
      ...reading(context),
      ...Object.values(context.aggregates).flatMap((of) => deciding(context, of, ids)),
      ...following(context, ids),
    ]),
  ];
  const seen = new Set<string>();
  return arrows.filter(({ from, to, is, by }) => {
    const arrow = [from, to, is, by].join(' ');
    return !seen.has(arrow) && seen.add(arrow);
  });
};

const idsIn = (system: System): Ids => {
  const of = (kind: WallKind, notes: object): readonly (readonly [string, string])[] =>
    Object.keys(notes).map((name) => [name, wallId(contextWith(system, kind, name), kind, name)]);
  const happenings = new Map([
    ...of('reminder', remindersIn(system)),
    ...of('event', eventsIn(system)),
  ]);
  const commands = commandsIn(system);
  const byName = new Map(of('command', commands));
  return {
    happening: (name) => happenings.get(name),
    command: (name) => byName.get(name),
    commands,
  };
};

const contextWith = ({ contexts }: System, kind: WallKind, name: string): string => {
  const isIn = (context: BoundedContext): boolean => {
    const only = { contexts: [context] };
    if (kind === 'reminder') return remindersIn(only)[name]?.context === context.name;
    return name in (kind === 'event' ? eventsIn(only) : commandsIn(only));
  };
  return contexts.find(isIn)?.name ?? '';
};

const arrowsTo = (
  from: string,
  to: readonly (string | undefined)[],
  is: WallArrowKind,
): readonly WallArrow[] => to.flatMap((id) => (id === undefined ? [] : [{ from, to: id, is }]));

/** An ask is drawn from the command that makes it. */
const issuing = ({ kind, context, name, commands }: Sender, ids: Ids): readonly WallArrow[] => {
  if (kind === 'ask' || kind === 'undo') return [];
  return arrowsTo(wallId(context, kind, name), commands.map(ids.command), 'issues');
};

const reading = ({ name, actors }: BoundedContext): readonly WallArrow[] =>
  Object.entries(actors).flatMap(([actor, { reads }]) =>
    arrowsTo(
      wallId(name, 'actor', actor),
      Object.keys(reads).map((view) => wallId(name, 'view', view)),
      'reads',
    ),
  );

const deciding = (
  { name: context }: BoundedContext,
  aggregate: AnyAggregate,
  ids: Ids,
): readonly WallArrow[] => {
  const id = wallId(context, 'aggregate', aggregate.name);
  return [
    ...Object.keys(aggregate.accepts).flatMap((name) => {
      const command = wallId(context, 'command', name);
      return [
        { from: command, to: id, is: 'decides' } as const,
        ...rulesFor(aggregate, name).flatMap((rule) => [
          ...arrowsTo(command, notesNamedBy(rule, aggregate.emits).map(ids.happening), 'gives'),
          ...notesNamedBy(rule, aggregate.refuses).map(
            (of) =>
              ({ from: command, to: wallId(context, 'rejection', of), is: 'refuses' }) as const,
          ),
          ...asking(aggregate, { command, rule }, ids),
        ]),
      ];
    }),
    ...arrowsTo(id, Object.keys(aggregate.emits).map(ids.happening), 'emits'),
  ];
};

const rulesFor = ({ registers }: AnyAggregate, command: string): readonly unknown[] =>
  registers.flatMap((register) =>
    cellsByState(register, register.decide[command]).map(({ rule }) => rule),
  );

type Asking = { readonly command: string; readonly rule: unknown };

const asking = (
  aggregate: AnyAggregate,
  { command, rule }: Asking,
  ids: Ids,
): readonly WallArrow[] => {
  const asks = asksOf(aggregate);
  return asksNamedBy(rule, asks).flatMap((by) => {
    const ask = asks[by];
    if (!ask) return [];
    if (ask.isExternal) {
      return [{ from: command, to: wallId('', 'external', ask.callee), is: 'asks', by }] as const;
    }
    const undone = ask.undoes.map(({ type }) => ids.command(type));
    return [
      ...arrowsTo(command, [ids.command(ask.of.type)], 'asks'),
      ...arrowsTo(command, undone, 'undoes'),
    ].map((arrow) => ({ ...arrow, by }));
  });
};

const following = (context: BoundedContext, ids: Ids): readonly WallArrow[] => [
  ...followedIn(context)
    .filter(([kind]) => kind !== 'deadline')
    .flatMap(([kind, name, follows]) =>
      follows.flatMap(({ type }) => {
        const from = ids.happening(type);
        if (from === undefined) return [];
        const is = kind === 'view' ? 'feeds' : 'triggers';
        return [{ from, to: wallId(context.name, kind, name), is } as const];
      }),
    ),
  ...Object.entries(context.deadlines).flatMap(
    ([name, { starts, ends, sends, remind, resend }]) => {
      const id = wallId(context.name, 'deadline', name);
      const from = (is: WallArrowKind, type: string): readonly WallArrow[] => {
        const happening = ids.happening(type);
        return happening === undefined ? [] : [{ from: happening, to: id, is }];
      };
      const again = notesNamedBy(resend, ids.commands);
      const reminded = remind ? sends.map(({ type }) => ids.happening(type)) : [];
      return [
        ...starts.flatMap(({ type }) => from('triggers', type)),
        ...ends.flatMap(({ type }) => from('ends', type)),
        ...arrowsTo(id, reminded, 'reminds'),
        ...arrowsTo(id, again.map(ids.command), 'resends'),
      ];
    },
  ),
];
