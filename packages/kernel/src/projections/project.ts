// Projects an event onto the rows of a view.

import { messageOf, wrongResult } from '@dure/domain';
import type { View } from '@dure/domain';
import type { TurnTools } from '../engine.ts';
import type { Item, Json, LogRecord } from '../ports.ts';
import { buildingFact, keptByFact, rowId, rowKey, rowTag } from '../ids.ts';
import {
  generationIn,
  isMixed,
  lastGeneration,
  noteBeside,
  noteMixed,
  noteOther,
  noteRemoved,
  removedUntil,
} from './generations.ts';
import { NotOnWall, messageIn, needRight } from '../turn/messages.ts';
import type { Delivered, Laned, ViewUnit } from '../turn/messages.ts';
import { Failure, Missing } from '../turn/items.ts';
import type { Workspace } from '../turn/workspace.ts';

export type Drawn = 'drawn' | 'early';

/** What an event sets in motion that was stuck at its route, while other cases went on. */
export const asLate = (laned: Laned, { generation = NONE }: Parked = {}): Laned => {
  const { unit } = laned;
  return unit.to === 'view' ? { ...laned, unit: { ...unit, generation, isLate: true } } : laned;
};

type Parked = Pick<ViewUnit, 'generation'>;

/** No generation is later: what was parked before it was noted. */
const NONE = Number.MAX_SAFE_INTEGER;

/** Whether a generation was drawn from the logs while the unit was parked: with its event. */
const isDrawnIn = ({ generation: parked = Infinity }: ViewUnit, generation: number): boolean =>
  generation > parked;

/**
 * Whether later events may have drawn the row that an event is late for, or removed it. It cannot
 * be drawn in its order any more: all rows of the view are drawn anew, from the logs. So is what is
 * being built by now: it may have been drawn before the event came, or the event was early for its
 * row there.
 */
const isOvertaken = (turn: TurnTools, unit: ViewUnit, tag: string): boolean => {
  const { engine, workspace } = turn;
  const read = generationIn(workspace.facts, unit.view);
  const row = workspace.get('row', rowId(tag, unit.key));
  const at = row ? (row.at ?? -Infinity) : removedUntil(workspace.facts, unit.view);
  const last = lastGeneration(workspace.facts, unit.view);
  const isTooLate = last > read || isDrawnIn(unit, read) || at >= unit.delivered.record.at;
  if (isTooLate) noteMixed(turn, unit.view, last);
  const { view } = unit;
  // What could not be drawn before may be by now: somebody has mended it.
  if (isMixed(workspace.facts, view)) {
    workspace.afterwards.push(() => engine.overtaken.forEach((call) => call(view, 'mended')));
  }
  return isTooLate;
};

/** Redraws a row in the generation that is read, and in the one that is being built. */
export const draw = (turn: TurnTools, unit: ViewUnit): Drawn => {
  const { facts } = turn.workspace;
  const { viewFacts } = turn.engine.registry;
  const names = viewFacts.get(unit.view) ?? notOnWall(unit);
  const generation = facts[names.read];
  const tag = generation === undefined ? names.tag : rowTag(unit.view, Number(generation));
  const wasParked = unit.generation !== undefined;
  const isInOrder = facts[names.mixed] === undefined && facts[names.keptBy] === undefined;
  const drawn = isInOrder && !wasParked ? drawRow(turn, unit, tag) : drawHeld(turn, unit, tag);
  // No number where none was ever built, and so not more than 0.
  const building = Number(facts[names.building]);
  if (drawn === 'drawn' && building > 0) drawBeside(turn, unit, building);
  return drawn;
};

/** Redraws a row that may have been drawn out of its order, or with what is drawn only now. */
const drawHeld = (turn: TurnTools, unit: ViewUnit, tag: string): Drawn => {
  const { facts } = turn.workspace;
  const { view } = unit;
  const drawer = turn.engine.registry.views.get(view) ?? notOnWall(unit);
  const { version = 1 } = drawer;
  if (Number(facts[keptByFact(view)] ?? version) !== version) noteOther(turn, drawer);
  const read = generationIn(facts, view);
  const isDrawn = unit.isLate ? isOvertaken(turn, unit, tag) : isDrawnIn(unit, read);
  if (isDrawn) return 'drawn';
  if (!isMixed(facts, view)) return drawRow(turn, unit, tag);
  const { workspace, engine } = turn;
  workspace.afterwards.push(() => engine.overtaken.forEach((call) => call(view, 'noticed')));
  return drawMixed(turn, unit, tag);
};

/**
 * Rows that lack an event may not be as a fold needs them. They are about to be drawn anew, where
 * what fails still fails the rebuilding: here it stops no case.
 */
const drawMixed = (turn: TurnTools, unit: ViewUnit, tag: string): Drawn => {
  const drawn = turn.workspace.attemptAtOnce(() => drawRow(turn, unit, tag));
  if (drawn instanceof Missing) throw drawn;
  return drawn instanceof Failure ? 'drawn' : drawn;
};

const notOnWall = ({ view }: ViewUnit): never => {
  throw new NotOnWall('view', view);
};

/** What cannot be drawn in a generation that no reader uses yet ends its building, and no more. */
const drawBeside = (turn: TurnTools, unit: ViewUnit, building: number): void => {
  const { engine, workspace } = turn;
  if (unit.isLate || isDrawnIn(unit, building)) return;
  noteBeside(turn, engine.registry.views.get(unit.view) ?? notOnWall(unit));
  const drawn = workspace.attemptAtOnce(() => drawRow(turn, unit, rowTag(unit.view, building)));
  if (drawn instanceof Missing) throw drawn;
  if (!(drawn instanceof Failure)) return;
  workspace.setFact(buildingFact(unit.view), 0);
  const what = `${unit.view} cannot draw ${unit.delivered.id} in generation ${building}.`;
  const { newCommandId, context, report } = engine;
  report({ id: newCommandId(), context, what, cause: drawn.cause });
};

/**
 * Redraws one row. An update whose row is not there yet is early, unless it says so itself.
 * @throws {WrongShape} the fold has given what the view's shapes do not allow.
 */
export const drawRow = (turn: TurnTools, unit: ViewUnit, tag: string): Drawn => {
  const { workspace, engine } = turn;
  const view = engine.registry.views.get(unit.view) ?? notOnWall(unit);
  const { record, message } = unit.delivered;
  const id = rowId(tag, unit.key);
  const item = workspace.get('row', id);
  const { body, at: lastAt = 0 } = item ?? nothing;
  const fold = (item ? view.updates : view.creates)[record.type];
  if (!fold) return withoutFold(record, item);
  // Items of the collection are written below.
  const before = body as Row | undefined;
  const made = fold(message ?? messageOf(record), before, { key: unit.fields, at: record.at });
  if (made === undefined) return removed(turn, unit, item);
  needRight(view, { what: 'A row of ', name: unit.view, made, before });
  const at = Math.max(lastAt, record.at);
  // What a fold has made is as the view's shapes say, which is JSON.
  workspace.put({ collection: 'row', id, body: made as unknown as Json, tag, at });
  return 'drawn';
};

const removed = (turn: TurnTools, unit: ViewUnit, row: Item | undefined): Drawn => {
  if (!row) return 'drawn';
  noteRemoved(turn, unit.view, unit.delivered.record.at);
  turn.workspace.remove({ collection: 'row', id: row.id });
  return 'drawn';
};

/** Whether a unit's row is there, in the generation that is read. */
export const hasRow = async ({ workspace }: TurnTools, unit: ViewUnit): Promise<boolean> => {
  const id = rowId(viewTag(workspace, unit.view), unit.key);
  await workspace.load({ ids: [{ collection: 'row', id }], tags: [] });
  return workspace.get('row', id) !== undefined;
};

/** Where no row lies. */
const nothing: { readonly body?: Json; readonly at?: number } = {};

type Row = { readonly [field: string]: unknown };

/** Where nothing is drawn there is nothing to do, or the row is yet to come, unless it says so. */
const withoutFold = ({ data }: LogRecord, row: Item | undefined): Drawn =>
  row || data['early'] === true ? 'drawn' : 'early';

/**
 * The rows of a view that an event touches, each as the unit that draws it.
 * @throws {WrongResult} its keys are none.
 */
export const rowsTouched = (view: View, delivered: Delivered): readonly ViewUnit[] => {
  const rows = view.rowsOf(messageIn(delivered), delivered.record.at);
  if (!Array.isArray(rows)) throw noKeys(view, rows);
  return rows.map((fields: Row) => drawingOf(view, delivered, fields));
};

/**
 * The unit that draws a row, by the fields of its key.
 * @throws {WrongResult} there is a promise among them.
 */
export const drawingOf = (view: View, delivered: Delivered, fields: Row): ViewUnit => {
  const { name, key: names } = view;
  const [first = ''] = names;
  for (const field in fields) if (fields[field] instanceof Promise) throw noKeys(view, fields);
  const key = names.length === 1 ? String(fields[first]) : keyOfMany(view, fields);
  return { to: 'view', view: name, key, fields, delivered };
};

/** The failure of what says the keys of a view's rows. */
export const noKeys = ({ name }: View, given: unknown): Error =>
  wrongResult(`What says the rows of ${name}`, given, 'gives no list of keys');

const keyOfMany = ({ key }: View, fields: ViewUnit['fields']): string =>
  rowKey(key.map((name) => String(fields[name])));

/** The generation of a view that is read and kept up to date: `Mypage@1`. */
export const viewTag = ({ facts }: Workspace, view: string): string =>
  rowTag(view, generationIn(facts, view));
