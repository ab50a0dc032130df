// The wall as a board for who draws it themselves: every note with its place and its words, every
// stroke with its points, and the arrows between notes by their ids.

import type { Label } from '@dure/domain';
import type { Hotspot } from '../hotspot.ts';
import type { Wall, WallArrow, WallKind, WallNote } from '../wall.ts';
import type { Box, Line, Mark, Words } from './boxes.ts';
import { heightOfLane, layoutOf } from './layout.ts';
import type { Lane } from './layout.ts';
import { laneRight, sizes, widthOfWall } from './paper.ts';
import type { Language } from './words.ts';

type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type BoardNote = Area & {
  /** Its own on the board: a note may be stuck several times. */
  readonly id: string;
  readonly kind: WallKind;
  /** The context in whose lane it is. */
  readonly lane: string;
  /** The notes of the wall that it shows: one, or those that it lists. */
  readonly notes: readonly string[];
  /** A note of another place, stuck here a second time. */
  readonly isEcho: boolean;
  readonly label: Label;
  /** As it is written, in the language of the board, in lines that fit. */
  readonly lines: readonly string[];
  readonly size: number;
  readonly caption?: string;
  readonly footer?: readonly string[];
};

export type BoardLane = Area & { readonly context: string; readonly label: Label };

/** All lengths are in the units of the picture; the origin is its upper left corner. */
export type Board = {
  readonly name: string;
  readonly label: Label;
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly BoardLane[];
  readonly notes: readonly BoardNote[];
  readonly strokes: readonly Line[];
  readonly words: readonly Words[];
  readonly marks: readonly Mark[];
  /** From note to note of the wall, whether or not a stroke is drawn. */
  readonly arrows: readonly WallArrow[];
  readonly hotspots: readonly Hotspot[];
};

const notesOf = ({ of, echoes, shows = [] }: Box): readonly string[] =>
  of === undefined ? (echoes ?? shows) : [of];

const placed = ({ x, y, width, height }: Area): Area => ({ x, y, width, height });

const noteOf = (
  box: Box,
  lane: string,
  known: ReadonlyMap<string, WallNote>,
): Omit<BoardNote, 'id'> => {
  const { kind, isEcho, lines, size, caption, footer } = box;
  const notes = notesOf(box);
  const [first = ''] = notes;
  const text = lines.join(' ');
  return {
    ...placed(box),
    kind,
    lane,
    notes,
    isEcho,
    label: known.get(first)?.label ?? [text, text],
    lines,
    size,
    ...(caption === undefined ? {} : { caption }),
    ...(footer === undefined ? {} : { footer }),
  };
};

const laneOf = ({ plan, block, top }: Lane): BoardLane => ({
  context: plan.context.name,
  label: plan.context.label,
  x: sizes.margin,
  y: top,
  width: laneRight - sizes.margin,
  height: heightOfLane({ block }),
});

/** The board of a wall: plain data, the same again for the same wall and language. */
export const wallBoard = (wall: Wall, language: Language): Board => {
  const { lanes, bottom } = layoutOf(wall, language);
  const all = [...wall.contexts.flatMap(({ notes }) => notes), ...wall.externals];
  const known = new Map(all.map((note) => [note.id, note]));
  const blocks = lanes.map(({ block }) => block);
  const notes = lanes.flatMap(({ block, plan }) =>
    block.boxes.map((box) => noteOf(box, plan.context.name, known)),
  );
  return {
    name: wall.name,
    label: wall.label,
    width: widthOfWall,
    height: bottom,
    lanes: lanes.map(laneOf),
    notes: notes.map((note, at) => ({ id: `note-${at}`, ...note })),
    strokes: blocks.flatMap(({ lines }) => lines),
    words: blocks.flatMap(({ words }) => words),
    marks: blocks.flatMap(({ marks }) => marks),
    arrows: wall.arrows,
    hotspots: wall.hotspots,
  };
};
