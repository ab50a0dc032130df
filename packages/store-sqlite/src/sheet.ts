// A turn on a sheet: all its values in one text, one behind the other, and how long each is. To
// hand that to another thread costs half of what JSON costs here, and a quarter of it there.

import { drawers } from '@dure/kernel/ports';
import type { Changes, Drawer, Head, Item, LogRecord } from '@dure/kernel/ports';
import type { ItemValues, Prepared, RecordValues, Row, Value } from './changes.ts';
import { placeOf } from './place.ts';

export type Sheet = {
  readonly text: string;
  /** Of a text its length; of nothing `NOTHING`; of a number how long it is, counted below that. */
  readonly lengths: Int32Array;
};

const NOTHING = -1;
const ITEM_VALUES = 5;
const RECORD_VALUES = 11;

/** Writes so many values. */
class Pen {
  readonly #texts: string[];
  readonly #lengths: Int32Array;
  #count = 0;

  constructor(most: number) {
    this.#texts = Array.from<string>({ length: most });
    this.#lengths = new Int32Array(most);
  }

  text(text: string): void {
    this.#write(text, text.length);
  }

  number(number: number): void {
    const digits = String(number);
    this.#write(digits, NOTHING - digits.length);
  }

  /** A text or a number, if there is one. */
  maybe(value: string | number | undefined): void {
    if (value === undefined) this.#write('', NOTHING);
    else if (typeof value === 'number') this.number(value);
    else this.text(value);
  }

  #write(text: string, length: number): void {
    this.#texts[this.#count] = text;
    this.#lengths[this.#count] = length;
    this.#count += 1;
  }

  get sheet(): Sheet {
    return { text: this.#texts.join(''), lengths: this.#lengths };
  }
}

class Reader {
  readonly #sheet: Sheet;
  #next = 0;
  #at = 0;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
  }

  value(): Value {
    const length = this.#sheet.lengths[this.#next] ?? NOTHING;
    this.#next += 1;
    if (length === NOTHING) return null;
    if (length >= 0) return this.#take(length);
    return Number(this.#take(NOTHING - length));
  }

  #take(length: number): string {
    const from = this.#at;
    this.#at += length;
    return this.#sheet.text.slice(from, this.#at);
  }

  number(): number {
    return Number(this.value());
  }

  text(): string {
    return String(this.value());
  }

  drawer(): Drawer {
    const drawer = drawers[this.number()];
    if (drawer === undefined) throw new RangeError('There is no such drawer.');
    return drawer;
  }

  values(count: number): Value[] {
    return Array.from({ length: count }, () => this.value());
  }

  /** So many of something as are said first. */
  many<T>(one: () => T): T[] {
    return Array.from({ length: this.number() }, one);
  }
}

/** The counts of four lists, and what is said of the head. */
const OTHER_VALUES = 9;

const writeRecord = (pen: Pen, partition: number, record: LogRecord): void => {
  pen.number(placeOf(partition, record.sequence));
  pen.text(record.kind);
  pen.text(record.type);
  pen.text(record.subject);
  pen.text(record.caseId);
  pen.number(record.at);
  pen.text(JSON.stringify(record.data));
  pen.text(record.causedBy);
  pen.text(record.actor);
  pen.maybe(record.target);
  pen.maybe(record.traceparent);
};

const writeItems = (pen: Pen, partition: number, items: readonly Item[]): void => {
  pen.number(items.length);
  for (const { drawer, id, tag, at, body } of items) {
    pen.number(drawers.indexOf(drawer));
    pen.text(id);
    pen.number(partition);
    pen.maybe(tag);
    pen.maybe(at);
    pen.text(JSON.stringify(body));
  }
};

/** What `prepare` says, on a sheet. */
export const sheetOf = (partition: number, head: Head, changes: Changes): Sheet => {
  const { append, insert, put, remove, facts } = changes;
  const items = (insert.length + put.length) * (1 + ITEM_VALUES);
  const pen = new Pen(OTHER_VALUES + append.length * RECORD_VALUES + items + remove.length * 2);
  pen.number(partition);
  pen.number(head.turns);
  pen.number(head.sequence);
  pen.number(head.sequence + append.length);
  pen.text(JSON.stringify(facts));
  pen.number(append.length);
  for (const record of append) writeRecord(pen, partition, record);
  writeItems(pen, partition, insert);
  writeItems(pen, partition, put);
  pen.number(remove.length);
  for (const { drawer, id } of remove) {
    pen.number(drawers.indexOf(drawer));
    pen.text(id);
  }
  return pen.sheet;
};

export const preparedIn = (sheet: Sheet): Prepared => {
  const reader = new Reader(sheet);
  // `sheetOf` wrote as many as they have, in their order.
  const record = () => reader.values(RECORD_VALUES) as unknown as RecordValues;
  const item = () => reader.values(ITEM_VALUES) as unknown as ItemValues;
  const row = (): Row => [reader.drawer(), item()];
  return {
    partition: reader.number(),
    turns: reader.number(),
    before: reader.number(),
    sequence: reader.number(),
    facts: reader.text(),
    append: reader.many(record),
    insert: reader.many(row),
    put: reader.many(row),
    remove: reader.many(() => ({ drawer: reader.drawer(), id: reader.text() })),
  };
};
