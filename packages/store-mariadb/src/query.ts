// A query over the rows of a view, as SQL. Values are bound; names of fields are checked.

import { createHash } from 'node:crypto';
import { viewIn } from '@dure/kernel/ids';
import type { Filter, RowCursor, RowQuery } from '@dure/kernel/ports';
import type { Value } from './link.ts';
import type { RowIndex } from './options.ts';
import { marks } from './rows.ts';

const fieldName = /^[\p{L}\p{N}_]{1,64}$/u;

/** A name as it may stand in SQL. */
const checkedName = (name: string): string => {
  if (!fieldName.test(name)) throw new RangeError(`${name} is no name.`);
  return name;
};

const pathOf = (field: string): string => `'$."${checkedName(field)}"'`;

/** The text of a field's value; nothing for lists and objects. */
const valueOf = (field: string): string => `JSON_VALUE(body, ${pathOf(field)})`;

const numberOf = (field: string): string => `(${valueOf(field)} + 0e0)`;

const isText = (field: string): string => `${kindOf(field)} = 'STRING'`;

const isNumber = (field: string): string => `${kindOf(field)} IN ('INTEGER', 'DOUBLE')`;

/** Absent is as good as null. */
const kindOf = (field: string): string =>
  `COALESCE(JSON_TYPE(JSON_EXTRACT(body, ${pathOf(field)})), 'NULL')`;

/** So many characters of a text are in an index: most ids are shorter. */
const INDEXED_MAX = 100;

/** The column that holds what a field of a view begins with; it is computed, and takes no room. */
export const indexedColumn = ({ view, field }: RowIndex): string => {
  const name = `${checkedName(view)}.${checkedName(field)}`;
  return `field_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
};

export const indexedValue = ({ view, field }: RowIndex): string =>
  `VARCHAR(${INDEXED_MAX}) AS (IF(LEFT(tag, ${Array.from(view).length + 1}) = ` +
  `'${checkedName(view)}@', LEFT(${valueOf(field)}, ${INDEXED_MAX}), NULL)) VIRTUAL`;

/**
 * A text with the capitals of the Latin alphabet as small letters, and no others: what the server
 * calls lower case would change more. Read byte by byte as Hebrew, it has no other capitals.
 */
const folded = (text: string): string =>
  `CONVERT(CAST(LOWER(CONVERT(CAST(${text} AS BINARY) USING hebrew)) AS BINARY) USING utf8mb4) ` +
  'COLLATE utf8mb4_nopad_bin';

type Condition = { readonly sql: string; readonly values: readonly Value[] };

const never: Condition = { sql: 'FALSE', values: [] };

/** What may also be found in a number, a truth, or in nothing; the search would look there too. */
const maybeNoText = /^[-+.0-9a-z]*$/i;

/** Numbers, truths and nothing become empty lists; texts stay as they are. */
const textsOnly = (json: string): string =>
  `REGEXP_REPLACE(${json}, '"(?:[^"\\\\\\\\]++|\\\\\\\\.)*+"(*SKIP)(*FAIL)|[-+.a-z0-9]+', '[]')`;

const escaped = (part: string): string => part.replaceAll(/[\\%_]/g, String.raw`\$&`);

const inAnyText = (part: string): Condition => {
  const json = maybeNoText.test(part) ? textsOnly(folded('body')) : folded('body');
  const pattern = `CONCAT('%', ${folded('?')}, '%')`;
  const sql = String.raw`JSON_SEARCH(${json}, 'one', ${pattern}, '\\') IS NOT NULL`;
  return { sql, values: [escaped(part)] };
};

const containing = (field: string, part: string): Condition => ({
  sql: `${isText(field)} AND LOCATE(${folded('?')}, ${folded(valueOf(field))}) > 0`,
  values: [part],
});

/** How the fields of a view are found: those with an index have a column. */
type Columns = (field: string) => string | undefined;

const compared = (field: string, operator: string, value: Filter['value']): Condition => {
  if (typeof value === 'string') {
    return { sql: `${isText(field)} AND ${valueOf(field)} ${operator} ?`, values: [value] };
  }
  if (typeof value !== 'number') return never;
  return { sql: `${isNumber(field)} AND ${numberOf(field)} ${operator} ?`, values: [value] };
};

const equalText = (field: string, value: string, columns: Columns): Condition => {
  const column = columns(field);
  const { sql, values } = compared(field, '=', value);
  if (column === undefined) return { sql, values };
  return {
    sql: `${column} = LEFT(?, ${INDEXED_MAX}) AND ${sql}`,
    values: [value, ...values],
  };
};

const equal = (field: string, value: Filter['value'], columns: Columns): Condition => {
  if (value === null) return { sql: `${kindOf(field)} = 'NULL'`, values: [] };
  if (typeof value === 'string') return equalText(field, value, columns);
  if (typeof value !== 'boolean') return compared(field, '=', value);
  const sql = `${kindOf(field)} = 'BOOLEAN' AND ${valueOf(field)} = ?`;
  return { sql, values: [value ? '1' : '0'] };
};

const condition = ({ field, is, value }: Filter, columns: Columns): Condition => {
  checkedName(field);
  if (is === 'contains') return containing(field, String(value));
  if (is === 'equal') return equal(field, value, columns);
  return compared(field, is === 'atLeast' ? '>=' : '<=', value);
};

const anyOf = ({ field, values }: RowQuery['anyOf'][number], columns: Columns): Condition => {
  checkedName(field);
  if (values.length === 0) return never;
  const column = columns(field);
  const sql = `${isText(field)} AND ${valueOf(field)} IN (${marks(values.length)})`;
  if (column === undefined) return { sql, values };
  const begins = values.map((value) => Array.from(value).slice(0, INDEXED_MAX).join(''));
  return {
    sql: `${column} IN (${marks(begins.length)}) AND ${sql}`,
    values: [...begins, ...values],
  };
};

/** A value's place in an order: nothing, then truths and numbers, then texts. */
const placesOf = (field: string): readonly string[] => {
  const kind = kindOf(field);
  const isNumeric = `${kind} IN ('BOOLEAN', 'INTEGER', 'DOUBLE')`;
  const rank = `IF(${kind} = 'NULL', 0, IF(${isNumeric}, 1, 2))`;
  const number = `IF(${isNumeric}, ${numberOf(field)}, 0e0)`;
  const whole = `COALESCE(${valueOf(field)}, JSON_EXTRACT(body, ${pathOf(field)}))`;
  const text = `IF(${kind} = 'NULL' OR ${isNumeric}, '', ${whole})`;
  return [rank, number, text];
};

const valuesOf = (by: RowCursor['by']): readonly Value[] => {
  if (by === null) return [0n, 0, ''];
  return typeof by === 'string' ? [2n, 0, by] : [1n, Number(by), ''];
};

/** The rows behind a place, in the order of a field. */
const behindField = (field: string, { by, id }: RowCursor, sign: string): Condition => {
  const places = [...placesOf(field), 'id'];
  const sql = `(${places.join(', ')}) ${sign} (${marks(places.length)})`;
  return { sql, values: [...valuesOf(by), id] };
};

/** Of rows in the order of their last change; those without one come first. */
const behindChange = ({ by, id }: RowCursor, isDescending: boolean): Condition => {
  if (typeof by !== 'number') {
    const sql = isDescending ? '(at IS NULL AND id < ?)' : '(at IS NOT NULL OR id > ?)';
    return { sql, values: [id] };
  }
  const at = BigInt(Math.floor(by));
  const values = [at, at, at, id];
  if (!isDescending) return { sql: 'at >= ? AND (at > ? OR (at = ? AND id > ?))', values };
  return { sql: '(at IS NULL OR (at <= ? AND (at < ? OR (at = ? AND id < ?))))', values };
};

const behind = ({ sortBy, after, descending }: RowQuery): Condition => {
  if (!after) return { sql: 'TRUE', values: [] };
  if (sortBy === undefined) return behindChange(after, descending);
  return behindField(sortBy, after, descending ? '<' : '>');
};

export type Sql = {
  readonly where: string;
  /** `where`, and behind the place from which the page goes on. */
  readonly page: string;
  readonly order: string;
  readonly values: readonly Value[];
  /** Those of `page`, after those of `where`. */
  readonly further: readonly Value[];
};

/** @param indexed the indexes that the store was opened with. */
export const sqlOf = (query: RowQuery, indexed: readonly RowIndex[]): Sql => {
  const view = viewIn(query.tag);
  const columns: Columns = (field) => {
    const index = indexed.find((one) => one.view === view && one.field === field);
    return index && indexedColumn(index);
  };
  const conditions = [
    ...query.filters.map((filter) => condition(filter, columns)),
    ...query.anyOf.map((one) => anyOf(one, columns)),
    ...(query.search === undefined ? [] : [inAnyText(query.search)]),
  ];
  const direction = query.descending ? 'DESC' : 'ASC';
  const places = query.sortBy === undefined ? ['at'] : placesOf(query.sortBy);
  const where = ['tag = ?', ...conditions.map(({ sql }) => sql)].join(' AND ');
  const { sql, values: further } = behind(query);
  return {
    where,
    page: `${where} AND ${sql}`,
    further,
    order: [...places, 'id'].map((place) => `${place} ${direction}`).join(', '),
    values: [query.tag, ...conditions.flatMap(({ values }) => values)],
  };
};
