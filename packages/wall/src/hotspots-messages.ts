// Hot spots between notes: what is sent, and to whom; what is followed, and whether it happens.

import type { BoundedContext } from '@dure/domain';
import type { Hotspot, Hung } from './hotspot.ts';
import { notesNamedBy, wordOf } from './naming.ts';
import { sendersIn } from './senders.ts';
import type { Sender } from './senders.ts';
import { commandsIn, eventsIn, followedIn, remindersIn, wallId } from './wall-index.ts';

export const gapsInMessages = (system: Hung): readonly Hotspot[] => {
  const senders = sendersIn(system);
  return [
    ...unissued(system, senders),
    ...unaccepted(system),
    ...withoutCommand(senders),
    ...unheard(system),
  ];
};

const unissued = ({ contexts }: Hung, senders: readonly Sender[]): readonly Hotspot[] => {
  const issued = new Set(senders.flatMap(({ commands }) => commands));
  return contexts.flatMap((context) =>
    Object.keys(commandsIn({ contexts: [context] }))
      .filter((name) => !issued.has(name))
      .map((name) => ({
        kind: 'command nobody issues',
        subject: wallId(context.name, 'command', name),
        ko: `명령 ${name}: 내리는 이가 없습니다.`,
        en: `Nobody issues the command ${name}.`,
      })),
  );
};

/** What is sent as a word, which says by itself what it is. */
const wordsSent = (
  context: BoundedContext,
): readonly (readonly [sender: string, rule: unknown])[] => [
  ...Object.entries(context.policies).map(
    ([name, { written }]) => [wallId(context.name, 'policy', name), written] as const,
  ),
  ...Object.entries(context.deadlines).map(
    ([name, { due }]) => [wallId(context.name, 'deadline', name), due] as const,
  ),
  ...Object.values(context.sagas).flatMap(({ name, steps }) =>
    steps
      .flatMap(({ send, undo, command }) => [send, undo, command])
      .map((rule) => [wallId(context.name, 'saga', name), rule] as const),
  ),
  ...Object.values(context.aggregates).flatMap((aggregate) =>
    aggregate.asks
      .flatMap(({ ask }) => (ask.isExternal ? [] : [ask.of, ask.undo]))
      .map((rule) => [wallId(context.name, 'aggregate', aggregate.name), rule] as const),
  ),
];

const unaccepted = (system: Hung): readonly Hotspot[] => {
  const accepted = commandsIn(system);
  return system.contexts.flatMap(wordsSent).flatMap(([subject, rule]) => {
    const command = wordOf(rule);
    if (command === undefined || command in accepted) return [];
    return [
      {
        kind: 'command nobody accepts',
        subject,
        ko: `명령 ${command}: 받는 애그리거트가 없습니다.`,
        en: `No aggregate of the business accepts the command ${command}.`,
      },
    ];
  });
};

/** A saga that follows sends nothing: it is no machine of this kind. */
const machines: ReadonlySet<Sender['kind']> = new Set(['policy', 'process', 'deadline']);

const withoutCommand = (senders: readonly Sender[]): readonly Hotspot[] =>
  senders
    .filter(({ kind, commands }) => machines.has(kind) && commands.length === 0)
    .map(({ kind, context, name }) => ({
      kind: 'reaction without a command',
      subject: wallId(context, kind, name),
      ko: `${name}: 보내는 명령이 적혀 있지 않습니다.`,
      en: `${name} names no command that it sends.`,
    }));

const reminded = (system: Hung): ReadonlySet<string> => {
  const known = remindersIn(system);
  const rules = system.contexts.flatMap(({ deadlines }) =>
    Object.values(deadlines).map(({ remind }) => remind),
  );
  return new Set(rules.flatMap((rule) => notesNamedBy(rule, known)));
};

const unheard = (system: Hung): readonly Hotspot[] => {
  const happens = new Set([...Object.keys(eventsIn(system)), ...reminded(system)]);
  return system.contexts.flatMap((context) =>
    followedIn(context).flatMap(([kind, name, follows]) => {
      const never = follows.filter(({ type }) => !happens.has(type)).map(({ type }) => type);
      return [...new Set(never)].map(
        (type) =>
          ({
            kind: 'event nobody emits',
            subject: wallId(context.name, kind, name),
            ko: `${name}: 따르는 이벤트 ${type}이(가) 일어나지 않습니다.`,
            en: `${name} follows ${type}, which nobody emits.`,
          }) as const,
      );
    }),
  );
};
