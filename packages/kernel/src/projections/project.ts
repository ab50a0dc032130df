// Projects an event onto the rows of a view.

import type { View } from '@dure/domain';
import type { TurnTools } from '../engine.ts';
import type { Item, Json, LogRecord } from '../ports.ts';
import { rowId, rowKey, rowTag } from '../ids.ts';
import { asJson } from '../turn/fields.ts';
import { NotOnWall } from '../turn/lifting.ts';
import { messageIn } from '../turn/messages.ts';
import type { Delivered, ViewUnit } from '../turn/messages.ts';
import { Failure, Missing } from '../turn/items.ts';
import { needRight } from '../turn/shapes.ts';
import type { Made } from '../turn/shapes.ts';
import { viewTag } from './generations.ts';

export type Drawn = 'drawn' | 'early';

/** The fact that a partition keeps a generation true that nobody reads yet; else 0. */
export const buildingFact = (view: string): string => `building:${view}`;

/** Redraws a row in the generation that is read, and in the one that is being built. */
export const draw = (turn: TurnTools, unit: ViewUnit): Drawn => {
  if (!turn.engine.registry.views.has(unit.view)) throw new NotOnWall('view', unit.view);
  const drawn = drawRow(turn, unit, viewTag(turn.workspace, unit.view));
  const building = Number(turn.workspace.facts[buildingFact(unit.view)] ?? 0);
  if (drawn === 'drawn' && building > 0) drawBeside(turn, unit, building);
  return drawn;
};

/** What cannot be drawn in a generation that nobody reads yet ends its building, and no more. */
const drawBeside = (turn: TurnTools, unit: ViewUnit, building: number): void => {
  const { engine, workspace } = turn;
  const drawn = workspace.attemptAtOnce(() => drawRow(turn, unit, rowTag(unit.view, building)));
  if (drawn instanceof Missing) throw drawn;
  if (!(drawn instanceof Failure)) return;
  workspace.setFact(buildingFact(unit.view), 0);
  const what = `${unit.view} cannot draw ${unit.delivered.id} in generation ${building}.`;
  const { newCommandId, context, report } = engine;
  report({ id: newCommandId(), context, what, cause: drawn.cause });
};

/** Redraws one row. An update whose row is not there yet is early, unless it says so itself. */
export const drawRow = (turn: TurnTools, unit: ViewUnit, tag: string): Drawn => {
  const { record } = unit.delivered;
  const id = rowId(tag, unit.key);
  const item = turn.workspace.get('row', id);
  const fold = foldFor(turn, unit, item);
  if (!fold) return item || isMark(record) ? 'drawn' : 'early';
  const about = { key: unit.fields, at: record.at };
  const next = fold(messageIn(unit.delivered), rowIn(item), about);
  const at = Math.max(item?.at ?? 0, record.at);
  if (next === undefined) turn.workspace.remove({ collection: 'row', id });
  else
    turn.workspace.put({
      collection: 'row',
      id,
      body: rightRow(turn, unit, { made: next, before: rowIn(item) }),
      tag,
      at,
    });
  return 'drawn';
};

/** What an event does to a row that is there, or to one that is not. */
const foldFor = ({ engine }: TurnTools, unit: ViewUnit, item: Item | undefined) => {
  const view = engine.registry.views.get(unit.view);
  return (item ? view?.updates : view?.creates)?.[unit.delivered.record.type];
};

/** @throws {WrongShape} the fold has given what the view's shapes do not allow. */
const rightRow = ({ engine }: TurnTools, { view: name }: ViewUnit, drawn: Made): Json => {
  const view = engine.registry.views.get(name);
  if (view) needRight(`A row of ${name}`, view, drawn);
  return asJson(drawn.made);
};

/** An event that came before what it ends, and says so: it makes no row, and none will come. */
const isMark = ({ data }: LogRecord): boolean => data['early'] === true;

// What lies in the collection was put there by a fold.
const rowIn = (item: Item | undefined) =>
  item?.body as { readonly [field: string]: unknown } | undefined;

/** The rows of a view that an event touches, each as the unit that draws it. */
export const rowsTouched = (view: View, delivered: Delivered): readonly ViewUnit[] =>
  view.rowsOf(messageIn(delivered), delivered.record.at).map((fields) => {
    const key = keyTextOf(view, fields);
    return { to: 'view', view: view.name, key, fields, delivered };
  });

const keyTextOf = ({ key }: View, fields: ViewUnit['fields']): string => {
  const [only = ''] = key;
  if (key.length === 1) return String(fields[only]);
  return rowKey(key.map((name) => String(fields[name])));
};
