// Rows of a table: one may stand for several names, as it does on the page. `'placed, booked'` in
// the first column is a row for each of them, and `'*'` is every name without a row of its own.

import { mapValues } from './notes.ts';

/** The names in the key of a row: `'placed, booked'` holds both. */
export type NamesIn<K> = K extends `${infer Name}, ${infer Others}` ? Name | NamesIn<Others> : K;

/** The names in the key of a row that are none of those known: what a mistake is called. */
export type Strangers<K, Known> = Exclude<NamesIn<K>, Known> & string;

type Table<Row = unknown> = { readonly [key: string]: Row };

/** A table with a row for each name. That a name has two rows is a mistake, and is said at once. */
export const rowByRow = <Row>(table: Table<Row>): Table<Row> => {
  const rows: { [name: string]: Row } = {};
  for (const [key, row] of Object.entries(table)) {
    for (const name of key.split(', ')) {
      if (name in rows) throw new Error(`There are two rows for ${name}.`);
      rows[name] = row;
    }
  }
  return rows;
};

const isTable = (rule: unknown): rule is Table =>
  typeof rule === 'object' && rule !== null && !('type' in rule);

/** The rules of an aggregate by command, or by event; those that are tables, row by row. */
export const rulesByRow = (rules: Table): Table =>
  mapValues(rules, (rule) => (isTable(rule) ? rowByRow(rule) : rule));
