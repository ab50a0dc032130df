// The statements of the store. Each has a name, so that a connection parses it once.

import type { Collection } from '@dure/kernel/ports';
import { sourceOf } from './columns.ts';
import type { Ones } from './columns.ts';
import { itemColumns, recordColumns } from './rows.ts';

/** A statement that a connection prepares when it first needs it. */
export type Statement = { readonly name: string; readonly text: string };

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The table of the items of a collection. */
export const tableOf = (schema: string, collection: Collection): string =>
  `${quoted(schema)}.item_${collection}`;

const namesOf = (columns: readonly { readonly name: string }[]): string =>
  columns.map(({ name }) => name).join(', ');

const recordNames = namesOf(recordColumns);
const itemNames = namesOf(itemColumns);

/** Made once for each of what it is asked for. */
const kept = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
};

export type Statements = ReturnType<typeof statementsIn>;

/** Records of the log, and of the archive where there is one: each is in one of the two. */
const ofBoth = (
  schema: string,
  hasArchive: boolean,
  rest: string,
): { readonly text: string; readonly suffix: string } => {
  const columns = `partition, sequence, ${recordNames}`;
  const [live, aside] = ['log', 'log_archive'].map(
    (table) => `select ${columns} from ${quoted(schema)}.${table} ${rest}`,
  );
  if (!hasArchive) return { text: live ?? '', suffix: '' };
  const order = rest.slice(rest.indexOf('order by'));
  const text = `select * from ((${live}) union all (${aside})) as records ${order}`;
  return { text, suffix: '_of_both' };
};

/** All statements on one schema. */
export const statementsIn = (schema: string, hasArchive = false) => {
  const [log, heads] = [`${quoted(schema)}.log`, `${quoted(schema)}.heads`];
  const head = `select sequence, turns, facts from ${heads} where partition = $1`;
  const records = (name: string, rest: string): Statement => {
    const { text, suffix } = ofBoth(schema, hasArchive, rest);
    return { name: `${name}${suffix}`, text };
  };
  const named = (name: string, text: string): Statement => ({ name, text });
  return {
    head: named('head', head),
    /** Whoever writes the head waits here; whoever refers to it by a key would not. */
    lock: named('lock', `${head} for no key update`),
    lockAll: named('lock_all', `select from ${heads} order by partition for no key update`),
    moveHead: named(
      'move_head',
      `update ${heads} set sequence = $2, turns = $3, facts = $4 where partition = $1`,
    ),
    append: kept((ones: Ones) => appendTo(log, ones)),
    readLog: records(
      'read_log',
      'where partition = $1 and sequence > $2 order by sequence limit $3',
    ),
    trail: records(
      'trail',
      `where case_id = $1 and (at, partition, sequence) > ($2, $3, $4)
       order by at, partition, sequence limit $5`,
    ),
    of: kept((collection: Collection) =>
      collectionStatements(collection, tableOf(schema, collection)),
    ),
  };
};

const appendTo = (log: string, ones: Ones): Statement => {
  const { select, lists, names } = sourceOf(recordColumns, ones, 3);
  const text = `insert into ${log} (partition, sequence, ${recordNames})
    select $1, $2 + place, ${select}
    from unnest(${lists}) with ordinality as new (${names}, place)`;
  return { name: `append_${ones}`, text };
};

const collectionStatements = (collection: Collection, table: string) => {
  const named = (name: string, text: string): Statement => ({
    name: `${name}_${collection}`,
    text,
  });
  const items = `select ${itemNames} from ${table}`;
  // In the order of their ids, so that two turns that write the same items wait, and go on.
  const insert = (ones: Ones): string => {
    const { select, lists, names } = sourceOf(itemColumns, ones, 2);
    return `insert into ${table} (partition, ${itemNames})
      select $1, ${select} from unnest(${lists}) as new (${names}) order by id`;
  };
  return {
    byId: named('by_id', `${items} where id = any($1::text[])`),
    byTag: named('by_tag', `${items} where tag = any($1::text[])`),
    insert: kept((ones: Ones) => named(`insert_${ones}`, insert(ones))),
    put: kept((ones: Ones) =>
      named(
        `put_${ones}`,
        `${insert(ones)} on conflict (id) do update set partition = excluded.partition,
          tag = excluded.tag, at = excluded.at, body = excluded.body`,
      ),
    ),
    remove: named('remove', `delete from ${table} where id = any($1::text[])`),
    due: named('due', `${items} where partition = $1 and at <= $2 order by at, id limit $3`),
    nextDue: named(
      'next_due',
      `select at from ${table} where partition = $1 and at is not null order by at limit 1`,
    ),
    list: named('list', `${items} where id > $1 order by id limit $2`),
    count: named('count', `select count(*) as n from ${table} where tag = $1`),
  };
};
