// What a turn writes, as statements.

import { collections, Taken } from '@dure/kernel/ports';
import type { Changes, Collection, Head, Item, ItemId, LogRecord } from '@dure/kernel/ports';
import { isKind } from './errors.ts';
import type { Link, Statement } from './link.ts';
import { insertInto, insertRows, marks } from './rows.ts';
import type { Field, Insert } from './rows.ts';
import { tableOf, TEXT_MAX } from './schema.ts';
import { byCollection, idsAtOnce, placeOf, readItems } from './statements.ts';

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

/** An insert of its kind for each collection. */
const intoEach = (end?: string): ReadonlyMap<Collection, Insert> =>
  new Map(collections.map((name) => [name, insertInto(tableOf(name), columns, end)]));

const insertOf = (of: ReadonlyMap<Collection, Insert>, collection: Collection): Insert => {
  const insert = of.get(collection);
  if (!insert) throw new RangeError(`There is no collection ${collection}.`);
  return insert;
};

const inserting = intoEach();
const putting = intoEach(overwriting);
const appending = insertInto('log', logColumns);

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
    return insertRows(insertOf(inserting, collection), rows, place.packetBytes);
  }).flat();

const puts = (place: Place, items: readonly Item[]): readonly Statement[] =>
  Array.from(byCollection(lastOf(items)), ([collection, group]) => {
    const rows = group.map((item) => rowOf(place.partition, item));
    return insertRows(insertOf(putting, collection), rows, place.packetBytes);
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
  return insertRows(appending, rows, packetBytes);
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
