// The few statements of the store.

import { Taken } from '@dure/kernel/ports';
import type {
  Changes,
  Collection,
  Head,
  Item,
  ItemId,
  LogRecord,
  PlacedRecord,
  ReadSet,
} from '@dure/kernel/ports';
import { isKind, readOnly } from './errors.ts';
import type { Link, Row, Statement } from './link.ts';
import { insertRows, marks } from './rows.ts';
import type { Field, Insert } from './rows.ts';
import { tableOf, TEXT_MAX } from './schema.ts';

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

/**
 * Locks the head. A server that is read-only may be one that others write on instead, so nothing is
 * written there even by a user who could.
 * @throws {DatabaseError} the server is read-only, or the lock was not had in time.
 */
export const lockHead = async (link: Link, partition: number): Promise<Head> => {
  const rows = await link.run({
    sql: 'SELECT sequence, turns, facts, @@read_only AS ro FROM heads WHERE part = ? FOR UPDATE',
    values: [BigInt(partition)],
  });
  if (rows.some(({ ro }) => Number(ro) !== 0)) throw readOnly();
  return headOf(partition, rows);
};

/** Whole numbers only, as the server would round others. */
const wholeNumber = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no instant.`);
  return String(value);
};

/** What is longer would not be found again; half a character would become another one. */
const checked = (text: string): string => {
  const isShort = text.length <= TEXT_MAX || Array.from(text).length <= TEXT_MAX;
  if (isShort && text.isWellFormed()) return text;
  const shown = JSON.stringify(text.slice(0, 40));
  throw new RangeError(`${shown}… is no id: it has over ${TEXT_MAX} characters, or half of one.`);
};

const columns = 'id, part, tag, at, body';

const overwriting =
  'ON DUPLICATE KEY UPDATE part = VALUES(part), tag = VALUES(tag), at = VALUES(at), ' +
  'body = VALUES(body)';

const logColumns =
  'part, sequence, kind, type, subject, case_id, at, data, caused_by, actor, target, ' +
  'traceparent, version';

const into = (collection: Collection, end = ''): Insert => ({
  into: `${tableOf(collection)} (${columns})`,
  end,
});

const rowOf = (partition: number, { id, tag, at, body }: Item): readonly Field[] => [
  checked(id),
  String(partition),
  tag === undefined ? null : checked(tag),
  at === undefined ? null : wholeNumber(at),
  JSON.stringify(body),
];

const logRowOf = (partition: number, record: LogRecord): readonly Field[] => [
  String(partition),
  String(record.sequence),
  record.kind,
  checked(record.type),
  checked(record.subject),
  checked(record.caseId),
  wholeNumber(record.at),
  JSON.stringify(record.data),
  checked(record.causedBy),
  checked(record.actor),
  record.target === undefined ? null : checked(record.target),
  record.traceparent === undefined ? null : checked(record.traceparent),
  record.version === undefined ? null : wholeNumber(record.version),
];

const byCollection = <T extends ItemId>(items: readonly T[]): ReadonlyMap<Collection, T[]> => {
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
const idsAtOnce = (ids: readonly string[]): readonly (readonly string[])[] => {
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

/** Items by id in the order of the ids, then those by tag; all asked for in one go. */
export const readItems = async (link: Link, { ids, tags }: ReadSet): Promise<readonly Item[]> => {
  const byId = askedFor(ids);
  const byTag = tags.map(({ collection, tag }): Asked => ({
    collection,
    statement: {
      sql: `SELECT id, tag, at, body FROM ${tableOf(collection)} WHERE tag = ?`,
      values: [tag],
    },
  }));
  const asked = [...byId, ...byTag];
  if (asked.length === 0) return [];
  const answers = await link.all(asked.map(({ statement }) => statement));
  const found = asked.map(({ collection }, index) =>
    (answers[index] ?? []).map((row) => itemOf(collection, row)),
  );
  const known = new Map<string, Item>();
  for (const item of found.slice(0, byId.length).flat()) known.set(placeOf(item), item);
  const inOrder = ids.flatMap((id) => known.get(placeOf(id)) ?? []);
  return [...inOrder, ...found.slice(byId.length).flat()];
};

const placeOf = ({ collection, id }: ItemId): string => `${collection}/${id}`;

export type Place = {
  readonly partition: number;
  readonly head: Head;
  /** The server's `max_allowed_packet`. */
  readonly packetBytes: number;
};

/** @throws {Taken} two of them are the same. */
const checkOnce = (items: readonly Item[]): void => {
  const seen = new Set<string>();
  for (const item of items) {
    const place = placeOf(item);
    if (seen.has(place)) throw new Taken({ collection: item.collection, id: item.id });
    seen.add(place);
  }
};

/** Turns that insert in one order wait for each other, and never crosswise. */
const byPlace = (one: Item, other: Item): number => (placeOf(one) < placeOf(other) ? -1 : 1);

const inserts = (place: Place, items: readonly Item[]): readonly Statement[] =>
  Array.from(byCollection(items.toSorted(byPlace)), ([collection, group]) => {
    const rows = group.map((item) => rowOf(place.partition, item));
    return insertRows(into(collection), rows, place.packetBytes);
  }).flat();

const puts = (place: Place, items: readonly Item[]): readonly Statement[] =>
  Array.from(byCollection(lastOf(items)), ([collection, group]) => {
    const rows = group.map((item) => rowOf(place.partition, item));
    return insertRows(into(collection, overwriting), rows, place.packetBytes);
  }).flat();

/** What is put twice is what it was put last. */
const lastOf = (items: readonly Item[]): readonly Item[] =>
  Array.from(new Map(items.map((item) => [placeOf(item), item])).values());

const removals = (ids: readonly ItemId[]): readonly Statement[] =>
  Array.from(byCollection(ids), ([collection, group]) =>
    idsAtOnce(group.map(({ id }) => id)).map((some) => ({
      sql: `DELETE FROM ${tableOf(collection)} WHERE id IN (${marks(some.length)})`,
      values: some,
    })),
  ).flat();

const appends = ({ partition, packetBytes }: Place, records: readonly LogRecord[]) => {
  const rows = records.map((record) => logRowOf(partition, record));
  return insertRows({ into: `log (${logColumns})`, end: '' }, rows, packetBytes);
};

const moveHead = (
  { partition, head }: Place,
  { append, facts, turns = head.turns + 1 }: Changes,
): Statement => ({
  sql: 'UPDATE heads SET sequence = ?, turns = ?, facts = ? WHERE part = ?',
  values: [
    BigInt(head.sequence + append.length),
    BigInt(turns),
    JSON.stringify(facts),
    BigInt(partition),
  ],
});

/**
 * Writes a turn into the open transaction, and waits for every answer.
 * @throws {Taken} the place of an insert is not free.
 * @throws {RangeError} something is too long for the database.
 */
export const writeChanges = async (link: Link, place: Place, changes: Changes): Promise<void> => {
  const { append, insert, put, remove } = changes;
  checkOnce(insert);
  const statements = [
    ...inserts(place, insert),
    ...appends(place, append),
    ...puts(place, put),
    ...removals(remove),
    moveHead(place, changes),
  ];
  try {
    await link.all(statements);
  } catch (error) {
    if (insert.length === 0 || !isKind(error, 'taken')) throw error;
    await link.rollback();
    throw new Taken(await takenOf(link, insert));
  }
};

/** Which of the items had their place taken, as far as that can still be seen. */
const takenOf = async (link: Link, items: readonly Item[]): Promise<ItemId> => {
  const found = await readItems(link, { ids: items, tags: [] });
  const places = new Set(found.map(placeOf));
  const taken = items.find((item) => places.has(placeOf(item))) ?? items[0];
  return { collection: taken?.collection ?? 'claim', id: taken?.id ?? '' };
};
