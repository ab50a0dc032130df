// The wall as plain text, for a terminal or a review.

import type { Wall, WallContext, WallNote, WallStep } from '../wall.ts';
import { wrappedTo } from './columns.ts';
import { indexOf } from './wall-index.ts';
import type { WallIndex } from './wall-index.ts';
import { durationWords, said, words } from './words.ts';
import type { Language } from './words.ts';

const headings = {
  ko: {
    reactions: '정책과 기한',
    views: '화면',
    hotspots: '핫스팟',
    asks: '요청',
    none: '시스템',
    undo: '되돌리기',
  },
  en: {
    reactions: 'Policies and deadlines',
    views: 'Views',
    hotspots: 'Hot spots',
    asks: 'asks',
    none: 'the system',
    undo: 'undo',
  },
} as const;

/**
 * A wall in lines: who does what to which aggregate, what comes of it, and what follows.
 * @param columns how wide a line may be; without it, as wide as it is.
 */
export const wallText = (wall: Wall, language: Language, columns = Infinity): string => {
  const index = indexOf(wall, language);
  const marks = wall.hotspots.map((hotspot) => `! ${hotspot[language]}`);
  const lines = [
    said(wall.label, language),
    ...wall.contexts.flatMap((context) => ['', ...contextLines(context, index)]),
    ...(marks.length > 0 ? ['', headings[language].hotspots, ...indented(marks)] : []),
  ];
  return `${lines.flatMap((line) => wrappedTo(line, columns)).join('\n')}\n`;
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const ofKind = (context: WallContext, ...kinds: readonly WallNote['kind'][]) =>
  context.notes.filter(({ kind }) => kinds.includes(kind));

const contextLines = (context: WallContext, index: WallIndex): readonly string[] => {
  const { language } = index;
  const views = ofKind(context, 'view').map((view) =>
    joined([index.words(view), named(index, index.before(view.id, 'feeds'))], ' ← '),
  );
  const reactions = ofKind(context, 'policy', 'process', 'saga', 'deadline').flatMap((note) => [
    reactionLine(note, index),
    ...indented(stepLines(note, index)),
  ]);
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
      joined([index.words(note), ...asidesOf(note, index)], ' '),
      named(index, [...index.after(note.id, 'issues'), ...index.after(note.id, 'reminds')]),
    ],
    ' → ',
  );

/** `(3 days)` of a deadline, where a follower begins, and what is sent again from a work list. */
const asidesOf = ({ id, lasts, begins }: WallNote, index: WallIndex): readonly string[] => {
  const { language } = index;
  const again = named(index, index.after(id, 'resends'));
  return [
    lasts ? durationWords(lasts, language) : '',
    begins ? said(words[begins], language) : '',
    again === '' ? '' : `${said(words.resends, language)}: ${again}`,
  ].map((aside) => (aside === '' ? '' : `(${aside})`));
};

const stepLines = ({ steps = [] }: WallNote, index: WallIndex): readonly string[] =>
  steps.map((step, at) => `${at + 1}. ${stepLine(step, index)}`);

const stepLine = (
  { name, by, command, until, unless, undo }: WallStep,
  index: WallIndex,
): string => {
  const { undo: back } = headings[index.language];
  const sent = command === undefined ? '' : index.called('command', command);
  return joined(
    [
      joined([name, by === undefined ? '' : `(${by})`], ' '),
      sent,
      index.called('event', until),
      unless.map((type) => `✗ ${index.called('event', type)}`).join(', '),
      undo === undefined ? '' : `(${back}: ${index.called('command', undo)})`,
    ],
    ' → ',
  );
};
