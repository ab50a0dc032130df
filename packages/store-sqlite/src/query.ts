// A query over the rows of a view, as SQL. Values are bound; names of fields are checked.

import type { SQLInputValue } from 'node:sqlite';
import { viewIn } from '@dure/kernel/ids';
import type { Filter, RowCursor, RowQuery } from '@dure/kernel/ports';

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
  const sql = `${typeOf(field)} = 'text' AND instr(lower(${valueOf(field)}), lower(?)) > 0`;
  return { sql, values: [part] };
};

/**
 * Objects and lists are read as texts of JSON. No other text begins so, and with a look at the type
 * an index would not do alone.
 */
const mayBeJson = (text: string): boolean => text.startsWith('{') || text.startsWith('[');

const compared = (field: string, operator: string, value: Filter['value']): Condition => {
  const sql = `${valueOf(field)} ${operator} ?`;
  if (typeof value === 'string')
    return { sql: `${sql} AND ${typeOf(field)} = 'text'`, values: [value] };
  if (typeof value !== 'number') return never;
  return { sql: `${sql} AND ${typeOf(field)} IN ('integer', 'real')`, values: [value] };
};

const equal = (field: string, value: Filter['value']): Condition => {
  if (value === null) return { sql: `${valueOf(field)} IS NULL`, values: [] };
  if (typeof value === 'string' && !mayBeJson(value)) {
    return { sql: `${valueOf(field)} = ?`, values: [value] };
  }
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

/** Its number for a truth, as SQLite has it. */
const bindable = (by: RowCursor['by']): SQLInputValue =>
  typeof by === 'boolean' ? Number(by) : by;

/**
 * The rows behind a place. Every row has an `at`, so that its index leads there. A field may have
 * nothing, which comes first, and is compared with nothing in SQL.
 */
const behind = ({ sortBy, after, descending }: RowQuery): Condition => {
  if (!after) return { sql: '1', values: [] };
  const { by, id } = after;
  const [sign, field] = [descending ? '<' : '>', sortBy === undefined ? 'at' : valueOf(sortBy)];
  if (by === null) {
    const sql = descending ? `${field} IS NULL AND id < ?` : `(${field} IS NOT NULL OR id > ?)`;
    return { sql, values: [id] };
  }
  const further = `(${field} ${sign} ? OR (${field} = ? AND id ${sign} ?))`;
  const value = bindable(by);
  if (descending && sortBy !== undefined) {
    return { sql: `(${field} IS NULL OR ${further})`, values: [value, value, id] };
  }
  return { sql: `${field} ${sign}= ? AND ${further}`, values: [value, value, value, id] };
};

export type Sql = {
  readonly where: string;
  /** `where`, and behind the place from which the page goes on. */
  readonly page: string;
  readonly order: string;
  readonly values: SQLInputValue[];
  /** Those of `page`, after those of `where`. */
  readonly further: readonly SQLInputValue[];
};

/** @param indexed the views with an index on a field. */
export const sqlOf = (query: RowQuery, indexed: ReadonlySet<string>): Sql => {
  const view = viewIn(query.tag);
  const part = indexed.has(view) ? [isOfView(view)] : [];
  const { search } = query;
  const searched = search === undefined ? [] : [inAnyText(search)];
  const conditions = [...query.filters.map(condition), ...query.anyOf.map(anyOf), ...searched];
  const direction = query.descending ? 'DESC' : 'ASC';
  const by = query.sortBy === undefined ? 'at' : valueOf(query.sortBy);
  const where = ['tag = ?', ...part, ...conditions.map(({ sql }) => sql)].join(' AND ');
  const { sql, values: further } = behind(query);
  return {
    where,
    page: query.after ? `${where} AND ${sql}` : where,
    further,
    order: `${by} ${direction}, id ${direction}`,
    values: [query.tag, ...conditions.flatMap(({ values }) => values)],
  };
};
