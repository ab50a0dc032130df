// The wall as plain text, for a terminal or a review.

import type { Wall, WallContext, WallNote } from '../wall.ts';
import { indexOf } from './wall-index.ts';
import type { WallIndex } from './wall-index.ts';
import { said } from './words.ts';
import type { Language } from './words.ts';

const headings = {
  ko: { reactions: '정책과 기한', views: '화면', hotspots: '핫스팟', asks: '요청', none: '시스템' },
  en: {
    reactions: 'Policies and deadlines',
    views: 'Views',
    hotspots: 'Hot spots',
    asks: 'asks',
    none: 'the system',
  },
} as const;

/** A wall in lines: who does what to which aggregate, what comes of it, and what follows. */
export const wallText = (wall: Wall, language: Language): string => {
  const index = indexOf(wall, language);
  const marks = wall.hotspots.map((hotspot) => `! ${hotspot[language]}`);
  const lines = [
    said(wall.label, language),
    ...wall.contexts.flatMap((context) => ['', ...contextLines(context, index)]),
    ...(marks.length > 0 ? ['', headings[language].hotspots, ...indented(marks)] : []),
  ];
  return `${lines.join('\n')}\n`;
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const ofKind = (context: WallContext, ...kinds: readonly WallNote['kind'][]) =>
  context.notes.filter(({ kind }) => kinds.includes(kind));

const contextLines = (context: WallContext, index: WallIndex): readonly string[] => {
  const { language } = index;
  const views = ofKind(context, 'view').map((view) =>
    joined([index.words(view), named(index, index.before(view.id, 'feeds'))], ' ← '),
  );
  const reactions = ofKind(context, 'policy', 'process', 'saga', 'deadline').map((note) =>
    reactionLine(note, index),
  );
  return [
    said(context.label, language),
    ...indented([
      ...ofKind(context, 'aggregate').flatMap((aggregate) =>
        aggregateLines(context, aggregate, index),
      ),
      ...(reactions.length > 0 ? [headings[language].reactions, ...indented(reactions)] : []),
      ...(views.length > 0 ? [headings[language].views, ...indented(views)] : []),
    ]),
  ];
};

const joined = (parts: readonly string[], by: string): string =>
  parts.filter((part) => part !== '').join(by);

const named = ({ words }: WallIndex, notes: readonly WallNote[]): string =>
  notes.map(words).join(', ');

const aggregateLines = (
  context: WallContext,
  aggregate: WallNote,
  index: WallIndex,
): readonly string[] => [
  joined([index.words(aggregate), statesOf(aggregate, index)], ' · '),
  ...indented(
    ofKind(context, 'command')
      .filter((command) => command.aggregate === aggregate.id)
      .map((command) => commandLine(command, index)),
  ),
];

const statesOf = ({ lives = [] }: WallNote, { language }: WallIndex): string =>
  lives
    .map(({ states }) =>
      states
        .filter(({ kind }) => kind !== 'initial')
        .map(({ label }) => said(label, language))
        .join(', '),
    )
    .join(' / ');

const commandLine = (command: WallNote, index: WallIndex): string => {
  const heading = headings[index.language];
  const asked = named(index, index.after(command.id, 'asks'));
  const refusals = index.after(command.id, 'refuses').map((note) => `✗ ${index.words(note)}`);
  const outcome = joined(
    [named(index, index.after(command.id, 'gives')), refusals.join(', ')],
    '; ',
  );
  const issuers = named(
    index,
    (['issues', 'asks', 'undoes'] as const).flatMap((is) => index.before(command.id, is)),
  );
  return joined(
    [
      issuers === '' ? heading.none : issuers,
      index.words(command),
      asked === '' ? '' : `(${heading.asks}: ${asked})`,
      outcome,
    ],
    ' → ',
  );
};

const reactionLine = (note: WallNote, index: WallIndex): string =>
  joined(
    [
      named(index, index.before(note.id, 'triggers')),
      index.words(note),
      named(index, [...index.after(note.id, 'issues'), ...index.after(note.id, 'reminds')]),
    ],
    ' → ',
  );
