// How items, records and heads are read.

import type {
  Collection,
  Head,
  Item,
  ItemId,
  LogRecord,
  PlacedRecord,
  ReadSet,
} from '@dure/kernel/ports';
import { readOnly } from './errors.ts';
import type { Link, Row, Statement } from './link.ts';
import { marks } from './rows.ts';
import { tableOf } from './schema.ts';

/** So many ids are asked for by one statement. */
const IDS_AT_ONCE = 256;

export const itemOf = (collection: Collection, row: Row): Item => ({
  collection,
  id: String(row['id']),
  body: JSON.parse(String(row['body'])) as Item['body'], // It was written as JSON.
  ...(row['tag'] === null ? {} : { tag: String(row['tag']) }),
  ...(row['at'] === null ? {} : { at: Number(row['at']) }),
});

export const recordOf = (row: Row): LogRecord => ({
  sequence: Number(row['sequence']),
  kind: row['kind'] as LogRecord['kind'], // It was written as one of them.
  type: String(row['type']),
  ...(row['version'] === null ? {} : { version: Number(row['version']) }),
  subject: String(row['subject']),
  caseId: String(row['case_id']),
  at: Number(row['at']),
  data: JSON.parse(String(row['data'])) as LogRecord['data'], // It was written as JSON.
  causedBy: String(row['caused_by']),
  actor: String(row['actor']),
  ...(row['target'] === null ? {} : { target: String(row['target']) }),
  ...(row['traceparent'] === null ? {} : { traceparent: String(row['traceparent']) }),
});

export const placedRecordOf = (row: Row): PlacedRecord => ({
  partition: Number(row['part']),
  ...recordOf(row),
});

/** @throws {RangeError} there is no such partition. */
export const headOf = (partition: number, rows: readonly Row[]): Head => {
  const [row] = rows;
  if (!row) throw new RangeError(`There is no partition ${partition}.`);
  const facts = JSON.parse(String(row['facts'])) as Head['facts']; // It was written as JSON.
  return { sequence: Number(row['sequence']), turns: Number(row['turns']), facts };
};

export const headIn = (partition: number): Statement => ({
  sql: 'SELECT sequence, turns, facts FROM heads WHERE part = ?',
  values: [BigInt(partition)],
});

const lock = (partition: number): Statement => ({
  sql: 'SELECT sequence, turns, facts, @@read_only AS ro FROM heads WHERE part = ? FOR UPDATE',
  values: [BigInt(partition)],
});

const lockedHead = (partition: number, rows: readonly Row[]): Head => {
  if (rows.some(({ ro }) => Number(ro) !== 0)) throw readOnly();
  return headOf(partition, rows);
};

/**
 * Locks the head. A server that is read-only may be one that others write on instead, so nothing is
 * written there even by a user who could.
 * @throws {DatabaseError} the server is read-only, or the lock was not had in time.
 */
export const lockHead = async (link: Link, partition: number): Promise<Head> =>
  lockedHead(partition, await link.run(lock(partition)));

export type Begun = { readonly head: Head; readonly found: readonly Item[] };

/**
 * Locks the head, and reads behind it in the same way to the server and back: each statement sees
 * what was committed before it began.
 * @throws {DatabaseError} as `lockHead` does, or what was asked for could not be read.
 */
export const begin = async (link: Link, partition: number, ahead: ReadSet): Promise<Begun> => {
  const { statements, itemsOf } = asking(ahead);
  const [locked = [], ...answers] = await link.all([lock(partition), ...statements]);
  return { head: lockedHead(partition, locked), found: itemsOf(answers) };
};

export const byCollection = <T extends ItemId>(
  items: readonly T[],
): ReadonlyMap<Collection, T[]> => {
  const groups = new Map<Collection, T[]>();
  for (const item of items) {
    const group = groups.get(item.collection);
    if (group) group.push(item);
    else groups.set(item.collection, [item]);
  }
  return groups;
};

/**
 * The ids that a statement asks for. Their number is a power of two, the last one standing in for
 * those that are missing, so that few statements are prepared.
 */
export const idsAtOnce = (ids: readonly string[]): readonly (readonly string[])[] => {
  const groups: (readonly string[])[] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const group = ids.slice(from, from + IDS_AT_ONCE);
    const size = 2 ** Math.ceil(Math.log2(group.length));
    const last = group.at(-1) ?? '';
    groups.push([...group, ...Array.from({ length: size - group.length }, () => last)]);
  }
  return groups;
};

const selectIds = (collection: Collection, ids: readonly string[]): Statement => ({
  sql: `SELECT id, tag, at, body FROM ${tableOf(collection)} WHERE id IN (${marks(ids.length)})`,
  values: ids,
});

type Asked = { readonly collection: Collection; readonly statement: Statement };

const askedFor = (ids: ReadSet['ids']): readonly Asked[] =>
  Array.from(byCollection(ids), ([collection, group]) => {
    const unique = Array.from(new Set(group.map(({ id }) => id)));
    return idsAtOnce(unique).map((some) => ({
      collection,
      statement: selectIds(collection, some),
    }));
  }).flat();

type Asking = {
  readonly statements: readonly Statement[];
  /** Items by id in the order of the ids, then those by tag. */
  readonly itemsOf: (answers: readonly (readonly Row[])[]) => readonly Item[];
};

const asking = ({ ids, tags }: ReadSet): Asking => {
  const byId = askedFor(ids);
  const byTag = tags.map(({ collection, tag }): Asked => ({
    collection,
    statement: {
      sql: `SELECT id, tag, at, body FROM ${tableOf(collection)} WHERE tag = ?`,
      values: [tag],
    },
  }));
  const asked = [...byId, ...byTag];
  const itemsOf: Asking['itemsOf'] = (answers) => {
    const found = asked.map(({ collection }, index) =>
      (answers[index] ?? []).map((row) => itemOf(collection, row)),
    );
    const known = new Map<string, Item>();
    for (const item of found.slice(0, byId.length).flat()) known.set(placeOf(item), item);
    const inOrder = known.size === 0 ? [] : ids.flatMap((id) => known.get(placeOf(id)) ?? []);
    return [...inOrder, ...found.slice(byId.length).flat()];
  };
  return { statements: asked.map(({ statement }) => statement), itemsOf };
};

/** Items by id in the order of the ids, then those by tag; all asked for in one go. */
export const readItems = async (link: Link, reads: ReadSet): Promise<readonly Item[]> => {
  const { statements, itemsOf } = asking(reads);
  return statements.length === 0 ? [] : itemsOf(await link.all(statements));
};

export const placeOf = ({ collection, id }: ItemId): string => `${collection}/${id}`;
