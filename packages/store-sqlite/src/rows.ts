// Rows that are inserted several at a time: to run a statement costs as much as a row or two.

import type { SQLInputValue, StatementSync } from 'node:sqlite';

/** So many rows of a table are inserted by one statement. */
const AT_ONCE = 8;

type Into = {
  readonly table: string;
  readonly columns: readonly string[];
  /** What to do about rows that are there. */
  readonly end?: string;
};

/** The statement that inserts so many rows. */
export const insertInto = ({ table, columns, end = '' }: Into, rows = 1): string => {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const values = Array.from({ length: rows }, () => row).join(', ');
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values} ${end}`;
};

export class Rows {
  readonly #columns: number;
  readonly #one: string;
  readonly #many: string;
  readonly #prepare: (sql: string) => StatementSync;
  /** The values of the rows to come, one behind the other; kept, as every turn needs as many. */
  readonly #values: SQLInputValue[];
  /** How many values there are. */
  #filled = 0;

  constructor(prepare: (sql: string) => StatementSync, into: Into) {
    this.#columns = into.columns.length;
    this.#one = insertInto(into);
    this.#many = insertInto(into, AT_ONCE);
    this.#prepare = prepare;
    this.#values = Array.from({ length: AT_ONCE * this.#columns }, () => null);
  }

  /** Forgets what a turn that failed has left. */
  begin(): void {
    this.#filled = 0;
  }

  /** Adds the next value of a row; a row is whole when it has as many as there are columns. */
  add(value: SQLInputValue): this {
    this.#values[this.#filled] = value;
    this.#filled += 1;
    if (this.#filled === this.#values.length) this.#insertMany();
    return this;
  }

  #insertMany(): void {
    this.#filled = 0;
    this.#prepare(this.#many).run(...this.#values);
  }

  /** Inserts what is left. */
  end(): void {
    for (let from = 0; from < this.#filled; from += this.#columns) {
      this.#prepare(this.#one).run(...this.#values.slice(from, from + this.#columns));
    }
    this.#filled = 0;
  }
}
