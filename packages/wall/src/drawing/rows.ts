// One row of a lane: what sets a command off, the command, and what comes of it.

import type { WallNote } from '../wall.ts';
import {
  arrow,
  heightOf,
  listBox,
  middleOf,
  noteBox,
  rightOf,
  smallBox,
  stacked,
  together,
} from './boxes.ts';
import type { Box, Drawn, Sheet } from './boxes.ts';
import { columns, sizes } from './paper.ts';
import type { Issuer, Row } from './plan.ts';
import { words } from './words.ts';

export type RowDrawn = Drawn & {
  readonly height: number;
  /** Where the aggregate is joined. */
  readonly joins: readonly number[];
  readonly happenings: readonly Box[];
};

const TRIGGERS_APART_MAX = 2;

type Triggered = { readonly issuer: Box; readonly triggers: readonly Box[] };

const shift = (boxes: readonly Box[], by: number): readonly Box[] =>
  boxes.map((box) => ({ ...box, y: box.y + by }));

const isSmall = ({ note, isForeign }: Issuer): boolean => note.kind === 'actor' || isForeign;

const captionOf = ({ note, asking, isForeign }: Issuer, sheet: Sheet): string | undefined => {
  const from = isForeign ? sheet.contextName(note, columns.who.width - 20) : undefined;
  const how = asking && sheet.say(words[asking]);
  return [from, how].filter((part) => part !== undefined).join(' · ') || undefined;
};

const issuerBox = (issuer: Issuer, sheet: Sheet): Box => {
  const at = { ...columns.who, y: 0 };
  if (!isSmall(issuer) && !issuer.asking) return noteBox(issuer.note, at, sheet);
  const caption = captionOf(issuer, sheet);
  const isEcho = issuer.note.kind !== 'actor';
  const inset = issuer.note.kind === 'actor' ? 20 : 0;
  const place = { x: at.x + inset, y: 0, width: at.width - inset, isEcho };
  return smallBox(issuer.note, { ...place, ...(caption ? { caption } : {}) }, sheet);
};

/** The same event from here needs no caption; from elsewhere it says where it comes from. */
const echoBox = (
  note: WallNote,
  at: { readonly x: number; readonly width: number; readonly lane: string },
  sheet: Sheet,
): Box => {
  const caption = note.context === at.lane ? undefined : sheet.contextName(note, at.width);
  const place = { x: at.x, y: 0, width: at.width, isEcho: true };
  return smallBox(note, { ...place, ...(caption ? { caption } : {}) }, sheet);
};

/** Many triggers are listed by where they come from. */
const triggerBoxes = ({ triggers }: Issuer, lane: string, sheet: Sheet): readonly Box[] =>
  triggers.length > TRIGGERS_APART_MAX
    ? listsOf(triggers, columns.whenever, { lane, sheet })
    : triggers.map((note) => echoBox(note, { ...columns.whenever, lane }, sheet));

type Column = { readonly x: number; readonly width: number };

/** Notes, listed by their contexts. */
export const listsOf = (
  notes: readonly WallNote[],
  column: Column,
  { lane, sheet }: { readonly lane: string; readonly sheet: Sheet },
): readonly Box[] =>
  [...Map.groupBy(notes, ({ context }) => context)].map(([context, of]) => {
    const [first] = of;
    const caption = first && context !== lane ? sheet.contextName(first, column.width) : undefined;
    return listBox(of, { ...column, y: 0, ...(caption ? { caption } : {}) }, sheet);
  });

/** Issuers one below the other, each in the middle of what triggers it. */
const issuersAt = (row: Row, lane: string, sheet: Sheet) => {
  let top = 0;
  const placed = row.issuers.map((issuer): Triggered => {
    const box = issuerBox(issuer, sheet);
    const triggers = triggerBoxes(issuer, lane, sheet);
    const height = Math.max(box.height, heightOf(triggers, 4));
    const middle = top + height / 2;
    const triggered = {
      issuer: { ...box, y: middle - box.height / 2 },
      triggers: stacked(triggers, middle - heightOf(triggers, 4) / 2, 4),
    };
    top += height + sizes.noteGap + 2;
    return triggered;
  });
  return { placed, height: Math.max(0, top - sizes.noteGap - 2) };
};

const doesBoxes = (row: Row, lane: string, sheet: Sheet): readonly Box[] => {
  const at = { ...columns.does, y: 0 };
  const notes = row.does.map((note) => {
    if (note.context !== lane) return echoBox(note, { ...columns.does, lane }, sheet);
    return note.kind === 'reminder' || note.kind === 'view'
      ? smallBox(note, { ...at, isEcho: false }, sheet)
      : noteBox(note, at, sheet);
  });
  const inset = { x: at.x + 8, y: 0, width: at.width - 8, isEcho: false };
  return [...notes, ...row.refusals.map((note) => smallBox(note, inset, sheet))];
};

const happeningBoxes = (row: Row, lane: string, sheet: Sheet): readonly Box[] => {
  const at = { ...columns.happens, y: 0 };
  return [
    ...row.events.map((note) => noteBox(note, at, sheet)),
    ...row.asks.map((note) =>
      note.kind === 'external'
        ? smallBox(note, { ...at, isEcho: false }, sheet)
        : echoBox(note, { ...columns.happens, lane }, sheet),
    ),
  ];
};

/** Draws a row from the height 0 on. */
export const rowDrawn = (row: Row, lane: string, sheet: Sheet): RowDrawn => {
  const { placed, height: issuersHeight } = issuersAt(row, lane, sheet);
  const does = doesBoxes(row, lane, sheet);
  const [command] = does;
  const half = (command?.height ?? 0) / 2;
  const middle = Math.max(issuersHeight / 2, half);
  const issuers = placed.map(({ issuer, triggers }) => ({
    issuer: shift([issuer], middle - issuersHeight / 2)[0] ?? issuer,
    triggers: shift(triggers, middle - issuersHeight / 2),
  }));
  const doing = stacked(does, middle - half, 4);
  const happening = happeningBoxes(row, lane, sheet);
  const firstHalf = (happening[0]?.height ?? 0) / 2;
  const happenings = stacked(happening, middle - firstHalf);
  const boxes = [
    ...issuers.flatMap(({ issuer, triggers }) => [...triggers, issuer]),
    ...doing,
    ...happenings,
  ];
  const main = row.refusals.length > 0 ? doing.slice(0, 1) : doing;
  return {
    ...together([]),
    boxes,
    lines: [...issuers.flatMap(triggerLines), ...issuerLines(issuers, main)],
    height: Math.max(...boxes.map(({ y, height }) => y + height), 0),
    joins: main.map(middleOf),
    happenings,
  };
};

const triggerLines = ({ issuer, triggers }: Triggered) =>
  triggers.map((trigger) =>
    arrow([rightOf(trigger), middleOf(trigger)], [issuer.x, middleOf(issuer)]),
  );

const issuerLines = (issuers: readonly Triggered[], does: readonly Box[]) =>
  issuers.flatMap(({ issuer }) =>
    does.map((command) =>
      arrow([rightOf(issuer), middleOf(issuer)], [command.x, middleOf(command)]),
    ),
  );

/** The same picture, further down. */
export const lowered = <D extends Drawn>(drawn: D, by: number): D => ({
  ...drawn,
  boxes: shift(drawn.boxes, by),
  lines: drawn.lines.map((line) => ({
    ...line,
    points: line.points.map(([x, y]) => [x, y + by] as const),
  })),
  words: drawn.words.map((of) => ({ ...of, y: of.y + by })),
  marks: drawn.marks.map((of) => ({ ...of, y: of.y + by })),
});

/** The same row, further down. */
export const rowLowered = (row: RowDrawn, by: number): RowDrawn => ({
  ...lowered(row, by),
  joins: row.joins.map((join) => join + by),
  happenings: shift(row.happenings, by),
});
