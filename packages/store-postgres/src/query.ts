// A query over the rows of a view, as SQL. Values are bound; names of fields are checked.

import type { Filter, RowCursor, RowQuery } from '@dure/kernel/ports';
import { quoted } from './statements.ts';
import { toKept } from './text.ts';

const fieldName = /^[\p{L}\p{N}_]{1,64}$/u;

/** A name as it may stand in SQL. */
const checkedName = (name: string): string => {
  if (!fieldName.test(name)) throw new RangeError(`${name} is no name.`);
  return name;
};

/**
 * The rows of a view in all generations: `View@1` and so on, and `A` comes after `@`. The planner
 * sees by itself that the tag of a query is among them.
 */
export const isOfView = (view: string): string =>
  `tag >= '${checkedName(view)}@' and tag < '${view}A'`;

const fieldIn = (field: string): string => `(body::jsonb -> '${checkedName(field)}')`;

/** So much of a text is in an index: a longer one would not fit into it. */
const PREFIX = 100;

/** What the values of a field are ordered by, one after the other. */
export const sortKeysOf = (schema: string, field: string) => {
  const call = (name: string): string => `${quoted(schema)}.${name}(${fieldIn(field)})`;
  const text = `(${call('text_of')} collate "C")`;
  return {
    rank: call('rank_of'),
    number: call('number_of'),
    text,
    prefix: `left(${text}, ${PREFIX})`,
  };
};

type SortKeys = ReturnType<typeof sortKeysOf>;

/** Values that a statement will be sent with; each is named by its number. */
type Bind = (value: string | number | readonly string[], type: string) => string;

const typeOf = (field: string): string => `jsonb_typeof(${fieldIn(field)})`;

const inText = (text: string, part: string): string =>
  `strpos(lower(${text} collate "C"), lower(${part} collate "C")) > 0`;

/** What stands verbatim in a text of JSON, so that a look at the whole body says most. */
const isPlain = (text: string): boolean => !/["\\\p{Cc}\p{Cs}]/u.test(text);

const inAnyText = (part: string, bind: Bind): string => {
  const value = bind(toKept(part), 'text');
  const exists = `exists (
    select from jsonb_path_query(body::jsonb, 'strict $.**') as found (value)
    where jsonb_typeof(value) = 'string' and ${inText("(value #>> '{}')", value)})`;
  return isPlain(part) ? `${inText('body', value)} and ${exists}` : exists;
};

type Building = { readonly schema: string; readonly bind: Bind };

const compared = (
  { field, value }: Pick<Filter, 'field' | 'value'>,
  operator: string,
  { schema, bind }: Building,
): string => {
  const keys = sortKeysOf(schema, field);
  if (typeof value === 'number') {
    const isNumber = `${keys.rank} = 1 and ${typeOf(field)} = 'number'`;
    return `${isNumber} and ${keys.number} ${operator} ${bind(value, 'numeric')}`;
  }
  if (typeof value !== 'string') return 'false';
  const text = bind(toKept(value), 'text');
  const isText = `${keys.rank} = 2 and ${typeOf(field)} = 'string'`;
  const isNear =
    operator === '=' ? ` and ${keys.number} = 0 and ${keys.prefix} = left(${text}, ${PREFIX})` : '';
  return `${isText}${isNear} and ${keys.text} ${operator} ${text}`;
};

const equal = (filter: Filter, building: Building): string => {
  const { field, value } = filter;
  const { rank, number } = sortKeysOf(building.schema, field);
  if (value === null) return `${rank} = 0`;
  if (typeof value !== 'boolean') return compared(filter, '=', building);
  return `${rank} = 1 and ${number} = ${Number(value)} and ${typeOf(field)} = 'boolean'`;
};

const condition = (filter: Filter, building: Building): string => {
  const { field, is, value } = filter;
  if (is === 'equal') return equal(filter, building);
  if (is !== 'contains') return compared(filter, is === 'atLeast' ? '>=' : '<=', building);
  const text = sortKeysOf(building.schema, field).text;
  const part = building.bind(toKept(String(value)), 'text');
  return `${typeOf(field)} = 'string' and ${inText(text, part)}`;
};

const anyOf = ({ field, values }: RowQuery['anyOf'][number], building: Building): string => {
  const { text } = sortKeysOf(building.schema, field);
  const list = building.bind(values.map(toKept), 'text[]');
  return `${typeOf(field)} = 'string' and ${text} = any(${list})`;
};

/** The keys of a value in the order of rows, as literals or bound. */
const keysOfValue = (by: RowCursor['by'], bind: Bind): readonly string[] => {
  if (by === null) return ['0', '0', "''"];
  if (typeof by === 'string') return ['2', '0', bind(toKept(by), 'text')];
  return ['1', bind(Number(by), 'numeric'), "''"];
};

const orderOf = (sorted: SortKeys | undefined): readonly string[] =>
  sorted ? [sorted.rank, sorted.number, sorted.text, 'id'] : ['at', 'id'];

type Order = { readonly columns: readonly string[]; readonly isByField: boolean };

const behind = ({ after, descending }: RowQuery, order: Order, bind: Bind): string => {
  if (!after) return 'true';
  const { by, id } = after;
  const values = order.isByField ? keysOfValue(by, bind) : [bind(Number(by), 'float8')];
  const place = [...values, bind(toKept(id), 'text')].join(', ');
  return `(${order.columns.join(', ')}) ${descending ? '<' : '>'} (${place})`;
};

export type Sql = { readonly text: string; readonly values: unknown[] };

type Both = { readonly rows: Sql; readonly count: Sql };

/** Rows are counted up to one more than this. */
type Bounds = { readonly schema: string; readonly table: string; readonly countMax: number };

/** The statements of a query: the page, and how many rows there are. */
export const sqlOf = (query: RowQuery, { schema, table, countMax }: Bounds): Both => {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const building: Building = { schema, bind };
  const { search, sortBy, descending } = query;
  const conditions = [
    `tag = ${bind(toKept(query.tag), 'text')}`,
    ...query.filters.map((filter) => condition(filter, building)),
    ...query.anyOf.map((any) => anyOf(any, building)),
    ...(search === undefined ? [] : [inAnyText(search, bind)]),
  ];
  const from = `from ${table} where ${conditions.join(' and ')}`;
  const counted = `select count(*) as n from (select ${from} limit ${countMax + 1}) as found`;
  const count = { text: counted, values: [...values] };
  const isByField = sortBy !== undefined;
  const columns = orderOf(isByField ? sortKeysOf(schema, sortBy) : undefined);
  const page = behind(query, { columns, isByField }, bind);
  const order = columns.map((column) => `${column} ${descending ? 'desc' : 'asc'}`).join(', ');
  const bounds = `limit ${bind(query.limit, 'int8')} offset ${bind(query.offset, 'int8')}`;
  const text = `select id, tag, at, body ${from} and ${page} order by ${order} ${bounds}`;
  return { rows: { text, values }, count };
};
