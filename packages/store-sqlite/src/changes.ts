// The changes of a turn as the statements take them: rows of plain values.

import type { Changes, Drawer, Head, Item, ItemId, LogRecord } from '@dure/kernel/ports';
import { placeOf } from './place.ts';

export type Value = string | number | null;

export type RecordValues = readonly [
  place: number,
  kind: string,
  type: string,
  subject: string,
  caseId: string,
  at: number,
  data: string,
  causedBy: string,
  actor: string,
  target: string | null,
  traceparent: string | null,
];

export type ItemValues = readonly [
  id: string,
  partition: number,
  tag: string | null,
  at: number | null,
  body: string,
];

export type Row = readonly [Drawer, ItemValues];

/** What a turn writes. */
export type Prepared = {
  readonly partition: number;
  /** The turns of the partition before this one. */
  readonly turns: number;
  readonly before: number;
  readonly sequence: number;
  readonly facts: string;
  readonly append: readonly RecordValues[];
  readonly insert: readonly Row[];
  readonly put: readonly Row[];
  readonly remove: readonly ItemId[];
};

/** How many rows a turn writes, about. */
export const sizeOf = ({ append, insert, put, remove }: Changes): number =>
  append.length + insert.length + put.length + remove.length;

/** @throws {RangeError} a record does not follow the one before it. */
export const checkOrder = (head: Head, { append }: Changes): void => {
  let expected = head.sequence;
  for (const { sequence } of append) {
    expected += 1;
    if (sequence !== expected) throw astray(sequence, expected);
  }
};

export const prepare = (partition: number, head: Head, changes: Changes): Prepared => {
  const { append, insert, put, remove, facts } = changes;
  const rowOf = (item: Item): Row => [item.drawer, itemValues(partition, item)];
  return {
    partition,
    turns: head.turns,
    before: head.sequence,
    sequence: head.sequence + append.length,
    facts: JSON.stringify(facts),
    append: append.map((record) => recordValues(partition, record)),
    insert: insert.map(rowOf),
    put: put.map(rowOf),
    remove,
  };
};

const itemValues = (partition: number, { id, body, tag, at }: Item): ItemValues => [
  id,
  partition,
  tag ?? null,
  at ?? null,
  JSON.stringify(body),
];

const recordValues = (partition: number, record: LogRecord): RecordValues => [
  placeOf(partition, record.sequence),
  record.kind,
  record.type,
  record.subject,
  record.caseId,
  record.at,
  JSON.stringify(record.data),
  record.causedBy,
  record.actor,
  record.target ?? null,
  record.traceparent ?? null,
];

const astray = (found: number, expected: number): RangeError =>
  new RangeError(`Record ${found} does not follow ${expected - 1}.`);
