// The board has every note of the wall in its place, and arrows that lead from one to another.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wallOf } from '../wall.ts';
import { shop, tidy } from '../hotspots.testing.ts';
import { wallBoard } from './board.ts';
import type { BoardNote } from './board.ts';

const wall = wallOf(shop(tidy));
const board = wallBoard(wall, 'ko');

const isInside = (note: BoardNote): boolean => {
  const lane = board.lanes.find(({ context }) => context === note.lane);
  if (!lane) return false;
  const isAcross = note.x >= lane.x && note.x + note.width <= lane.x + lane.width;
  return isAcross && note.y >= lane.y && note.y + note.height <= lane.y + lane.height;
};

describe('the board of a wall', () => {
  it('has each command, event, aggregate and view once in its own place', () => {
    const kinds = ['command', 'event', 'aggregate', 'view'];
    const drawn = board.notes.filter(({ isEcho }) => !isEcho).flatMap(({ notes }) => notes);
    const wanted = wall.contexts
      .flatMap(({ notes }) => notes)
      .filter(({ kind }) => kinds.includes(kind));
    for (const { id } of wanted) assert.equal(drawn.filter((of) => of === id).length, 1, id);
  });

  it('says of each note, also of one that is stuck again, which note of the wall it is', () => {
    const known = new Set(
      [...wall.contexts, { notes: wall.externals }].flatMap(({ notes }) =>
        notes.map(({ id }) => id),
      ),
    );
    for (const { notes, lines } of board.notes) {
      assert.ok(notes.length > 0, lines.join(' '));
      for (const id of notes) assert.ok(known.has(id) || id.endsWith('/work'), id);
    }
  });

  it('has notes within their lanes, and lanes within the board', () => {
    assert.deepEqual(
      board.notes.filter((note) => !isInside(note)),
      [],
    );
    const last = board.lanes.at(-1);
    assert.ok(last && last.y + last.height <= board.height && last.x + last.width <= board.width);
  });

  it('has ids of its own, so that a note may stand several times', () => {
    assert.equal(new Set(board.notes.map(({ id }) => id)).size, board.notes.length);
  });
});
