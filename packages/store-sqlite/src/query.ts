// A query over the rows of a view, as SQL. Values are bound; names of fields are checked.

import type { SQLInputValue } from 'node:sqlite';
import { viewIn } from '@dure/kernel/ids';
import type { Filter, RowQuery } from '@dure/kernel/ports';

/** A field in any text of a row. */
const ANY_FIELD = 'text';

const fieldName = /^[\p{L}\p{N}_]{1,64}$/u;

/** A name as it may stand in SQL. */
const checkedName = (name: string): string => {
  if (!fieldName.test(name)) throw new RangeError(`${name} is no name.`);
  return name;
};

/**
 * The rows of a view in all generations. SQLite uses an index on a part of the rows only for a
 * query that says which part in the same words.
 */
export const isOfView = (view: string): string =>
  `substr(tag, 1, ${Array.from(checkedName(view)).length + 1}) = '${view}@'`;

const pathOf = (field: string): string => `'$."${checkedName(field)}"'`;

/** The value of a field in the body, written as an index on it has it. */
export const valueOf = (field: string): string => `json_extract(body, ${pathOf(field)})`;

/** SQLite would compare texts with numbers, and takes truths for numbers; JSON does not. */
const typeOf = (field: string): string => `json_type(body, ${pathOf(field)})`;

type Condition = { readonly sql: string; readonly values: readonly SQLInputValue[] };

const never: Condition = { sql: '0', values: [] };

/** What stands verbatim in a text of JSON, so that a look at the whole body says most. */
const isPlain = (text: string): boolean => !/["\\\p{Cc}\p{Cs}]/u.test(text);

const inAnyText = (part: string): Condition => {
  const exists =
    "EXISTS (SELECT 1 FROM json_tree(body) WHERE type = 'text' " +
    'AND instr(lower(atom), lower(?)) > 0)';
  if (!isPlain(part)) return { sql: exists, values: [part] };
  return { sql: `instr(lower(body), lower(?)) > 0 AND ${exists}`, values: [part, part] };
};

const containing = (field: string, part: string): Condition => {
  if (field === ANY_FIELD) return inAnyText(part);
  const sql = `${typeOf(field)} = 'text' AND instr(lower(${valueOf(field)}), lower(?)) > 0`;
  return { sql, values: [part] };
};

const compared = (field: string, operator: string, value: Filter['value']): Condition => {
  const sql = `${valueOf(field)} ${operator} ?`;
  if (typeof value === 'string')
    return { sql: `${sql} AND ${typeOf(field)} = 'text'`, values: [value] };
  if (typeof value !== 'number') return never;
  return { sql: `${sql} AND ${typeOf(field)} IN ('integer', 'real')`, values: [value] };
};

const equal = (field: string, value: Filter['value']): Condition => {
  if (value === null) return { sql: `${valueOf(field)} IS NULL`, values: [] };
  if (typeof value !== 'boolean') return compared(field, '=', value);
  const sql = `${valueOf(field)} = ? AND ${typeOf(field)} = ?`;
  return { sql, values: [Number(value), String(value)] };
};

const condition = ({ field, is, value }: Filter): Condition => {
  if (is === 'contains') return containing(field, String(value));
  if (is === 'equal') return equal(field, value);
  return compared(field, is === 'atLeast' ? '>=' : '<=', value);
};

const anyOf = ({ field, values }: RowQuery['anyOf'][number]): Condition => ({
  sql: `${valueOf(field)} IN (SELECT value FROM json_each(?)) AND ${typeOf(field)} = 'text'`,
  values: [JSON.stringify(values)],
});

export type Sql = {
  readonly where: string;
  readonly order: string;
  readonly values: SQLInputValue[];
};

/** @param indexed the views with an index on a field. */
export const sqlOf = (query: RowQuery, indexed: ReadonlySet<string>): Sql => {
  const view = viewIn(query.tag);
  const part = indexed.has(view) ? [isOfView(view)] : [];
  const conditions = [...query.filters.map(condition), ...query.anyOf.map(anyOf)];
  const direction = query.descending ? 'DESC' : 'ASC';
  const by = query.sortBy === undefined ? 'at' : valueOf(query.sortBy);
  return {
    where: ['tag = ?', ...part, ...conditions.map(({ sql }) => sql)].join(' AND '),
    order: `${by} ${direction}, id ${direction}`,
    values: [query.tag, ...conditions.flatMap(({ values }) => values)],
  };
};
