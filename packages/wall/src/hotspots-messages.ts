// Hot spots between notes: what is sent, and to whom; what is followed, and whether it happens.

import type { AnyNote, BoundedContext } from '@dure/domain';
import type { Hotspot, Hung } from './hotspot.ts';
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
    ...unsaidKey(system),
  ];
};

/** Without it no event belongs to a case of the business. */
const unsaidKey = (system: Hung): readonly Hotspot[] => {
  const { businessKey } = system;
  const events = Object.values(eventsIn(system));
  if (events.length === 0 || events.some(({ fields }) => businessKey in fields)) return [];
  return [
    {
      kind: 'business key nobody says',
      subject: 'business',
      ko: `사업의 사건 번호 ${businessKey}: 어느 이벤트에도 없습니다.`,
      en: `No event has the business key ${businessKey}.`,
    },
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

type Sent = readonly (readonly [sender: string, notes: readonly (AnyNote | undefined)[]])[];

const sentIn = (context: BoundedContext): Sent => {
  const id = (kind: string, name: string): string => wallId(context.name, kind, name);
  return [
    ...Object.entries(context.policies).map(
      ([name, { sends }]) => [id('policy', name), sends] as const,
    ),
    ...Object.entries(context.processes).map(
      ([name, { sends }]) => [id('process', name), sends] as const,
    ),
    ...Object.entries(context.deadlines).map(
      ([name, { due, sends }]) => [id('deadline', name), due ? sends : []] as const,
    ),
    ...Object.values(context.sagas).flatMap(({ name, steps }) =>
      steps.map(
        ({ sends, undoes, command }) => [id('saga', name), [...sends, ...undoes, command]] as const,
      ),
    ),
    ...Object.values(context.aggregates).flatMap(({ name, asks }) =>
      asks.map(
        ({ ask }) =>
          [id('aggregate', name), ask.isExternal ? [] : [ask.of, ...ask.undoes]] as const,
      ),
    ),
  ];
};

const unaccepted = (system: Hung): readonly Hotspot[] => {
  const accepted = commandsIn(system);
  return system.contexts.flatMap(sentIn).flatMap(([subject, notes]) =>
    notes
      .flatMap((note) => (note && !(note.type in accepted) ? [note.type] : []))
      .map((command) => ({
        kind: 'command nobody accepts',
        subject,
        ko: `명령 ${command}: 받는 애그리거트가 없습니다.`,
        en: `No aggregate of the business accepts the command ${command}.`,
      })),
  );
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

const unheard = (system: Hung): readonly Hotspot[] => {
  const happens = new Set([...Object.keys(eventsIn(system)), ...Object.keys(remindersIn(system))]);
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
