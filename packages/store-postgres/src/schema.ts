// What lies in a schema of the database, and how it comes there: step by step, forward only. A step
// adds and takes nothing away, as the version before it may still be running beside it.

import { createHash } from 'node:crypto';
import { collections } from '@dure/kernel/ports';
import type { Collection } from '@dure/kernel/ports';
import { isOfView, sortKeysOf } from './query.ts';
import { quoted, tableOf } from './statements.ts';

const text = 'text collate "C"';

/** Room in each page for the next version of a row, so that no index is written for it. */
const UPDATED_FILL = 70;
const HEADS_FILL = 10;

const itemTable = (schema: string, collection: Collection): string => {
  const table = tableOf(schema, collection);
  const name = `item_${collection}`;
  // The instant of a row is that of its last change, and nothing is done when it has come.
  const indexes =
    collection === 'row'
      ? `create index ${name}_at on ${table} (tag, at, id);`
      : `create index ${name}_tag on ${table} (tag) where tag is not null;
        create index ${name}_due on ${table} (partition, at, id) where at is not null;`;
  return `
    create table ${table} (
      id ${text} primary key,
      partition int not null,
      tag ${text},
      at float8,
      body text not null
    ) with (fillfactor = ${UPDATED_FILL});
    ${indexes}`;
};

const logAndHeads = (schema: string): string => `
  create table ${schema}.identity (
    version int not null,
    log_id text not null,
    business text,
    context text
  );
  create table ${schema}.heads (
    partition int primary key,
    sequence bigint not null,
    turns bigint not null,
    facts text not null
  ) with (fillfactor = ${HEADS_FILL});
  create table ${schema}.log (
    partition int,
    sequence bigint,
    kind text not null,
    type ${text} not null,
    version int,
    subject ${text} not null,
    case_id ${text} not null,
    at float8 not null,
    data text not null,
    caused_by ${text} not null,
    actor ${text} not null,
    target ${text},
    traceparent ${text},
    primary key (partition, sequence)
  );
  create index log_case on ${schema}.log (case_id, at, partition, sequence);`;

/** How fields of rows are compared: nothing, then truths and numbers, then texts. */
const order = (schema: string): string => `
  create function ${schema}.rank_of(jsonb) returns int language sql immutable parallel safe as
    $$ select case coalesce(jsonb_typeof($1), 'null')
      when 'null' then 0 when 'boolean' then 1 when 'number' then 1 else 2 end $$;
  create function ${schema}.number_of(jsonb) returns numeric language sql immutable parallel safe as
    $$ select case jsonb_typeof($1)
      when 'number' then $1::numeric when 'boolean' then $1::boolean::int::numeric else 0 end $$;
  create function ${schema}.text_of(jsonb) returns text language sql immutable parallel safe as
    $$ select case when jsonb_typeof($1) in ('string', 'array', 'object')
      then $1 #>> '{}' else '' end $$;`;

/** The step at an index leads to the version after it. */
const steps: readonly ((schema: string) => string)[] = [
  (schema) =>
    [
      logAndHeads(quoted(schema)),
      ...collections.map((collection) => itemTable(schema, collection)),
      order(quoted(schema)),
    ].join('\n'),
];

/**
 * Takes away an index on rows that nothing asks for, and that each change of a row had to write: a
 * schema from before has it. Whoever may not, or finds the table in use, leaves it to the next one.
 */
export const dropSpareIndex = (schema: string): string => `
  do $dure$ begin
    if to_regclass('${spareIndex(schema).replaceAll("'", "''")}') is not null then
      set local lock_timeout = '200ms';
      drop index ${spareIndex(schema)};
    end if;
  exception when lock_not_available or insufficient_privilege then null;
  end $dure$`;

const spareIndex = (schema: string): string => `${quoted(schema)}.item_row_due`;

/** Counts the steps. A schema with more of them belongs to a newer Dure. */
export const SCHEMA_VERSION = steps.length;

/**
 * The version of a schema with an archive: it becomes so when the first record is put aside, and
 * not before, so that replicas of an earlier Dure go on with schemas that have none.
 */
export const VERSION_WITH_ARCHIVE = 2;

/** Brings a schema from a version to the present one. */
export const stepsFrom = (schema: string, version: number): string =>
  steps
    .slice(version)
    .map((step) => step(schema))
    .join('\n');

/** A field by which the rows of a view are often looked for. */
export type RowIndex = { readonly view: string; readonly field: string };

/**
 * The index that is made for a field, unless it is there. It holds the rows of its view only, and
 * those with the same value in the order of their last change, as lists show them.
 */
export const indexFor = (schema: string, { view, field }: RowIndex): string => {
  const { rank, number, prefix } = sortKeysOf(schema, field);
  const name = quoted(`row_${hashOf(`${view}\n${field}`)}`);
  return `create index if not exists ${name} on ${tableOf(schema, 'row')}
    (tag, ${rank}, ${number}, ${prefix}, at, id) where ${isOfView(view)}`;
};

/** Names are cut off after 63 bytes, and two of them would be one. */
const hashOf = (name: string): string =>
  createHash('sha256').update(name).digest('hex').slice(0, 16);
