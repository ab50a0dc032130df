// What the gateway answers to a page, as types alone: it imports nothing of the server, so that the
// page of a browser may have it.

export type * from './cases/shape.ts';
export type * from './described/shape.ts';
export type * from './described/words.ts';
export type * from '@dure/access/previews';
export type { Board, BoardLane, BoardNote, Wall, WallArrow, WallNote } from '@dure/wall';
