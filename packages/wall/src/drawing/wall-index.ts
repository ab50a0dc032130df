// A wall, looked up: notes by their ids, and what leads to them and on from them.

import type { Wall, WallArrow, WallArrowKind, WallNote } from '../wall.ts';
import { said } from './words.ts';
import type { Language } from './words.ts';

export type WallIndex = {
  readonly language: Language;
  readonly note: (id: string) => WallNote | undefined;
  /** What stands on a note. */
  readonly words: (note: WallNote) => string;
  /** What a message is called, by the name that it is known by. */
  readonly called: (kind: 'command' | 'event', name: string) => string;
  /** The notes that arrows of a kind lead to from a note. */
  readonly after: (id: string, is: WallArrowKind) => readonly WallNote[];
  /** The notes that arrows of a kind come from. */
  readonly before: (id: string, is: WallArrowKind) => readonly WallNote[];
};

const grouped = (
  arrows: readonly WallArrow[],
  end: 'from' | 'to',
): ReadonlyMap<string, readonly WallArrow[]> => Map.groupBy(arrows, (arrow) => arrow[end]);

export const indexOf = (wall: Wall, language: Language): WallIndex => {
  const notes = new Map(
    [...wall.contexts.flatMap((context) => context.notes), ...wall.externals].map((note) => [
      note.id,
      note,
    ]),
  );
  const messages = new Map(
    [...notes.values()].map(({ kind, name, label }) => [`${kind}/${name}`, said(label, language)]),
  );
  const from = grouped(wall.arrows, 'from');
  const to = grouped(wall.arrows, 'to');
  const noted = (ids: readonly string[]): readonly WallNote[] =>
    [...new Set(ids)].flatMap((id) => notes.get(id) ?? []);
  return {
    language,
    note: (id) => notes.get(id),
    words: ({ label }) => said(label, language),
    called: (kind, name) =>
      messages.get(`${kind}/${name}`) ?? messages.get(`reminder/${name}`) ?? name,
    after: (id, is) =>
      noted((from.get(id) ?? []).flatMap((arrow) => (arrow.is === is ? [arrow.to] : []))),
    before: (id, is) =>
      noted((to.get(id) ?? []).flatMap((arrow) => (arrow.is === is ? [arrow.from] : []))),
  };
};
