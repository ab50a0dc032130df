// An aggregate as one large note: its name, its states, and beside it the rows of its commands.

import type { WallLife } from '../wall.ts';
import { arrow, middleOf, nothingDrawn, together } from './boxes.ts';
import type { Block, Box, Drawn, Line, Mark, Sheet, Words } from './boxes.ts';
import { wrapped } from './measure.ts';
import { columns, sizes } from './paper.ts';
import type { AggregatePlan } from './plan.ts';
import { lowered, rowDrawn, rowLowered } from './rows.ts';
import type { RowDrawn } from './rows.ts';

const TITLE = { size: 13.5, line: 17 };
const STATE = { size: 11.5, line: 14 };
const PAD = 8;

/** Draws an aggregate from the height 0 on, with its commands and events. */
export const aggregateDrawn = (plan: AggregatePlan, lane: string, sheet: Sheet): Block => {
  const sections = sectionsOf(plan, lane, sheet);
  const last = sections.at(-1);
  const height = last ? last.top + last.height : sizes.note;
  const box: Box = {
    kind: 'aggregate',
    ...columns.decides,
    y: 0,
    height,
    isEcho: false,
    lines: [],
    size: sizes.label,
    title: `${sheet.say(plan.note.label)} — ${plan.note.name}`,
    of: plan.note.id,
  };
  const rows = sections.flatMap((section) => section.rows);
  const drawn = together([
    { ...nothingDrawn, boxes: [box] },
    ...sections.map(({ writing, top }) => lowered(writing, top)),
    ...rows,
    { ...nothingDrawn, lines: [...rows.flatMap(joined), ...sections.flatMap(ruleAbove)] },
  ]);
  return { ...drawn, height, happenings: rows.flatMap(({ happenings }) => happenings) };
};

/** One machine of the aggregate: what is written of it, and its rows. */
type Section = {
  readonly rows: readonly RowDrawn[];
  readonly writing: Writing;
  readonly top: number;
  readonly height: number;
};

const sectionsOf = (plan: AggregatePlan, lane: string, sheet: Sheet): readonly Section[] => {
  let top = 0;
  return plan.lives.map(({ life, rows }, index) => {
    const writing = writingOf(life, index === 0 ? sheet.say(plan.note.label) : '', sheet);
    let bottom = top;
    const placed = rows.map((row) => {
      const drawn = rowLowered(rowDrawn(row, lane, sheet), bottom);
      bottom += drawn.height + sizes.rowGap;
      return drawn;
    });
    const height = Math.max(bottom - top - sizes.rowGap, writing.height);
    const section = { rows: placed, writing, top, height };
    top += height + sizes.rowGap;
    return section;
  });
};

/** What stands on the paper, from one height to another. */
type Writing = Drawn & { readonly height: number };

const writingOf = (life: WallLife, title: string, sheet: Sheet): Writing => {
  const titled = titleOf(title);
  const named = nameOf(life, titled.height, sheet);
  const told = statesOf(life, named.height, sheet);
  return { ...together([titled, named, told]), height: told.height + PAD };
};

const titleOf = (title: string): Writing => {
  const { x, width } = columns.decides;
  const room = { width: width - 14, size: TITLE.size, linesMax: 2 };
  const lines = title === '' ? [] : wrapped(title, room);
  const words = lines.map((text, index): Words => ({
    x: x + width / 2,
    y: PAD + 11 + index * TITLE.line,
    text,
    size: TITLE.size,
    ink: 'aggregate',
    isBold: true,
    isCentred: true,
  }));
  return { ...nothingDrawn, words, height: PAD + lines.length * TITLE.line };
};

const LEFT = columns.decides.x + 14;

/** A register has a name of its own. */
const nameOf = (life: WallLife, top: number, sheet: Sheet): Writing => {
  if (life.name === '') return { ...nothingDrawn, height: top };
  const name = sheet.say(life.label);
  const text = life.per === undefined ? name : `${name} / ${life.per}`;
  const words: readonly Words[] = [
    { x: LEFT, y: top + 14, text, size: 10.5, ink: 'aggregate', isBold: true },
  ];
  return { ...nothingDrawn, words, height: top + 20 };
};

const statesOf = (life: WallLife, top: number, sheet: Sheet): Writing => {
  const room = { width: columns.decides.width - 38, size: STATE.size, linesMax: 2 };
  const marks: Mark[] = [];
  const words: Words[] = [];
  let y = top;
  for (const { label, kind } of life.states) {
    marks.push({ x: LEFT + 4, y: y + 8, state: kind });
    for (const text of wrapped(sheet.say(label), room)) {
      words.push({ x: LEFT + 15, y: y + 12, text, size: STATE.size, ink: 'aggregate' });
      y += STATE.line;
    }
    y += 2;
  }
  return { ...nothingDrawn, marks, words, height: y };
};

/** A thin line between the registers of a ledger. */
const ruleAbove = ({ top }: Section): readonly Line[] => {
  const { x, width } = columns.decides;
  const y = top - sizes.rowGap / 2;
  const points = [
    [x + 8, y],
    [x + width - 8, y],
  ] as const;
  return top === 0 ? [] : [{ points, is: 'rule', hasHead: false }];
};

/** Commands come in on the left; on the right events go out, and others are asked. */
const joined = ({ joins, happenings }: RowDrawn): readonly Line[] => {
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
