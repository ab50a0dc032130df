// The few statements of the store, each prepared once.

import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { collections } from '@dure/kernel/ports';
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
import { partitionAt, placeOf, sequenceAt } from './place.ts';
import { insertInto, Rows } from './rows.ts';
import type { Tables } from './tables.ts';
import { trailing, untrailedOf } from './trail.ts';

/** Each combination of filters has a statement of its own; the oldest makes room. */
const STATEMENTS_MAX = 300;

type Row = { readonly [column: string]: SQLOutputValue };

const textOf = (value: SQLOutputValue | undefined): string =>
  typeof value === 'string' ? value : '';

export const itemOf = (collection: Collection, row: Row): Item => ({
  collection,
  id: String(row['id']),
  body: JSON.parse(String(row['body'])) as Item['body'], // It was written as JSON.
  ...(row['tag'] === null ? {} : { tag: textOf(row['tag']) }),
  ...(row['at'] === null ? {} : { at: Number(row['at']) }),
});

export const recordOf = (row: Row): PlacedRecord => ({
  partition: partitionAt(Number(row['place'])),
  sequence: sequenceAt(Number(row['place'])),
  kind: row['kind'] as LogRecord['kind'], // It was written as one of them.
  type: String(row['type']),
  ...(row['version'] === null ? {} : { version: Number(row['version']) }),
  subject: String(row['subject']),
  caseId: String(row['case_id']),
  at: Number(row['at']),
  data: JSON.parse(String(row['data'])) as LogRecord['data'], // It was written as JSON.
  causedBy: String(row['caused_by']),
  actor: String(row['actor']),
  ...(row['target'] === null ? {} : { target: textOf(row['target']) }),
  ...(row['traceparent'] === null ? {} : { traceparent: textOf(row['traceparent']) }),
});

const recordIn = (row: Row): LogRecord => {
  const { partition: _partition, ...record } = recordOf(row);
  return record;
};

/** What is said of the items of a collection, written once. */
type Texts = {
  readonly byId: string;
  readonly byTag: string;
  readonly insert: string;
  readonly remove: string;
};

const columns = ['id', 'partition', 'tag', 'at', 'body'];

const overwriting =
  'ON CONFLICT (id) DO UPDATE SET partition = excluded.partition, ' +
  'tag = excluded.tag, at = excluded.at, body = excluded.body';

const textsFor = (tables: Tables, collection: Collection): Texts => {
  const table = tables.of(collection);
  return {
    byId: `SELECT id, tag, at, body FROM ${table} WHERE id = ?`,
    byTag: `SELECT id, tag, at, body FROM ${table} WHERE tag = ?`,
    insert: insertInto({ table, columns, end: 'ON CONFLICT (id) DO NOTHING' }),
    remove: `DELETE FROM ${table} WHERE id = ?`,
  };
};

export const logColumns = [
  'place',
  'kind',
  'type',
  'subject',
  'case_id',
  'at',
  'data',
  'caused_by',
  'actor',
  'target',
  'traceparent',
  'version',
];

/** Records of a span in their order; its two ends are given for each table. */
const readLog = ({ logs }: Tables): string => {
  const parts = logs.map((log) => `SELECT * FROM ${log} WHERE place > ? AND place < ?`);
  return `${parts.join(' UNION ALL ')} ORDER BY place LIMIT ?`;
};

/** The partition of a turn, and its head before the turn. */
type Place = { readonly partition: number; readonly head: Head };

/** Statements of one context over one connection, prepared when they are first needed. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #tables: Tables;
  readonly #prepared = new Map<string, StatementSync>();
  readonly #texts: ReadonlyMap<Collection, Texts>;
  readonly #headOf: string;
  readonly #setHead: string;
  readonly #trailing: string;
  readonly #readLog: string;
  /** The facts of each partition as they were read or written last, and their text. */
  readonly #lastFacts: { readonly text: string; readonly facts: Head['facts'] }[] = [];
  readonly #log: Rows;
  readonly #items: ReadonlyMap<Collection, Rows>;

  constructor(database: DatabaseSync, tables: Tables) {
    this.#database = database;
    this.#tables = tables;
    const { heads } = tables;
    this.#headOf = `SELECT sequence, turns, facts FROM ${heads} WHERE partition = ?`;
    this.#setHead = `UPDATE ${heads} SET sequence = ?, turns = ?, facts = ? WHERE partition = ?`;
    this.#trailing = trailing(tables);
    this.#readLog = readLog(tables);
    this.#texts = new Map(collections.map((name) => [name, textsFor(tables, name)]));
    const prepare = (sql: string): StatementSync => this.of(sql);
    this.#log = new Rows(prepare, { table: tables.log, columns: logColumns });
    this.#items = new Map(
      collections.map((collection) => {
        const into = { table: tables.of(collection), columns, end: overwriting };
        return [collection, new Rows(prepare, into)] as const;
      }),
    );
  }

  #textsOf(collection: Collection): Texts {
    const found = this.#texts.get(collection);
    if (!found) throw new RangeError(`There is no collection ${collection}.`);
    return found;
  }

  of(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const fresh = this.#database.prepare(sql);
    if (this.#prepared.size >= STATEMENTS_MAX) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    this.#prepared.set(sql, fresh);
    return fresh;
  }

  head(partition: number): Head {
    const row = this.of(this.#headOf).get(partition);
    if (!row) throw new RangeError(`There is no partition ${partition}.`);
    const facts = this.#factsIn(partition, String(row['facts']));
    return { sequence: Number(row['sequence']), turns: Number(row['turns']), facts };
  }

  /** Nearly always what this process has written last: to compare it is a tenth of reading it. */
  #factsIn(partition: number, text: string): Head['facts'] {
    const last = this.#lastFacts[partition];
    if (last?.text === text) return last.facts;
    const facts = JSON.parse(text) as Head['facts']; // It was written as JSON.
    this.#lastFacts[partition] = { text, facts };
    return facts;
  }

  read({ ids, tags }: ReadSet): readonly Item[] {
    const items: Item[] = [];
    let last: Collection | undefined;
    let byId: StatementSync | undefined;
    for (const { collection, id } of ids) {
      // Many of one collection are reads, one behind the other.
      if (collection !== last) byId = this.of(this.#textsOf(collection).byId);
      last = collection;
      const row = byId?.get(id);
      if (row) items.push(itemOf(collection, row));
    }
    for (const { collection, tag } of tags) {
      const rows = this.of(this.#textsOf(collection).byTag).all(tag);
      for (const row of rows) items.push(itemOf(collection, row));
    }
    return items;
  }

  log(partition: number, after: number, limit: number): readonly LogRecord[] {
    const span = [placeOf(partition, after), placeOf(partition + 1, 0)];
    const spans = this.#tables.logs.flatMap(() => span);
    return this.of(this.#readLog)
      .all(...spans, limit)
      .map(recordIn);
  }

  list(collection: Collection, afterId: string, limit: number): readonly Item[] {
    const sql = `SELECT * FROM ${this.#tables.of(collection)} WHERE id > ? ORDER BY id LIMIT ?`;
    const rows = this.of(sql).all(afterId, limit);
    return rows.map((row) => itemOf(collection, row));
  }

  /** Writes a turn in the open transaction; the item whose place was taken, if one was. */
  write({ partition, head }: Place, changes: Changes): ItemId | undefined {
    const { append, insert, put, remove, facts, turns = head.turns + 1 } = changes;
    const taken = insert.find((item) => !this.#insert(partition, item));
    if (taken) return { collection: taken.collection, id: taken.id };
    this.#append(partition, append);
    this.#put(partition, put);
    for (const { collection, id } of remove) this.of(this.#textsOf(collection).remove).run(id);
    const sequence = head.sequence + append.length;
    this.#trail(partition, head.sequence, sequence);
    const text = JSON.stringify(facts);
    this.#lastFacts[partition] = { text, facts };
    this.of(this.#setHead).run(sequence, turns, text, partition);
    return undefined;
  }

  /** Whether its place was free. */
  #insert(partition: number, { collection, id, tag, at, body }: Item): boolean {
    const inserting = this.of(this.#textsOf(collection).insert);
    const { changes } = inserting.run(id, partition, tag ?? null, at ?? null, JSON.stringify(body));
    return Number(changes) > 0;
  }

  #append(partition: number, records: readonly LogRecord[]): void {
    this.#log.begin();
    for (const record of records) {
      this.#log
        .add(placeOf(partition, record.sequence))
        .add(record.kind)
        .add(record.type)
        .add(record.subject)
        .add(record.caseId)
        .add(record.at)
        .add(JSON.stringify(record.data))
        .add(record.causedBy)
        .add(record.actor)
        .add(record.target ?? null)
        .add(record.traceparent ?? null)
        .add(record.version ?? null);
    }
    this.#log.end();
  }

  #put(partition: number, items: readonly Item[]): void {
    for (const rows of this.#items.values()) rows.begin();
    for (const { collection, id, tag, at, body } of items) {
      const rows = this.#items.get(collection)?.add(id).add(partition);
      rows
        ?.add(tag ?? null)
        .add(at ?? null)
        .add(JSON.stringify(body));
    }
    for (const rows of this.#items.values()) rows.end();
  }

  /** Segments of the log that are whole by now are entered in the trail. */
  #trail(partition: number, before: number, sequence: number): void {
    const [from, to] = [untrailedOf(partition, before), untrailedOf(partition, sequence)];
    const spans = this.#tables.logs.flatMap(() => [from, to]);
    if (to > from) this.of(this.#trailing).run(...spans);
  }
}
