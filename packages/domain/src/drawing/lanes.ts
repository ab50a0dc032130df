// One lane of the picture: a bounded context, from what sets it off to where it is seen.

import type { AggregatePlan, LanePlan, LifePlan } from './plan.ts';
import { arrow, middleOf, nothingDrawn, together } from './boxes.ts';
import type { Box, Drawn, Line, Mark, Sheet, Words } from './boxes.ts';
import { columns, sizes } from './paper.ts';
import { rowDrawn, rowLowered } from './rows.ts';
import type { RowDrawn } from './rows.ts';
import { sagaDrawn } from './sagas.ts';
import type { Story } from './sagas.ts';
import { echoesDrawn, viewsDrawn } from './views.ts';
import { wrapped } from './measure.ts';
import type { WallLife } from '../wall.ts';

/** What has been drawn of a lane, and how far down. */
export type Block = Drawn & {
  readonly height: number;
  readonly happenings: readonly Box[];
};

const STATE_LINE = 16;
const TITLE = 24;

/** Rows one below the other. */
const rowsDown = (rows: readonly RowDrawn[], top: number, heightMin = 0) => {
  let y = top;
  const placed = rows.map((row) => {
    const lower = rowLowered(row, y);
    y += row.height + sizes.rowGap;
    return lower;
  });
  const height = Math.max(y - top - (rows.length > 0 ? sizes.rowGap : 0), heightMin);
  return { placed, height };
};

type Section = {
  readonly rows: readonly RowDrawn[];
  readonly top: number;
  readonly height: number;
  readonly plan: LifePlan;
};

const headOf = ({ life }: LifePlan, isFirst: boolean): number =>
  (isFirst ? TITLE : 0) + (life.name === '' ? 0 : 20);

const sectionsOf = (plan: AggregatePlan, lane: string, sheet: Sheet): readonly Section[] => {
  let top = 0;
  return plan.lives.map((of, index) => {
    const rows = of.rows.map((row) => rowDrawn(row, lane, sheet));
    const least = headOf(of, index === 0) + of.life.states.length * STATE_LINE + 14;
    const { placed, height } = rowsDown(rows, top, least);
    const section = { rows: placed, top, height, plan: of };
    top += height + sizes.rowGap;
    return section;
  });
};

const statesDrawn = (section: Section, isFirst: boolean, sheet: Sheet): Drawn => {
  const { life } = section.plan;
  const left = columns.decides.x + 14;
  const head = section.top + headOf(section.plan, isFirst);
  const marks = life.states.map(({ kind }, index): Mark => ({
    x: left + 4,
    y: head + index * STATE_LINE + 8,
    state: kind,
  }));
  const names = life.states.map(({ label }, index): Words => ({
    x: left + 15,
    y: head + index * STATE_LINE + 12,
    text: wrapped(sheet.say(label), { width: 112, size: 11.5, linesMax: 1 })[0] ?? '',
    size: 11.5,
    ink: 'aggregate',
  }));
  const name = lifeName(life, [left, head], sheet);
  return { ...nothingDrawn, marks, words: [...name, ...names], lines: ruleAbove(section, isFirst) };
};

/** A thin line between the registers of a ledger. */
const ruleAbove = ({ top }: Section, isFirst: boolean): readonly Line[] => {
  const { x, width } = columns.decides;
  const y = top - sizes.rowGap / 2;
  const points = [
    [x + 8, y],
    [x + width - 8, y],
  ] as const;
  return isFirst ? [] : [{ points, is: 'rule', hasHead: false }];
};

const lifeName = (
  life: WallLife,
  [x, head]: readonly [number, number],
  sheet: Sheet,
): readonly Words[] => {
  if (life.name === '') return [];
  const name = sheet.say(life.label);
  const text = life.per === undefined ? name : `${name} / ${life.per}`;
  return [{ x, y: head - 6, text, size: 10.5, ink: 'aggregate', isBold: true }];
};

const aggregateDrawn = (plan: AggregatePlan, lane: string, sheet: Sheet): Block => {
  const sections = sectionsOf(plan, lane, sheet);
  const last = sections.at(-1);
  const height = last ? last.top + last.height : TITLE;
  const { x, width } = columns.decides;
  const box: Box = {
    kind: 'aggregate',
    x,
    y: 0,
    width,
    height,
    isEcho: false,
    lines: [],
    size: sizes.label,
    title: `${sheet.say(plan.note.label)} — ${plan.note.name}`,
    of: plan.note.id,
  };
  const title: Words = {
    x: x + width / 2,
    y: 19,
    text: sheet.say(plan.note.label),
    size: 13.5,
    ink: 'aggregate',
    isBold: true,
    isCentred: true,
  };
  const rows = sections.flatMap((section) => section.rows);
  const drawn = together([
    { ...nothingDrawn, boxes: [box], words: [title] },
    ...sections.map((section, index) => statesDrawn(section, index === 0, sheet)),
    ...rows,
    { ...nothingDrawn, lines: rows.flatMap(joined) },
  ]);
  return { ...drawn, height, happenings: rows.flatMap(({ happenings }) => happenings) };
};

/** Commands come in on the left; on the right events go out, and others are asked. */
const joined = ({ joins, happenings }: RowDrawn) => {
  const { decides, does } = columns;
  return [
    ...joins.map((y) => arrow([does.x + does.width, y], [decides.x, y])),
    ...happenings.map((box) =>
      arrow(
        [decides.x + decides.width, middleOf(box)],
        [box.x, middleOf(box)],
        box.kind === 'event' ? 'flow' : 'ask',
      ),
    ),
  ];
};

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
