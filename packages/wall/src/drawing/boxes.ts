// What a picture is made of, once everything has its place.

import type { Label, StateKind } from '@dure/domain';
import type { Wall, WallKind, WallNote } from '../wall.ts';
import { widthIn, wrapped } from './measure.ts';
import { sizes } from './paper.ts';
import { durationWords, said, words } from './words.ts';
import type { Language } from './words.ts';

export type Box = {
  readonly kind: WallKind;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A note of another place, stuck here a second time. */
  readonly isEcho: boolean;
  readonly lines: readonly string[];
  readonly size: number;
  readonly caption?: string;
  readonly footer?: readonly string[];
  /** What a reader sees who lingers: the whole label, and the name in code. */
  readonly title: string;
  /** The note that it shows, if it shows the note itself. */
  readonly of?: string;
  /** The notes that it lists. */
  readonly shows?: readonly string[];
  /** The notes of another place that are stuck here a second time. */
  readonly echoes?: readonly string[];
};

type Point = readonly [x: number, y: number];

export type Line = {
  readonly points: readonly Point[];
  readonly is: 'flow' | 'feed' | 'ask' | 'rule' | 'undo';
  readonly hasHead: boolean;
};

export type Words = {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly ink: 'text' | 'faint' | 'refusal' | 'aggregate';
  readonly isBold?: boolean;
  readonly isCentred?: boolean;
};

export type Mark = { readonly x: number; readonly y: number; readonly state: StateKind };

export type Drawn = {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly words: readonly Words[];
  readonly marks: readonly Mark[];
};

/** What has been drawn of a lane, and how far down. */
export type Block = Drawn & {
  readonly height: number;
  readonly happenings: readonly Box[];
};

export const nothingDrawn: Drawn = { boxes: [], lines: [], words: [], marks: [] };

export const together = (parts: readonly Drawn[]): Drawn => ({
  boxes: parts.flatMap(({ boxes }) => boxes),
  lines: parts.flatMap(({ lines }) => lines),
  words: parts.flatMap(({ words }) => words),
  marks: parts.flatMap(({ marks }) => marks),
});

/** Whose eyes the picture is for, and what the contexts are called. */
export type Sheet = {
  readonly language: Language;
  readonly say: (label: Label) => string;
  /** The context of a note, in as much room as there is: its label, or else its name in code. */
  readonly contextName: (note: WallNote, width: number) => string;
};

export const sheetOf = (wall: Wall, language: Language): Sheet => {
  const names = new Map(wall.contexts.map(({ name, label }) => [name, said(label, language)]));
  return {
    language,
    say: (label) => said(label, language),
    contextName: ({ context }, width) => {
      const name = names.get(context) ?? '';
      return widthIn(name, sizes.caption) <= width - 12 ? name : context;
    },
  };
};

export type Place = { readonly x: number; readonly y: number; readonly width: number };

const titleOf = (note: WallNote, sheet: Sheet): string => `${sheet.say(note.label)} — ${note.name}`;

/** What stands small below its name: how long a deadline is, and where a follower begins. */
const footerOf = ({ lasts, begins }: WallNote, sheet: Sheet): readonly string[] => [
  ...(lasts ? [durationWords(lasts, sheet.language)] : []),
  ...(begins ? [sheet.say(words[begins])] : []),
];

const LINE = 1.25;
const CAPTION_HEIGHT = 13;
/** The height of a line of small words in a box. */
export const FOOTER_LINE = 13;

/** A note where it belongs. */
export const noteBox = (note: WallNote, at: Place, sheet: Sheet): Box => {
  const size = sizes.label;
  const lines = wrapped(sheet.say(note.label), { width: at.width - 16, size, linesMax: 2 });
  const footer = footerOf(note, sheet);
  return {
    kind: note.kind,
    ...at,
    height: sizes.note + footer.length * FOOTER_LINE,
    isEcho: false,
    size,
    lines,
    ...(footer.length > 0 ? { footer } : {}),
    title: titleOf(note, sheet),
    of: note.id,
  };
};

/** A small note: an actor, a refusal, or a note of elsewhere under a caption that says where. */
export const smallBox = (
  note: WallNote,
  at: Place & { readonly isEcho: boolean; readonly caption?: string },
  sheet: Sheet,
): Box => {
  const { caption, ...place } = at;
  const size = sizes.smallLabel;
  const lines = wrapped(sheet.say(note.label), { width: at.width - 14, size, linesMax: 2 });
  const height = lines.length * size * LINE + 11 + (caption === undefined ? 0 : CAPTION_HEIGHT);
  return {
    kind: note.kind,
    ...place,
    height: Math.max(sizes.small, Math.round(height)),
    size,
    lines,
    ...(caption === undefined ? {} : { caption: captioned(caption, at.width) }),
    title: titleOf(note, sheet),
    ...(at.isEcho ? { echoes: [note.id] } : { of: note.id }),
  };
};

const GROUP_LINE = 15;

/** Notes of one other place, listed on one piece of paper. */
export const listBox = (
  notes: readonly WallNote[],
  at: Place & { readonly caption?: string },
  sheet: Sheet,
): Box => {
  const { caption, ...place } = at;
  const room = { width: at.width - 12, size: sizes.smallLabel, linesMax: 1 };
  const above = caption === undefined ? 0 : CAPTION_HEIGHT;
  return {
    kind: notes[0]?.kind ?? 'event',
    ...place,
    height: notes.length * GROUP_LINE + 10 + above,
    isEcho: true,
    size: sizes.smallLabel,
    lines: notes.map(({ label }) => wrapped(sheet.say(label), room)[0] ?? ''),
    ...(caption === undefined ? {} : { caption }),
    title: notes.map((note) => titleOf(note, sheet)).join('\n'),
    echoes: notes.map(({ id }) => id),
  };
};

const captioned = (caption: string, width: number): string =>
  wrapped(caption, { width: width - 12, size: sizes.caption, linesMax: 1 })[0] ?? '';

export const middleOf = ({ y, height }: Box): number => y + height / 2;
export const rightOf = ({ x, width }: Box): number => x + width;

/** Boxes one below the other, from a height on. */
export const stacked = (
  boxes: readonly Box[],
  top: number,
  gap: number = sizes.noteGap,
): readonly Box[] => {
  let y = top;
  return boxes.map((box) => {
    const placed = { ...box, y };
    y += box.height + gap;
    return placed;
  });
};

export const heightOf = (boxes: readonly Box[], gap: number = sizes.noteGap): number =>
  boxes.reduce((sum, { height }) => sum + height, 0) + gap * Math.max(0, boxes.length - 1);

/** From a point to another on the right, with one step between if they are not level. */
export const arrow = (from: Point, to: Point, is: Line['is'] = 'flow'): Line => {
  const [x, y] = from;
  const [farX, farY] = to;
  if (Math.abs(y - farY) < 1) return { points: [from, [farX, y]], is, hasHead: true };
  const bend = (x + farX) / 2;
  return { points: [from, [bend, y], [bend, farY], to], is, hasHead: true };
};
