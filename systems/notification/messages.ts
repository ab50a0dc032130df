// A table of messages, read as a process: whenever this happens, that person is told.

import { process } from '@dure/domain';
import type { AnyMessage, PolicyKnown, Process } from '@dure/domain';
import type { NotificationContract } from './contract.ts';
import { isForSomebody, isReady, letterOf, needsOf, pick } from './letters.ts';
import type { Data, Letter } from './letters.ts';
import { setting } from './message.ts';
import type { MessageRow, MessageTable } from './table.ts';

/** A row that was reached, and what its event said. */
type Due = { readonly row: number; readonly said: Data };

type Memory = {
  readonly known: Data;
  /** Rows that need what another context has yet to tell: its events may come later. */
  readonly waiting: readonly Due[];
  /** How often a step that may come again has come, by status and recipient. */
  readonly counts: { readonly [step: string]: number };
};

const nothingYet: Memory = { known: {}, waiting: [], counts: {} };

const usesOf = (row: MessageRow): readonly string[] => [
  ...needsOf(row),
  ...(row.to.phone === undefined ? [] : [row.to.phone]),
];

const remembered = ({ remembers }: MessageTable, known: Data, event: AnyMessage): Data =>
  remembers
    .filter(({ of }) => of.type === event.type)
    .reduce((memory, { fields }) => ({ ...memory, ...pick(fields, event) }), known);

const dueOn = ({ messages }: MessageTable, event: AnyMessage): readonly Due[] =>
  messages.flatMap((row, index) =>
    row.on.type === event.type && isForSomebody(row, event)
      ? [{ row: index, said: pick(usesOf(row), event) }]
      : [],
  );

type Sorted = {
  readonly letters: readonly { readonly row: MessageRow; readonly letter: Letter }[];
  readonly waiting: readonly Due[];
};

/** The rows that can be written now, and those that have to wait. */
const sorted = (table: MessageTable, known: Data, due: readonly Due[]): Sorted => {
  const letters: Sorted['letters'][number][] = [];
  const waiting: Due[] = [];
  for (const one of due) {
    const row = table.messages[one.row];
    if (row === undefined) continue;
    const data = { ...known, ...one.said };
    if (isReady(row, data)) letters.push({ row, letter: letterOf(row, data, table.words ?? {}) });
    else waiting.push(one);
  }
  return { letters, waiting };
};

/** The status of a step that came again, counted. */
const counted = (counts: { [step: string]: number }, row: MessageRow, letter: Letter): string => {
  if (!row.recurs) return letter.status;
  const step = `${letter.status}/${letter.recipient}`;
  const times = (counts[step] ?? 0) + 1;
  counts[step] = times;
  return times === 1 ? letter.status : `${letter.status}#${times}`;
};

/** Every message goes to the inbox; with a phone, while the channel is on, to the phone as well. */
const channelOf = ({ phone }: Letter, known: PolicyKnown): 'INBOX' | 'ALIMTALK' =>
  phone !== undefined && known.setting(setting.ALIMTALK) ? 'ALIMTALK' : 'INBOX';

/** One message for each case, status and recipient. */
export const messages = (table: MessageTable, { command }: NotificationContract): Process => {
  const caseOf = (event: AnyMessage): string | undefined => {
    const { [table.businessKey]: key }: Data = event;
    return typeof key === 'string' ? key : undefined;
  };
  return process<Memory>({
    name: 'messages',
    follows: [...table.remembers.map(({ of }) => of), ...table.messages.map(({ on }) => on)],
    caseOf,
    sends: [command.SendMessage],
    step: (memory = nothingYet, event, policyKnown) => {
      const known = remembered(table, memory.known, event);
      const due = [...memory.waiting, ...dueOn(table, event)];
      const { letters, waiting } = sorted(table, known, due);
      const counts = { ...memory.counts };
      const sends = letters.map(({ row, letter }) => {
        const status = counted(counts, row, letter);
        return command.SendMessage({
          ...letter,
          messageKey: `${caseOf(event) ?? ''}/${status}/${letter.recipient}`,
          template: `${table.business}.${letter.status}`,
          channel: channelOf(letter, policyKnown),
          ...(row.lasts === undefined ? {} : { lasts: row.lasts }),
        });
      });
      return { memory: { known, waiting, counts }, sends };
    },
  });
};

/** What is wrong with a table, a sentence each; a test of every business holds it to none. */
export const gapsIn = (table: MessageTable): readonly string[] => {
  const known = new Set(table.remembers.flatMap(({ fields }) => fields));
  const followed = [...table.messages.map(({ on }) => on), ...table.remembers.map(({ of }) => of)];
  return [
    ...table.messages.flatMap((row) =>
      usesOf(row)
        .filter((field) => !(field in row.on.fields) && !known.has(field))
        .map((field) => `The message on ${row.on.type} cannot know ${field}.`),
    ),
    ...followed
      .filter((on) => !(table.businessKey in on.fields))
      .map((on) => `${on.type} does not say its ${table.businessKey}.`),
  ];
};
