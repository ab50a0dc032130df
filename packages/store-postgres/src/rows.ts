// Items and records as the tables have them, and back.

import type { Collection, Head, Item, LogRecord, PlacedRecord } from '@dure/kernel/ports';
import type { Column } from './columns.ts';
import { fromKept, fromKeptJson, toKept, toKeptJson } from './text.ts';

export type ItemRow = {
  readonly id: string;
  readonly tag: string | null;
  readonly at: number | null;
  readonly body: string;
};

export type HeadRow = {
  readonly sequence: number;
  readonly turns: number;
  readonly facts: string;
};

export type RecordRow = {
  readonly partition: number;
  readonly sequence: number;
  readonly kind: string;
  readonly type: string;
  readonly version: number | null;
  readonly subject: string;
  readonly case_id: string;
  readonly at: number;
  readonly data: string;
  readonly caused_by: string;
  readonly actor: string;
  readonly target: string | null;
  readonly traceparent: string | null;
};

/** Only rows are looked into. */
const bodyOf = (collection: Collection, body: Item['body']): string =>
  collection === 'row' ? toKeptJson(body) : JSON.stringify(body);

export const itemOf = (collection: Collection, { id, tag, at, body }: ItemRow): Item => ({
  collection,
  id: fromKept(id),
  // It was written as JSON.
  body: collection === 'row' ? fromKeptJson(body) : (JSON.parse(body) as Item['body']),
  ...(tag === null ? {} : { tag: fromKept(tag) }),
  ...(at === null ? {} : { at }),
});

const headOf = ({ sequence, turns, facts }: HeadRow): Head => ({
  sequence,
  turns,
  facts: JSON.parse(facts) as Head['facts'], // It was written as JSON.
});

/** @throws {RangeError} there is no such partition. */
export const headIn = (rows: readonly HeadRow[], partition: number): Head => {
  const [row] = rows;
  if (!row) throw new RangeError(`There is no partition ${partition}.`);
  return headOf(row);
};

export const recordOf = (row: RecordRow): LogRecord => ({
  sequence: row.sequence,
  kind: row.kind as LogRecord['kind'], // It was written as one of them.
  type: fromKept(row.type),
  ...(row.version === null ? {} : { version: row.version }),
  subject: fromKept(row.subject),
  caseId: fromKept(row.case_id),
  at: row.at,
  data: JSON.parse(row.data) as LogRecord['data'], // It was written as JSON.
  causedBy: fromKept(row.caused_by),
  actor: fromKept(row.actor),
  ...(row.target === null ? {} : { target: fromKept(row.target) }),
  ...(row.traceparent === null ? {} : { traceparent: fromKept(row.traceparent) }),
});

export const placedRecordOf = (row: RecordRow): PlacedRecord => ({
  ...recordOf(row),
  partition: row.partition,
});

const keptOrNull = (text: string | undefined): string | null =>
  text === undefined ? null : toKept(text);

const traceOf = ({ traceparent }: LogRecord): string | null => keptOrNull(traceparent);

export const itemColumns: readonly Column<Item>[] = [
  { name: 'id', type: 'text', of: ({ id }) => toKept(id) },
  { name: 'tag', type: 'text', of: ({ tag }) => keptOrNull(tag), mayBeOne: true },
  { name: 'at', type: 'float8', of: ({ at }) => at ?? null, mayBeOne: true },
  { name: 'body', type: 'text', of: ({ collection, body }) => bodyOf(collection, body) },
];

export const recordColumns: readonly Column<LogRecord>[] = [
  { name: 'kind', type: 'text', of: ({ kind }) => kind, mayBeOne: true },
  { name: 'type', type: 'text', of: ({ type }) => toKept(type), mayBeOne: true },
  { name: 'version', type: 'int', of: ({ version }) => version ?? null, mayBeOne: true },
  { name: 'subject', type: 'text', of: ({ subject }) => toKept(subject) },
  { name: 'case_id', type: 'text', of: ({ caseId }) => toKept(caseId) },
  { name: 'at', type: 'float8', of: ({ at }) => at, mayBeOne: true },
  { name: 'data', type: 'text', of: ({ data }) => JSON.stringify(data) },
  { name: 'caused_by', type: 'text', of: ({ causedBy }) => toKept(causedBy) },
  { name: 'actor', type: 'text', of: ({ actor }) => toKept(actor) },
  { name: 'target', type: 'text', of: ({ target }) => keptOrNull(target), mayBeOne: true },
  { name: 'traceparent', type: 'text', of: traceOf, mayBeOne: true },
];
