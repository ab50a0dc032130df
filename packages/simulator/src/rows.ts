// Every view, folded from the logs from scratch: what the rows must be when nothing is under way.

import { messageOf } from '@dure/domain';
import type { AnyMessage, System, View } from '@dure/domain';
import { rowKey } from '@dure/kernel/ids';
import type { LogRecord } from '@dure/kernel/ports';
import type { History } from './history.ts';

export type Row = { readonly [field: string]: unknown };

export type FoldedView = {
  readonly view: View;
  readonly rows: ReadonlyMap<string, Row>;
  /** Updates whose row never came. */
  readonly early: readonly LogRecord[];
};

type Touch = { readonly key: Row; readonly record: LogRecord };

/** Folds all views of a context from all logs. */
export const foldViews = (
  system: System,
  context: string,
  history: History,
): readonly FoldedView[] => {
  const views = system.contexts.find(({ name }) => name === context)?.views ?? {};
  return Object.values(views).map((view) => foldView(view, history));
};

export const foldView = (view: View, history: History): FoldedView => {
  const followed = new Set(view.follows.map(({ context, type }) => `${context}/${type}`));
  const rows = new Map<string, Row>();
  const waiting = new Map<string, Touch[]>();
  for (const { context, record } of asNow(history)) {
    if (!isSeen(record) || !followed.has(`${context}/${record.type}`)) continue;
    for (const key of view.rowsOf(messageOf(record), record.at)) {
      const id = idOf(view, key);
      const touches = [...(waiting.get(id) ?? []), { key, record }];
      waiting.set(id, drawInto({ view, rows, id }, touches));
    }
  }
  const early = [...waiting.values()].flat().map(({ record }) => record);
  return { view, rows, early };
};

const asNow = (history: History) =>
  history.all.flatMap(({ context, record }) =>
    history.asNow(context, record).map((now) => ({ context, record: now })),
  );

const isSeen = ({ kind }: LogRecord): boolean => kind === 'event' || kind === 'reminder';

export const idOf = (view: View, key: Row): string =>
  rowKey(view.key.map((field) => String(key[field])));

type Place = { readonly view: View; readonly rows: Map<string, Row>; readonly id: string };

/** Draws what can be drawn, again and again, until the rest waits for a row that is not there. */
const drawInto = (place: Place, touches: readonly Touch[]): Touch[] => {
  const left = touches.filter((touch) => !draw(place, touch));
  return left.length === 0 || left.length === touches.length ? left : drawInto(place, left);
};

/** Whether the event has had its effect on the row. */
const draw = ({ view, rows, id }: Place, { key, record }: Touch): boolean => {
  const event: AnyMessage = messageOf(record);
  const row = rows.get(id);
  const fold = row ? view.updates[event.type] : view.creates[event.type];
  if (!fold) return row !== undefined || record.data['early'] === true;
  const next = fold(event, row, { key, at: record.at });
  if (next === undefined) rows.delete(id);
  else rows.set(id, next);
  return true;
};
