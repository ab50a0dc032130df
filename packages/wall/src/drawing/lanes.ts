// One lane of the picture: a bounded context, from what sets it off to where it is seen.

import { aggregateDrawn } from './aggregates.ts';
import { together } from './boxes.ts';
import type { Block, Sheet } from './boxes.ts';
import type { LanePlan } from './plan.ts';
import { rowDrawn, rowLowered } from './rows.ts';
import { sagaDrawn } from './sagas.ts';
import type { Story } from './sagas.ts';
import { echoesDrawn, viewsDrawn } from './views.ts';

const down = (blocks: readonly Block[], gap: number): Block => {
  let y = 0;
  const placed = blocks.map((block) => {
    const { happenings } = block;
    const lower = rowLowered({ ...block, joins: [], happenings }, y);
    y += block.height + gap;
    return lower;
  });
  return {
    ...together(placed),
    height: Math.max(0, y - gap),
    happenings: placed.flatMap(({ happenings }) => happenings),
  };
};

const AGGREGATE_GAP = 22;

/** Draws a lane from the height 0 on. */
export const laneDrawn = (plan: LanePlan, story: Story, sheet: Sheet): Block => {
  const lane = plan.context.name;
  const reactions = plan.reactions.map((row) => rowDrawn(row, lane, sheet));
  const board = down(
    [
      ...plan.aggregates.map((of) => aggregateDrawn(of, lane, sheet)),
      ...reactions.map((row) => ({ ...row, happenings: [] })),
      ...echoesDrawn(plan, sheet),
    ],
    AGGREGATE_GAP,
  );
  const views = viewsDrawn(plan.views, board, sheet);
  const withViews = {
    ...together([board, views]),
    height: Math.max(board.height, views.height),
    happenings: board.happenings,
  };
  return down(
    [withViews, ...plan.sagas.map((saga) => sagaDrawn(saga, story, sheet))],
    AGGREGATE_GAP,
  );
};
