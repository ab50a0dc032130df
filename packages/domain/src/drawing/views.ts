// Where events are seen: each view has a rail that the events which feed it stand at.

import type { WallNote } from '../wall.ts';
import { middleOf, noteBox, nothingDrawn, rightOf, smallBox } from './boxes.ts';
import type { Box, Drawn, Line, Sheet } from './boxes.ts';
import type { Block } from './lanes.ts';
import { wrapped } from './measure.ts';
import { columns, sizes } from './paper.ts';
import type { ViewPlan } from './plan.ts';

const VIEW_HEIGHT = 60;
const RAILS_FROM = 14;
const RAILS_WIDTH = 32;

/** Events of other contexts that only views follow here. */
export const echoesDrawn = (echoes: readonly WallNote[], sheet: Sheet): readonly Block[] => {
  if (echoes.length === 0) return [];
  let y = 0;
  const boxes = echoes.map((note) => {
    const caption = sheet.contextName(note);
    const box = { ...smallBox(note, { ...columns.happens, y, isEcho: true, caption }, sheet) };
    y += box.height + sizes.noteGap;
    // What a view follows is found by the note, even where the note is stuck a second time.
    return { ...box, of: note.id };
  });
  return [{ ...nothingDrawn, boxes, height: y - sizes.noteGap, happenings: boxes }];
};

const viewBox = ({ note, readers }: ViewPlan, sheet: Sheet): Box => {
  const box = noteBox(note, { ...columns.seen, y: 0 }, sheet);
  if (readers.length === 0) return box;
  const names = readers.map(({ label }) => sheet.say(label)).join(' · ');
  const room = { width: box.width - 14, size: sizes.caption + 0.5, linesMax: 1 };
  return { ...box, height: VIEW_HEIGHT, footer: wrapped(names, room)[0] ?? '' };
};

type Fed = { readonly box: Box; readonly feeds: readonly Box[]; readonly wish: number };

const fedOf = (view: ViewPlan, happenings: readonly Box[], sheet: Sheet): Fed => {
  const ids = new Set(view.follows.map(({ id }) => id));
  const feeds = happenings.filter(({ of }) => of !== undefined && ids.has(of));
  const middles = feeds.map(middleOf);
  const wish = middles.reduce((sum, y) => sum + y, 0) / Math.max(1, middles.length);
  return { box: viewBox(view, sheet), feeds, wish };
};

/** Each view as near to the middle of its events as the ones above and below it allow. */
const placed = (views: readonly Fed[], heightMax: number): readonly Fed[] => {
  const sorted = views.toSorted((a, b) => a.wish - b.wish);
  let top = 0;
  const down = sorted.map((view) => {
    const y = Math.max(top, view.wish - view.box.height / 2);
    top = y + view.box.height + 14;
    return { ...view, box: { ...view.box, y } };
  });
  let bottom = Math.max(heightMax, heightOfAll(down.map(({ box }) => box)));
  return down
    .toReversed()
    .map((view) => {
      const y = Math.min(view.box.y, bottom - view.box.height);
      bottom = y - 14;
      return { ...view, box: { ...view.box, y } };
    })
    .toReversed();
};

const heightOfAll = (boxes: readonly Box[]): number =>
  boxes.reduce((sum, { height }) => sum + height + 14, -14);

const railsOf = (views: readonly Fed[]): readonly Line[] => {
  const gap = views.length > 1 ? Math.min(9, RAILS_WIDTH / (views.length - 1)) : 0;
  return views.flatMap(({ box, feeds }, index) => {
    const x = columns.happens.x + columns.happens.width + RAILS_FROM + index * gap;
    const offset = (index - (views.length - 1) / 2) * 6;
    const stubs = feeds.map((feed) => ({ from: rightOf(feed), y: middleOf(feed) + offset }));
    const entry = middleOf(box);
    const ys = [...stubs.map(({ y }) => y), entry];
    const rail: Line = {
      points: [
        [x, Math.min(...ys)],
        [x, Math.max(...ys)],
      ],
      is: 'feed',
      hasHead: false,
    };
    const ins = stubs.map(({ from, y }): Line => {
      return {
        points: [
          [from, y],
          [x, y],
        ],
        is: 'feed',
        hasHead: false,
      };
    });
    const out: Line = {
      points: [
        [x, entry],
        [box.x, entry],
      ],
      is: 'feed',
      hasHead: true,
    };
    return feeds.length === 0 ? [] : [rail, ...ins, out];
  });
};

export const viewsDrawn = (
  views: readonly ViewPlan[],
  board: Block,
  sheet: Sheet,
): Drawn & { readonly height: number } => {
  const fed = placed(
    views.map((view) => fedOf(view, board.happenings, sheet)),
    board.height,
  );
  const boxes = fed.map(({ box }) => box);
  const height = Math.max(0, ...boxes.map(({ y, height: of }) => y + of));
  return { ...nothingDrawn, boxes, lines: railsOf(fed), height };
};
