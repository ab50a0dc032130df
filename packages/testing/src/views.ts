// Views: given these events, those rows are read.

import { deepStrictEqual } from 'node:assert/strict';
import type { AnyMessage, View } from '@dure/domain';
import { rowKey } from '@dure/kernel/ids';
import { SCENARIO_NOW } from './known.ts';
import type { KnownData } from './known.ts';
import { ending } from './then.ts';
import type { Then } from './then.ts';

type Row = { readonly [field: string]: unknown };

type Folded = {
  /** Then: all rows, in any order. */
  readonly given: (...events: readonly AnyMessage[]) => Then<readonly Row[]>;
};

/** `viewOf(Orders).given(placed, sent).then({ orderId: 'order-1', status: 'SENT' })` */
export const viewOf = (
  view: View,
  { now = SCENARIO_NOW }: Pick<KnownData, 'now'> = {},
): Folded => ({
  given: (...events) =>
    ending((...rows) =>
      deepStrictEqual(inOrder(view, drawn(view, events, now)), inOrder(view, rows)),
    ),
});

const keyOf = (view: View, row: Row): string => rowKey(view.key.map((name) => String(row[name])));

const inOrder = (view: View, rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => (keyOf(view, a) < keyOf(view, b) ? -1 : 1));

type Collection = {
  readonly rows: Map<string, Row>;
  /** Updates whose row is not there yet: they wait for it, as in the kernel. */
  readonly early: Map<string, readonly AnyMessage[]>;
};

const drawn = (view: View, events: readonly AnyMessage[], at: number): readonly Row[] => {
  const collection: Collection = { rows: new Map(), early: new Map() };
  for (const event of events) {
    for (const key of view.rowsOf(event, at)) drawRow(view, collection, { event, key, at });
  }
  return [...collection.rows.values()];
};

type Unit = { readonly event: AnyMessage; readonly key: Row; readonly at: number };

const drawRow = (view: View, collection: Collection, unit: Unit): void => {
  const { rows, early } = collection;
  const id = keyOf(view, unit.key);
  const row = rows.get(id);
  const fold = (row ? view.updates : view.creates)[unit.event.type];
  const waiting = early.get(id) ?? [];
  if (!fold) {
    if (!row && !isMark(unit.event)) early.set(id, [...waiting, unit.event]);
    return;
  }
  const next = fold(unit.event, row, unit);
  if (next === undefined) rows.delete(id);
  else rows.set(id, next);
  early.delete(id);
  for (const event of waiting) drawRow(view, collection, { ...unit, event });
};

/** An event that came before what it ends, and says so: no row will come for it. */
const isMark = (event: AnyMessage): boolean => 'early' in event && event.early === true;
