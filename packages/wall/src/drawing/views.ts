// Where events are seen: each view has a rail that the events which feed it stand at.

import type { WallNote } from '../wall.ts';
import {
  FOOTER_LINE,
  heightOf,
  middleOf,
  noteBox,
  nothingDrawn,
  rightOf,
  stacked,
} from './boxes.ts';
import type { Block, Box, Drawn, Line, Sheet } from './boxes.ts';
import { wrapped } from './measure.ts';
import { columns, sizes } from './paper.ts';
import type { LanePlan, ViewPlan } from './plan.ts';
import { listsOf } from './rows.ts';

/** A view is taller than an event, and may stand level with the first one. */
const TOP = -8;
const RAILS_FROM = 14;
const RAILS_WIDTH = 32;

/** Events of other contexts that only views follow here, listed by who follows them. */
export const echoesDrawn = (plan: LanePlan, sheet: Sheet): readonly Block[] => {
  const followers = (event: WallNote): string =>
    plan.views
      .filter(({ follows }) => follows.includes(event))
      .map(({ note }) => note.name)
      .join(' ');
  const lists = [...Map.groupBy(plan.echoes, followers).values()].flatMap((events) =>
    listsOf(events, columns.happens, { lane: plan.context.name, sheet }).map((box) => ({
      ...box,
      shows: events.map(({ id }) => id),
    })),
  );
  if (lists.length === 0) return [];
  const boxes = stacked(lists, 0);
  return [{ ...nothingDrawn, boxes, height: heightOf(boxes), happenings: boxes }];
};

const viewBox = ({ note, readers }: ViewPlan, sheet: Sheet): Box => {
  const box = noteBox(note, { ...columns.seen, y: 0 }, sheet);
  if (readers.length === 0) return box;
  const names = readers.map(({ label }) => sheet.say(label)).join(' · ');
  const room = { width: box.width - 14, size: sizes.caption + 0.5, linesMax: 2 };
  const footer = wrapped(names, room);
  return { ...box, height: box.height + footer.length * FOOTER_LINE, footer };
};

type Fed = { readonly box: Box; readonly feeds: readonly Box[]; readonly wish: number };

const fedOf = (view: ViewPlan, happenings: readonly Box[], sheet: Sheet): Fed => {
  const ids = new Set(view.follows.map(({ id }) => id));
  const isFeed = ({ of = '', shows = [of] }: Box): boolean => shows.some((id) => ids.has(id));
  const feeds = happenings.filter(isFeed);
  const middles = feeds.map(middleOf);
  const wish = middles.reduce((sum, y) => sum + y, 0) / Math.max(1, middles.length);
  return { box: viewBox(view, sheet), feeds, wish };
};

/** Each view as near to the middle of its events as the ones above and below it allow. */
const placed = (views: readonly Fed[], heightMax: number): readonly Fed[] => {
  const sorted = views.toSorted((a, b) => a.wish - b.wish);
  let top = TOP;
  const down = sorted.map((view, index) => {
    const middle = view.wish + offsetOf(index, views.length);
    const y = Math.max(top, middle - view.box.height / 2);
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

/** Rails leave an event side by side. */
const offsetOf = (index: number, views: number): number => (index - (views - 1) / 2) * 6;

const heightOfAll = (boxes: readonly Box[]): number =>
  boxes.reduce((sum, { height }) => sum + height + 14, -14);

const railsOf = (views: readonly Fed[]): readonly Line[] => {
  const gap = views.length > 1 ? Math.min(9, RAILS_WIDTH / (views.length - 1)) : 0;
  return views.flatMap(({ box, feeds }, index) => {
    const x = columns.happens.x + columns.happens.width + RAILS_FROM + index * gap;
    const offset = offsetOf(index, views.length);
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
