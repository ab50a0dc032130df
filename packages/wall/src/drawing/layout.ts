// Where everything on the picture has its place: a lane for each bounded context, one below the
// other.

import type { Wall } from '../wall.ts';
import { sheetOf } from './boxes.ts';
import type { Block, Sheet } from './boxes.ts';
import { laneDrawn } from './lanes.ts';
import { sizes } from './paper.ts';
import { planOf } from './plan.ts';
import type { LanePlan } from './plan.ts';
import { lowered } from './rows.ts';
import { storyOf } from './sagas.ts';
import type { Language } from './words.ts';

export const HEAD_HEIGHT = 112;
const LANE_HEIGHT_MIN = 44;

export type Lane = { readonly plan: LanePlan; readonly block: Block; readonly top: number };

export type Layout = {
  readonly sheet: Sheet;
  readonly lanes: readonly Lane[];
  /** Where the last lane ends. */
  readonly bottom: number;
};

export const heightOfLane = ({ block }: Pick<Lane, 'block'>): number =>
  Math.max(block.height, LANE_HEIGHT_MIN) + 2 * sizes.lanePad;

/** @param shown the names of the contexts that get a lane; without it, all. */
export const layoutOf = (wall: Wall, language: Language, shown?: readonly string[]): Layout => {
  const sheet = sheetOf(wall, language);
  const story = storyOf(wall);
  const plans = planOf(wall).filter(({ context }) => shown?.includes(context.name) ?? true);
  let top = HEAD_HEIGHT;
  const lanes = plans.map((plan): Lane => {
    const block = laneDrawn(plan, story, sheet);
    const lane = { plan, block: lowered(block, top + sizes.lanePad), top };
    top += heightOfLane({ block }) + sizes.laneGap;
    return lane;
  });
  return { sheet, lanes, bottom: top };
};
