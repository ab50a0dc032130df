// A saga as a strip: what starts it, and step after step what is sent and what is waited for.

import type { Wall, WallNote, WallStep } from '../wall.ts';
import { arrow, middleOf, noteBox, nothingDrawn, rightOf, smallBox } from './boxes.ts';
import type { Block, Box, Line, Sheet, Words } from './boxes.ts';
import { wrapped } from './measure.ts';
import { columns, laneRight, sizes } from './paper.ts';
import { words } from './words.ts';

/** The notes of all contexts that a saga names. */
export type Story = {
  readonly command: (name: string) => WallNote | undefined;
  readonly happening: (name: string) => WallNote | undefined;
  /** A person, or a part of the machine. */
  readonly sender: (name: string) => WallNote | undefined;
};

export const storyOf = (wall: Wall): Story => {
  const all = wall.contexts.flatMap(({ notes }) => notes);
  const find =
    (...kinds: readonly WallNote['kind'][]) =>
    (name: string): WallNote | undefined =>
      all.find((note) => note.name === name && kinds.includes(note.kind));
  return {
    command: find('command'),
    happening: find('event', 'reminder'),
    sender: find('actor', 'policy', 'process', 'deadline'),
  };
};

const WIDTH = 108;
const GAP = 18;
const UNDER = 12.5;
const UNDER_SIZE = 10;

type Link = { readonly note: WallNote; readonly under: readonly Under[] };
type Under = { readonly text: string; readonly ink: Words['ink'] };

/** The chain of a saga: its start, then for each step what is sent, and until when. */
const linksOf = (saga: WallNote, story: Story, sheet: Sheet): readonly Link[] => {
  const start = story.happening(saga.startedBy ?? '');
  return [
    ...(start ? [{ note: start, under: [] }] : []),
    ...(saga.steps ?? []).flatMap((step) => stepLinks(step, story, sheet)),
  ];
};

const stepLinks = (step: WallStep, story: Story, sheet: Sheet): readonly Link[] => {
  const command = story.command(step.command ?? '');
  const until = story.happening(step.until);
  const by: readonly Under[] =
    step.by === undefined
      ? []
      : [{ text: `${sheet.say(words.by)}: ${senderOf(step.by, story, sheet)}`, ink: 'faint' }];
  return [
    ...(command ? [{ note: command, under: by }] : []),
    ...(until ? [{ note: until, under: untilUnder(step, story, sheet) }] : []),
  ];
};

/** `policy listForShop` and `Driver`, as people call them. */
const senderOf = (by: string, story: Story, sheet: Sheet): string => {
  const note = story.sender(by.split(' ').at(-1) ?? by);
  return note ? sheet.say(note.label) : by;
};

const untilUnder = (step: WallStep, story: Story, sheet: Sheet): readonly Under[] => {
  const { waitsFor } = step;
  const waits: readonly Under[] =
    waitsFor === undefined
      ? []
      : [
          {
            text: `${sheet.say(words.waitsFor)}: ${senderOf(waitsFor, story, sheet)}`,
            ink: 'faint',
          },
        ];
  const unless = step.unless.map((name): Under => {
    const note = story.happening(name);
    const what = note ? sheet.say(note.label) : name;
    return { text: `${sheet.say(words.unless)} ${what}`, ink: 'refusal' };
  });
  return [...waits, ...unless];
};

type Placed = { readonly box: Box; readonly under: readonly Under[]; readonly line: number };

const placed = (saga: WallNote, links: readonly Link[], sheet: Sheet): readonly Placed[] => {
  const left = columns.whenever.x + WIDTH + GAP;
  const right = laneRight - 8;
  let x = left;
  let line = 0;
  return links.map(({ note, under }) => {
    if (x + WIDTH > right) {
      x = left;
      line += 1;
    }
    const caption = note.context === saga.context ? undefined : sheet.contextName(note, WIDTH);
    const at = { x, y: 0, width: WIDTH, isEcho: true, ...(caption ? { caption } : {}) };
    x += WIDTH + GAP;
    return { box: smallBox(note, at, sheet), under: underLines(under), line };
  });
};

const lineHeights = (links: readonly Placed[]): readonly number[] => {
  const lines = Math.max(0, ...links.map(({ line }) => line));
  return Array.from({ length: lines + 1 }, (_, line) =>
    Math.max(
      sizes.note,
      ...links
        .filter((link) => link.line === line)
        .map(({ box, under }) => sizes.note / 2 + box.height / 2 + under.length * UNDER + 4),
    ),
  );
};

export const sagaDrawn = (saga: WallNote, story: Story, sheet: Sheet): Block => {
  const links = placed(saga, linksOf(saga, story, sheet), sheet);
  const heights = lineHeights(links);
  const topOf = (line: number): number =>
    heights.slice(0, line).reduce((sum, height) => sum + height + sizes.rowGap, 0);
  const title = noteBox(saga, { x: columns.whenever.x, y: 0, width: WIDTH }, sheet);
  const chain = links.map(({ box, under, line }) => ({
    box: { ...box, y: topOf(line) + sizes.note / 2 - box.height / 2 },
    under,
    line,
  }));
  const boxes = [title, ...chain.map(({ box }) => box)];
  const lines = boxes.slice(1).flatMap((box, index): readonly Line[] => {
    const before = boxes[index];
    if (!before || before.x > box.x) return [];
    return [arrow([rightOf(before), middleOf(before)], [box.x, middleOf(box)])];
  });
  return {
    ...nothingDrawn,
    boxes,
    lines,
    words: chain.flatMap(underWords),
    height: topOf(heights.length) - sizes.rowGap,
    happenings: [],
  };
};

const underLines = (under: readonly Under[]): readonly Under[] =>
  under.flatMap(({ text, ink }) =>
    wrapped(text, { width: WIDTH + GAP - 4, size: UNDER_SIZE, linesMax: 2 }).map((line) => ({
      text: line,
      ink,
    })),
  );

const underWords = ({ box, under }: Pick<Placed, 'box' | 'under'>): readonly Words[] =>
  under.map(({ text, ink }, index) => ({
    x: box.x + box.width / 2,
    y: box.y + box.height + 11 + index * UNDER,
    text,
    size: UNDER_SIZE,
    ink,
    isCentred: true,
  }));
