// A query over the rows of a view, as SQL. Values are bound; names of fields are checked.

import type { SQLInputValue } from 'node:sqlite';
import type { Filter, RowQuery } from '@dure/kernel/ports';

/** A field in any text of a row. */
const ANY_FIELD = 'text';

const fieldName = /^[\p{L}\p{N}_]{1,64}$/u;

/** The value of a field in the body. */
export const valueOf = (field: string): string => {
  if (!fieldName.test(field)) throw new RangeError(`${field} is no field name.`);
  return `json_extract(body, '$."${field}"')`;
};

type Condition = { readonly sql: string; readonly values: readonly SQLInputValue[] };

const bound = (value: Filter['value']): SQLInputValue =>
  typeof value === 'boolean' ? Number(value) : value;

const condition = ({ field, is, value }: Filter): Condition => {
  if (is === 'contains') {
    const text = field === ANY_FIELD ? 'body' : valueOf(field);
    return { sql: `instr(lower(${text}), lower(?)) > 0`, values: [bound(value)] };
  }
  if (is === 'equal') return { sql: `${valueOf(field)} IS ?`, values: [bound(value)] };
  const operator = is === 'atLeast' ? '>=' : '<=';
  return { sql: `${valueOf(field)} ${operator} ?`, values: [bound(value)] };
};

const anyOf = ({ field, values }: RowQuery['anyOf'][number]): Condition => ({
  sql: `${valueOf(field)} IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(values)],
});

export type Sql = {
  readonly where: string;
  readonly order: string;
  readonly values: SQLInputValue[];
};

export const sqlOf = (query: RowQuery): Sql => {
  const conditions = [...query.filters.map(condition), ...query.anyOf.map(anyOf)];
  const direction = query.descending ? 'DESC' : 'ASC';
  const by = query.sortBy === undefined ? 'at' : valueOf(query.sortBy);
  return {
    where: ['tag = ?', ...conditions.map(({ sql }) => sql)].join(' AND '),
    order: `${by} ${direction}, id ${direction}`,
    values: [query.tag, ...conditions.flatMap(({ values }) => values)],
  };
};
