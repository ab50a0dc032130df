// Fields that come from nowhere may be left out: a rule takes only what a message or a state has.

import type { DraftCommand, DraftContext, DraftEvent, DraftField, DraftPolicy } from './draft.ts';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';

type Notes = {
  readonly commands: readonly DraftCommand[];
  readonly events: readonly DraftEvent[];
  readonly policies: readonly DraftPolicy[];
};

const all = (contexts: readonly DraftContext[]): Notes => ({
  commands: contexts.flatMap(({ commands }) => commands),
  events: contexts.flatMap(({ events }) => events),
  policies: contexts.flatMap(({ policies }) => policies),
});

type Kind = 'command' | 'event';

/** `event Booked.seat` */
export const optionalKey = (kind: Kind, note: string, field: string): string =>
  `${kind} ${note}.${field}`;

type Source = {
  readonly kind: Kind;
  readonly name: string;
  readonly fields: readonly DraftField[];
};

/** Whether a message always has a field of this name and shape. */
const gives = (source: Source, field: DraftField, optional: ReadonlySet<string>): boolean =>
  source.fields.some(({ name, shape }) => name === field.name && shape === field.shape) &&
  !optional.has(optionalKey(source.kind, source.name, field.name));

const others = ({ fields }: { readonly fields: readonly DraftField[] }): readonly DraftField[] =>
  fields.slice(1);

/** One round: what is optional now, given what was; until nothing more is. */
const once = (notes: Notes, optional: Set<string>): boolean => {
  const before = optional.size;
  for (const command of notes.commands) {
    const from = notes.policies
      .filter(({ commands }) => commands.includes(command.name))
      .flatMap(({ event }) => notes.events.filter(({ name }) => name === event));
    for (const field of others(command)) {
      const isThere = from.every((of) => gives({ kind: 'event', ...of }, field, optional));
      if (!isThere) optional.add(optionalKey('command', command.name, field.name));
    }
  }
  for (const event of notes.events) {
    const from = notes.commands.filter((of) => of.gives === event.name);
    for (const field of others(event)) {
      const isThere = from.every((of) => gives({ kind: 'command', ...of }, field, optional));
      if (!isThere) optional.add(optionalKey('event', event.name, field.name));
    }
  }
  return optional.size > before;
};

export const optionalFields = (contexts: readonly DraftContext[]): ReadonlySet<string> => {
  const notes = all(contexts);
  const optional = new Set<string>();
  while (once(notes, optional));
  return optional;
};

/** What is said of each. */
export const oddOptional = (optional: ReadonlySet<string>): readonly Odd[] =>
  [...optional].map((where) =>
    odd(
      where,
      '주는 쪽이 없어서 없어도 되는 필드로 두었습니다',
      'it comes from nowhere, and may be left out',
    ),
  );
