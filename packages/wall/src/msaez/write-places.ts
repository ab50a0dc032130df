// Where stickers stand: two belong together where they overlap, so distances count.

import type { BoundedContext, System } from '@dure/domain';
import type { Wall, WallContext, WallNote } from '../wall.ts';
import type { Box } from './parse.ts';
import { idOf } from './stickers.ts';

export const SIZE = 100;
export const ROW = 140;
export const MARGIN = 60;
/** The centre of the aggregates, from the left edge of their context. */
export const MIDDLE = 380;
export const WIDTH = 600;
export const AGGREGATE = 150;
export const TO_NOTE = 114;
export const TO_ACTOR = 80;
export const TO_POLICY = 269;

/** A context that is drawn. */
export type Place = {
  readonly system: System;
  readonly board: BoundedContext;
  readonly wall: Wall;
  readonly of: WallContext;
  readonly left: number;
};

export const square = (x: number, y: number): Box => ({ x, y, width: SIZE, height: SIZE });

export const named = (note: WallNote, box: Box) => ({
  id: idOf(note.id),
  name: note.name,
  label: note.label,
  box,
});
