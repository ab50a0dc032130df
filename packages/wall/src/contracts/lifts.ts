// Whether the wall still reads what a published version has written: every stored example, lifted
// to what its message is now, must be what the note of that message allows.

import { lifted, readFields } from '@dure/domain';
import type { AnyNote, BoundedContext, System, Vocabulary, Words } from '@dure/domain';
import { remindersIn } from '../wall-index.ts';
import { LOG } from './finding.ts';
import type { Finding } from './finding.ts';
import type { ContractRecord, Example, RecordedContext } from './record.ts';

type Stored = {
  readonly type: string;
  readonly version: number;
  readonly data: Example;
};

type Examples = { readonly examples: { readonly [version: string]: Example } };

const storedIn = (context: RecordedContext): readonly Stored[] =>
  [context.events, context.reminders, context.commands, context.former]
    .flatMap((group) => Object.entries<Examples>(group))
    .flatMap(([type, { examples }]) =>
      Object.entries(examples).map(([version, data]) => ({ type, version: Number(version), data })),
    );

const notesOf = (context: BoundedContext): readonly AnyNote[] => [
  ...Object.values(context.aggregates).flatMap(({ accepts, emits }) => [
    ...Object.values(accepts),
    ...Object.values(emits),
  ]),
  ...Object.values(remindersIn({ contexts: [context] })),
];

/**
 * The stored examples of a release that are not lifted to what the wall has now, each as a finding.
 * Those of a context or a message that is gone are none of its concern: a comparison says so.
 */
export const unliftedExamples = (
  released: ContractRecord,
  { contexts }: Pick<System, 'contexts'>,
): readonly Finding[] =>
  released.contexts.flatMap((context) => {
    const now = contexts.find(({ name }) => name === context.context);
    if (!now) return [];
    const notes = notesOf(now).filter((note) => note.context === now.name);
    return storedIn(context).flatMap((stored) => {
      const what = troubleWith(stored, notes);
      if (!what) return [];
      const { type, version } = stored;
      const where = `${now.name} · ${type} ${version}`;
      return [{ is: 'breaking', where, what, breaks: [LOG], todo } as const];
    });
  });

const todo: Words = {
  ko: '이 판의 모양을 올리는 upcast를 더하거나 고치세요',
  en: 'Add or mend the upcast that lifts this version',
};

const isKnown = ({ names, upcasts }: Vocabulary, type: string): boolean =>
  names.has(type) || Object.hasOwn(upcasts, type);

const troubleWith = (stored: Stored, notes: readonly AnyNote[]): Words | undefined => {
  const vocabulary = notes.find((note) => note.vocabulary)?.vocabulary;
  if (!vocabulary || !isKnown(vocabulary, stored.type)) return undefined;
  try {
    const all = lifted(vocabulary, stored).map((one) => mistakesIn(one, notes));
    return all.find((one) => one !== undefined);
  } catch (cause) {
    return says(cause instanceof Error ? cause.message : String(cause));
  }
};

const says = (why: string): Words => ({
  ko: `로그에 있는 이 판을 읽지 못합니다: ${why}`,
  en: `This version, which the log has, cannot be read: ${why}`,
});

const mistakesIn = (
  { type, data }: Omit<Stored, 'version'>,
  notes: readonly AnyNote[],
): Words | undefined => {
  const note = notes.find((one) => one.type === type);
  if (!note) return undefined;
  const { mistakes } = readFields(note.fields, data, 'data');
  const [first] = mistakes ?? [];
  if (!first) return undefined;
  const { path, ko, en } = first;
  return {
    ko: `로그에 있는 이 판이 지금 모양이 되지 않습니다: ${path} ${ko}`,
    en: `This version, which the log has, does not become what it is now: ${path} ${en}`,
  };
};
