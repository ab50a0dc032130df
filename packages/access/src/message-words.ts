// What people call a message, a refusal or a cause that is known by its name alone.

import { labelIn, unlabelled } from '@dure/domain';
import type { AnyAsk, LabelGroup, System, Words } from '@dure/domain';
import { retiredIn } from '@dure/kernel';
import { refusals } from './refusals.ts';
import type { RefusalName } from './refusals.ts';

/** Where what they are called is found. */
export type Labels = Pick<System, 'contexts' | 'labels'>;

const found = (system: Labels, group: LabelGroup, name: string): Words | undefined => {
  for (const context of [undefined, ...system.contexts]) {
    const label = labelIn(system, context, [group, name]);
    if (label) return { ko: label[0], en: label[1] };
  }
  return undefined;
};

const spelt = (name: string): Words => {
  const [ko, en] = unlabelled(name);
  return { ko, en };
};

const asksIn = ({ contexts }: Labels): readonly AnyAsk[] =>
  contexts
    .flatMap(({ aggregates }) => Object.values(aggregates))
    .flatMap(({ asks }) => asks.map(({ ask }) => ask));

/** What is asked of an external system is labelled beside it, as `CardNetwork.refund`. */
const questionWords = (system: Labels, type: string): Words | undefined => {
  const questions = asksIn(system).flatMap(({ of, undoes }) => [of, ...undoes]);
  const names = questions.flatMap((of) => (of.type === type ? [`${of.context}.${type}`] : []));
  return names.map((name) => found(system, 'systems', name)).find((words) => words !== undefined);
};

/** A command, an event or a reminder of any context, or a question of an external system. */
export const messageWords = (system: Labels, type: string): Words =>
  found(system, 'commands', type) ??
  found(system, 'events', type) ??
  found(system, 'reminders', type) ??
  questionWords(system, type) ??
  spelt(type);

/** What an ask of that name asks for. */
export const askWords = (system: Labels, name: string): Words =>
  messageWords(system, asksIn(system).find((ask) => ask.name === name)?.of.type ?? name);

/** A context of the business, or a system that is not ours. */
export const calleeWords = (system: Labels, name: string): Words => {
  const [ko, en] = system.contexts.find((of) => of.name === name)?.labels.context ?? [];
  if (ko !== undefined && en !== undefined) return { ko, en };
  return found(system, 'systems', name) ?? spelt(name);
};

/** A saga or another process. */
export const processWords = (system: Labels, name: string): Words =>
  found(system, 'sagas', name) ?? found(system, 'policies', name) ?? spelt(name);

/** The facts that a label has places for are not known of a name alone. */
const withoutFacts = ({ ko, en }: Words): Words => ({
  ko: ko.replace(/\{\w+\}/g, '…'),
  en: en.replace(/\{\w+\}/g, '…'),
});

const isRefusedIn = ({ contexts }: Labels, name: string): boolean =>
  contexts.some((of) =>
    Object.values(of.aggregates).some(({ refuses }) => Object.hasOwn(refuses, name)),
  );

const isPlatform = (name: string): name is RefusalName => Object.hasOwn(refusals, name);

/** A rejection of any context, or a refusal of the platform; nothing, if it is neither. */
export const refusalWords = (system: Labels, name: string): Words | undefined => {
  const declared = found(system, 'rejections', name);
  if (declared) return withoutFacts(declared);
  if (isPlatform(name)) return refusals[name].title;
  return isRefusedIn(system, name) ? spelt(name) : undefined;
};

const AWAY: Words = {
  ko: '물어볼 곳이 응답하지 않습니다. 다시 응답하면 저절로 이어집니다',
  en: 'What it has to ask does not answer. It goes on by itself once that does',
};

const EARLY: Words = {
  ko: '건보다 먼저 왔습니다. 건이 시작되면 저절로 이어집니다',
  en: 'It came before its case. It goes on by itself once that has begun',
};

const ASKS: Words = { ko: '다른 시스템에 묻는 중입니다', en: 'It asks another system now' };

/** Why the kernel has parked a message, where nothing was refused. */
const causes: readonly (readonly [cause: RegExp, words: Words])[] = [
  [/^unavailable$/, AWAY],
  [/ came before its case$|^its row is not there$/, EARLY],
  [/^(an ask is open|asking|asks( .*)?|calls .*)$/, ASKS],
  [/^undo$/, { ko: '되돌리는 중입니다', en: 'It is being undone' }],
  [
    /^behind others of its case$/,
    { ko: '같은 건의 앞 메시지를 기다립니다', en: 'It waits for those of its case before it' },
  ],
];

const ended: { readonly [is: string]: RefusalName } = {
  invalid: 'Invalid',
  forbidden: 'Forbidden',
  keyReused: 'KeyReused',
  conflict: 'Conflict',
  failed: 'Failed',
};

const FAULT: Words = {
  ko: '프로그램이나 메시지의 내용이 잘못되었습니다',
  en: 'There is a fault in the program, or in the message',
};

/** A context that was retired takes nothing more. */
const retiredWords = (system: Labels, cause: string): Words | undefined => {
  const context = retiredIn(cause);
  if (context === undefined) return undefined;
  const { ko, en } = calleeWords(system, context);
  return { ko: `${ko}: 물러난 서비스라 받지 않습니다`, en: `${en} was retired, and takes nothing` };
};

/** Why a message is parked or was skipped; what the program has thrown is a fault, and no more. */
export const causeWords = (system: Labels, cause: string): Words =>
  retiredWords(system, cause) ??
  refusalWords(system, ended[cause] ?? cause) ??
  causes.find(([pattern]) => pattern.test(cause))?.[1] ??
  FAULT;

/** What a parked message is called, and why it is parked. */
export const parkedWords = (
  system: Labels,
  { type, cause }: { readonly type: string; readonly cause: string },
): { readonly label: Words; readonly why: Words } => ({
  label: messageWords(system, type),
  why: causeWords(system, cause),
});
