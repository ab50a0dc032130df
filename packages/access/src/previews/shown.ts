// A preview as people read it: with the labels of the wall, and with what is personal masked.

import { calendarOf } from '@dure/domain';
import type { LabelGroup, Words } from '@dure/domain';
import type { Preview, PreviewedAsk, PreviewedCommand, StateNamed } from '@dure/kernel';
import { mayOperate } from '../cases.ts';
import type { Caller } from '../caller.ts';
import type { Business, CommandEntry } from '../catalogue.ts';
import { labelOf } from '../labels.ts';
import { calleeWords } from '../message-words.ts';
import { redactDataOf } from '../redaction.ts';
import { stateWords } from '../state-words.ts';
import type { ShownAsk, ShownCommand, ShownPreview, ShownState } from './shape.ts';

/** A preview, the command that it is of, and how it would be refused, if so. */
export type Previewed = {
  readonly business: Business;
  readonly command: CommandEntry;
  readonly preview: Preview;
  readonly problem?: ShownPreview['problem'] | undefined;
  /** Who looks: what would be written to others is not shown to them. */
  readonly caller: Caller;
};

type Say = (group: LabelGroup, name: string, context?: string) => Words;

const sayIn =
  ({ system }: Business): Say =>
  (group, name, context) => {
    const of = system.contexts.find((one) => one.name === context);
    return labelOf(of ? { system, context: of } : { system }, group, name);
  };

const stateShown = (
  { business, command }: Previewed,
  { name, status }: StateNamed,
): ShownState => ({
  name,
  status,
  label: stateWords(business, command, name),
});

const askShown = ({ business }: Previewed, ask: PreviewedAsk & Pick<ShownAsk, 'answer'>) => {
  const { name, to, isExternal, type, data, undo, answer } = ask;
  const say = sayIn(business);
  return {
    name,
    label: isExternal ? calleeWords(business.system, to) : say('commands', type, to),
    to,
    isExternal,
    type,
    data: redactDataOf(business.system)(data),
    ...(undo === undefined ? {} : { undo }),
    answer,
  };
};

const commandShown = (previewed: Previewed, of: PreviewedCommand): ShownCommand => {
  const { business } = previewed;
  return {
    name: of.type,
    label: sayIn(business)('commands', of.type, of.target),
    context: of.context,
    target: of.target,
    data: redactDataOf(business.system)(
      isForOthers(previewed, of) ? withoutWords(business, of) : of.data,
    ),
    whenever: of.whenever,
  };
};

/** Whether it writes to people, and to others than the one who looks. */
const isForOthers = ({ business, caller }: Previewed, of: PreviewedCommand): boolean => {
  if (!isMessage(business, of) || mayOperate(caller)) return false;
  const { subject } = caller;
  const values = Object.values(of.data);
  return subject === undefined || !values.some((value) => isTo(value, subject));
};

/** `customer-2`, or with what they are before it: `customer:customer-2`. */
const isTo = (value: unknown, subject: string): boolean =>
  typeof value === 'string' && (value === subject || value.endsWith(`:${subject}`));

/** What is longer is free text, which may name people. */
const NAME_LENGTH_MAX = 100;

const withoutWords = (business: Business, { type, data }: PreviewedCommand): typeof data => {
  const fields = business.commands.get(type)?.note.fields ?? {};
  const isWords = (name: string): boolean => {
    const schema: { readonly maxLength?: number } = fields[name]?.schema ?? {};
    return (schema.maxLength ?? 0) > NAME_LENGTH_MAX;
  };
  return Object.fromEntries(Object.entries(data).filter(([name]) => !isWords(name)));
};

/** What goes to people goes to a phone, if they have one. */
const isMessage = ({ commands }: Business, { type }: PreviewedCommand): boolean =>
  Object.values(commands.get(type)?.note.fields ?? {}).some(({ kind }) => kind === 'phone');

const amountsIn = ({ business, command, preview }: Previewed): ShownPreview['amounts'] =>
  preview.events.flatMap(({ type, data }) =>
    Object.entries(command.aggregate.emits[type]?.fields ?? {}).flatMap(([field, { kind }]) => {
      const amount = data[field];
      if (kind !== 'money' || typeof amount !== 'number') return [];
      const label = sayIn(business)('fields', field, command.context.name);
      return [{ field, label, amount, event: type }];
    }),
  );

const dependsIn = ({ preview: { outcome } }: Previewed): Pick<ShownPreview, 'depends'> =>
  outcome.is === 'depends'
    ? {
        depends: { ko: '다른 시스템의 답에 달려 있습니다', en: 'It depends on what others answer' },
      }
    : {};

const followsOf = (previewed: Previewed) => {
  const { business, preview } = previewed;
  const follows = preview.follows.map((of) => commandShown(previewed, of));
  const messages = preview.follows.filter((of) => isMessage(business, of));
  return { follows, messages: messages.map((of) => commandShown(previewed, of)) };
};

export const previewShown = (previewed: Previewed): ShownPreview => {
  const { business, command, preview } = previewed;
  const { outcome, state, events, asks, deadlines, unknown, digest } = preview;
  const context = command.context.name;
  const say = sayIn(business);
  const { isoOf } = calendarOf(business.system.timeZone);
  const redact = redactDataOf(business.system);
  return {
    command: command.name,
    label: say('commands', command.name, context),
    isPossible: outcome.is === 'done' || outcome.is === 'depends',
    ...dependsIn(previewed),
    ...(previewed.problem && { problem: previewed.problem }),
    ...(state && {
      state: {
        aggregate: state.aggregate,
        before: stateShown(previewed, state.before),
        after: stateShown(previewed, state.after),
      },
    }),
    events: events.map(({ type, data }) => ({
      name: type,
      label: say('events', type, context),
      data: redact(data),
    })),
    amounts: amountsIn(previewed),
    asks: asks.map((ask) => askShown(previewed, ask)),
    deadlines: deadlines.map(({ name, at }) => ({
      name,
      label: say('deadlines', name, context),
      ...(at === undefined ? {} : { at: isoOf(at) }),
    })),
    ...followsOf(previewed),
    unknown,
    ...(digest === undefined ? {} : { digest }),
  };
};
