// The few statements of the store, each prepared once.

import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Drawer, Head, Item, LogRecord, PlacedRecord, Wanted } from '@dure/kernel/ports';
import { tableOf } from './schema.ts';

/** Each combination of filters has a statement of its own; the oldest makes room. */
const STATEMENTS_MAX = 300;

type Row = { readonly [column: string]: SQLOutputValue };

const textOf = (value: SQLOutputValue | undefined): string =>
  typeof value === 'string' ? value : '';

export const itemOf = (drawer: Drawer, row: Row): Item => ({
  drawer,
  id: String(row['id']),
  body: JSON.parse(String(row['body'])) as Item['body'], // It was written as JSON.
  ...(row['tag'] === null ? {} : { tag: textOf(row['tag']) }),
  ...(row['at'] === null ? {} : { at: Number(row['at']) }),
});

export const recordOf = (row: Row): PlacedRecord => ({
  partition: Number(row['partition']),
  sequence: Number(row['sequence']),
  kind: row['kind'] as LogRecord['kind'], // It was written as one of them.
  type: String(row['type']),
  subject: String(row['subject']),
  caseId: String(row['case_id']),
  at: Number(row['at']),
  data: JSON.parse(String(row['data'])) as LogRecord['data'], // It was written as JSON.
  causedBy: String(row['caused_by']),
  actor: String(row['actor']),
  ...(row['target'] === null ? {} : { target: textOf(row['target']) }),
  ...(row['traceparent'] === null ? {} : { traceparent: textOf(row['traceparent']) }),
});

/** Statements of one connection, prepared when they are first needed. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
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
    const row = this.of('SELECT sequence, turns, facts FROM heads WHERE partition = ?').get(
      partition,
    );
    if (!row) throw new RangeError(`There is no partition ${partition}.`);
    const facts = JSON.parse(String(row['facts'])) as Head['facts']; // It was written as JSON.
    return { sequence: Number(row['sequence']), turns: Number(row['turns']), facts };
  }

  read({ ids, tags }: Wanted): readonly Item[] {
    const items: Item[] = [];
    for (const { drawer, id } of ids) {
      const row = this.of(`SELECT * FROM ${tableOf(drawer)} WHERE id = ?`).get(id);
      if (row) items.push(itemOf(drawer, row));
    }
    for (const { drawer, tag } of tags) {
      const rows = this.of(`SELECT * FROM ${tableOf(drawer)} WHERE tag = ?`).all(tag);
      for (const row of rows) items.push(itemOf(drawer, row));
    }
    return items;
  }

  append(partition: number, record: LogRecord): void {
    this.of('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      partition,
      record.sequence,
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
    );
  }

  put(partition: number, { drawer, id, body, tag, at }: Item): void {
    this.of(
      `INSERT INTO ${tableOf(drawer)} VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE ` +
        'SET partition = excluded.partition, tag = excluded.tag, at = excluded.at, ' +
        'body = excluded.body',
    ).run(id, partition, tag ?? null, at ?? null, JSON.stringify(body));
  }

  /** Whether the place was free. */
  insert(partition: number, { drawer, id, body, tag, at }: Item): boolean {
    const { changes } = this.of(
      `INSERT INTO ${tableOf(drawer)} VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ).run(id, partition, tag ?? null, at ?? null, JSON.stringify(body));
    return Number(changes) === 1;
  }

  remove(drawer: Drawer, id: string): void {
    this.of(`DELETE FROM ${tableOf(drawer)} WHERE id = ?`).run(id);
  }

  moveHead(partition: number, { sequence, turns, facts }: Head): void {
    this.of('UPDATE heads SET sequence = ?, turns = ?, facts = ? WHERE partition = ?').run(
      sequence,
      turns,
      JSON.stringify(facts),
      partition,
    );
  }
}
