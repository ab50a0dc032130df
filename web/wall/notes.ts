// Which notes of the wall a record lies on.

import type { CaseRecord } from './ops.ts';

const hands: readonly string[] = ['saga', 'policy', 'process', 'deadline', 'reminder'];

/** The note of whoever caused it: an actor, or a saga or policy of the context. */
const handOf = ({ actor, context }: CaseRecord): string => {
  const [kind = '', name = ''] = actor.split(':', 2);
  return hands.includes(kind) ? `${context}/${kind}/${name}` : `${context}/actor/${kind}`;
};

/** The aggregate that an event is of: the first part of its subject. */
const aggregateOf = ({ subject, context }: CaseRecord): string =>
  `${context}/aggregate/${subject.split('/', 1)[0] ?? ''}`;

/** The note that a record is: a command lies where it is taken. */
export const noteOf = ({ kind, context, target = context, type }: CaseRecord): string =>
  `${kind === 'command' ? target : context}/${kind === 'command' ? 'command' : 'event'}/${type}`;

/** All notes that light up with it. */
export const notesOf = (record: CaseRecord): readonly string[] => [
  noteOf(record),
  handOf(record),
  aggregateOf(record),
];
