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

type Link = {
  readonly note: WallNote;
  readonly under: readonly Under[];
  /** The command that takes it back. */
  readonly undo?: WallNote | undefined;
};
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
    ...(command ? [{ note: command, under: by, undo: story.command(step.undo ?? '') }] : []),
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

type Placed = {
  readonly box: Box;
  readonly under: readonly Under[];
  readonly undo: Box | undefined;
  readonly line: number;
};

const UNDO_GAP = 18;
const UNDO_LINE_X = 9;

const linkBox = (
  note: WallNote,
  x: number,
  of: { readonly saga: WallNote; readonly sheet: Sheet; readonly how?: string },
): Box => {
  const { saga, sheet, how } = of;
  const from = note.context === saga.context ? undefined : sheet.contextName(note, WIDTH);
  const caption = [how, from].filter((part) => part !== undefined).join(' · ');
  const at = { x, y: 0, width: WIDTH, isEcho: true, ...(caption === '' ? {} : { caption }) };
  return smallBox(note, at, sheet);
};

const placed = (saga: WallNote, links: readonly Link[], sheet: Sheet): readonly Placed[] => {
  const left = columns.whenever.x + WIDTH + GAP;
  const right = laneRight - 8;
  let x = left;
  let line = 0;
  return links.map(({ note, under, undo }) => {
    if (x + WIDTH > right) {
      x = left;
      line += 1;
    }
    const box = linkBox(note, x, { saga, sheet });
    const how = sheet.say(words.undoes);
    const back = undo && linkBox(undo, x, { saga, sheet, how });
    x += WIDTH + GAP;
    return { box, under: underLines(under), undo: back, line };
  });
};

/** How far down goes what stands below a box: its words, and what takes it back. */
const belowOf = ({ under, undo }: Placed): number =>
  under.length * UNDER + (undo ? UNDO_GAP + undo.height : 0);

const lineHeights = (links: readonly Placed[]): readonly number[] => {
  const lines = Math.max(0, ...links.map(({ line }) => line));
  return Array.from({ length: lines + 1 }, (_, line) =>
    Math.max(
      sizes.note,
      ...links
        .filter((link) => link.line === line)
        .map((link) => sizes.note / 2 + link.box.height / 2 + belowOf(link) + 4),
    ),
  );
};

export const sagaDrawn = (saga: WallNote, story: Story, sheet: Sheet): Block => {
  const links = placed(saga, linksOf(saga, story, sheet), sheet);
  const heights = lineHeights(links);
  const topOf = (line: number): number =>
    heights.slice(0, line).reduce((sum, height) => sum + height + sizes.rowGap, 0);
  // Where it begins stands below its name: a taller note would bend the first arrow.
  const { begins, ...name } = saga;
  const title = noteBox(name, { x: columns.whenever.x, y: 0, width: WIDTH }, sheet);
  const where = begins ? underLines([{ text: sheet.say(words[begins]), ink: 'faint' }]) : [];
  const chain = links.map((link): Placed => {
    const { box, under, undo, line } = link;
    const y = topOf(line) + sizes.note / 2 - box.height / 2;
    const below = y + box.height + under.length * UNDER + UNDO_GAP;
    return { ...link, box: { ...box, y }, undo: undo && { ...undo, y: below } };
  });
  const boxes = [title, ...chain.map(({ box }) => box)];
  const lines = boxes.slice(1).flatMap((box, index): readonly Line[] => {
    const before = boxes[index];
    if (!before || before.x > box.x) return [];
    return [arrow([rightOf(before), middleOf(before)], [box.x, middleOf(box)])];
  });
  return {
    ...nothingDrawn,
    boxes: [...boxes, ...chain.flatMap(({ undo }) => undo ?? [])],
    lines: [...lines, ...chain.flatMap(undoLine)],
    words: [...underWords({ box: title, under: where }), ...chain.flatMap(underWords)],
    height: Math.max(topOf(heights.length) - sizes.rowGap, sizes.note + where.length * UNDER),
    happenings: [],
  };
};

/** From what takes a step back up to what it takes back. */
const undoLine = ({ box, undo }: Placed): readonly Line[] => {
  if (!undo) return [];
  const x = box.x + UNDO_LINE_X;
  const points = [[x, undo.y] as const, [x, box.y + box.height] as const];
  return [{ points, is: 'undo', hasHead: true }];
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
