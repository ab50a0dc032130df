// How a schema is found or made when a store is opened, whoever else is opening it now.

import { randomBytes } from 'node:crypto';
import { notThere } from '@dure/kernel/ports';
import type { StoreIdentity, StoreOwner } from '@dure/kernel/ports';
import type { Address } from './address.ts';
import type { Client } from './connections.ts';
import { OtherLog, StoreCannotOpen, unavailable } from './errors.ts';
import {
  dropSpareIndex,
  indexFor,
  SCHEMA_VERSION,
  stepsFrom,
  VERSION_WITH_ARCHIVE,
} from './schema.ts';
import type { RowIndex } from './schema.ts';
import { quoted } from './statements.ts';

const PARTITIONS_MAX = 1_024;

export type Wanted = {
  readonly address: Address;
  readonly owner: StoreOwner | undefined;
  readonly partitions: number | undefined;
  readonly indexes: readonly RowIndex[];
  readonly mustBeThere: boolean;
};

export type Found = {
  readonly partitions: number;
  readonly identity: StoreIdentity;
  /** Some of its records were put aside. */
  readonly hasArchive: boolean;
};

type Looked = {
  readonly version: number;
  readonly hasTables: boolean;
  readonly encoding: string;
  readonly isReadOnly: boolean;
  readonly isDurable: boolean;
};

/**
 * Makes what is missing, and looks whose it is. Nothing is changed when it throws.
 * @throws {StoreCannotOpen} with what a person can do about it.
 */
export const prepare = async (client: Client, wanted: Wanted): Promise<Found> => {
  await client.query('begin isolation level read committed');
  try {
    const found = await prepareUnderLock(client, wanted);
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('The schema was not committed.');
    return found;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
};

/** Two replicas that start at once do it one after the other. */
const prepareUnderLock = async (client: Client, wanted: Wanted): Promise<Found> => {
  const { address, indexes } = wanted;
  const { schema, words } = address;
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`dure ${schema}`]);
  const looked = await look(client, schema);
  check(words, looked);
  if (looked.version === 0 && wanted.mustBeThere) throw empty(words);
  if (looked.version === 0) await create(client, wanted);
  else if (looked.version < SCHEMA_VERSION) await update(client, schema, looked.version);
  const partitions = await partitionsIn(client, schema);
  checkPartitions(words, partitions, wanted.partitions);
  const identity = await identityOf(client, wanted);
  for (const index of indexes) await client.query(indexFor(schema, index));
  await client.query(dropSpareIndex(schema));
  const hasArchive = looked.version === VERSION_WITH_ARCHIVE;
  return { partitions, identity, hasArchive };
};

const look = async (client: Client, schema: string): Promise<Looked> => {
  const { rows } = await client.query<Looked & { readonly isOurs: boolean }>(
    `select to_regclass($1) is not null as "isOurs",
       exists (select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
         where nspname = $2) as "hasTables",
       current_setting('server_encoding') as encoding,
       pg_is_in_recovery() as "isReadOnly",
       current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
         as "isDurable"`,
    [`${quoted(schema)}.identity`, schema],
  );
  const [found] = rows;
  if (!found) throw new Error('The database has not answered.');
  const version = found.isOurs ? await versionIn(client, schema) : 0;
  return { ...found, version };
};

const versionIn = async (client: Client, schema: string): Promise<number> => {
  const text = `select version from ${quoted(schema)}.identity`;
  const { rows } = await client.query<{ readonly version: number }>(text);
  return rows[0]?.version ?? 0;
};

/** Before anything in the database is touched. */
const check = (place: string, looked: Looked): void => {
  const { version, hasTables, encoding, isReadOnly, isDurable } = looked;
  if (encoding !== 'UTF8') throw notUtf8(place, encoding);
  if (!isDurable) throw notDurable(place);
  if (version > VERSION_WITH_ARCHIVE) throw newer(place, version);
  if (version === 0 && hasTables) throw foreign(place);
  if (isReadOnly) throw unavailable(place, { code: '25006' });
};

const create = async (
  client: Client,
  { address: { schema }, partitions = 1 }: Wanted,
): Promise<void> => {
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > PARTITIONS_MAX) {
    throw new RangeError(`There cannot be ${partitions} partitions.`);
  }
  const has = await client.query('select from pg_namespace where nspname = $1', [schema]);
  // Whoever may not make schemas may have been given an empty one.
  if (has.rowCount === 0) await client.query(`create schema ${quoted(schema)}`);
  await client.query(stepsFrom(schema, 0));
  const name = quoted(schema);
  const logId = randomBytes(8).toString('hex');
  const values = [SCHEMA_VERSION, logId];
  await client.query(`insert into ${name}.identity (version, log_id) values ($1, $2)`, values);
  await client.query(
    `insert into ${name}.heads select number, 0, 0, '{}' from generate_series(0, $1 - 1) as number`,
    [partitions],
  );
};

const update = async (client: Client, schema: string, version: number): Promise<void> => {
  await client.query(stepsFrom(schema, version));
  await client.query(`update ${quoted(schema)}.identity set version = $1`, [SCHEMA_VERSION]);
};

const partitionsIn = async (client: Client, schema: string): Promise<number> => {
  const text = `select count(*)::int as n from ${quoted(schema)}.heads`;
  const { rows } = await client.query<{ readonly n: number }>(text);
  return rows[0]?.n ?? 0;
};

type IdentityRow = {
  readonly log_id: string;
  readonly business: string | null;
  readonly context: string | null;
};

/** The identity of a schema. One that belongs to nobody yet belongs to the owner from now on. */
const identityOf = async (client: Client, { address, owner }: Wanted): Promise<StoreIdentity> => {
  const table = `${quoted(address.schema)}.identity`;
  if (owner) {
    const claim = `update ${table} set business = $1, context = $2 where business is null`;
    await client.query(claim, [owner.business, owner.context]);
  }
  const { rows } = await client.query<IdentityRow>(`select * from ${table}`);
  const logId = rows[0]?.log_id ?? '';
  const found = ownerIn(rows[0]);
  if (owner && found && !isSame(found, owner)) throw belongsTo(address.words, found, owner);
  return { logId, ...(found === undefined ? {} : { owner: found }) };
};

const ownerIn = (row: IdentityRow | undefined): StoreOwner | undefined => {
  const { business = null, context = null } = row ?? {};
  return business === null || context === null ? undefined : { business, context };
};

const isSame = (one: StoreOwner, other: StoreOwner): boolean =>
  one.business === other.business && one.context === other.context;

/** The schema is a copy of another store. */
export const takeIdentity = async (
  client: Client,
  schema: string,
  { logId, owner }: StoreIdentity,
): Promise<void> => {
  const text = `update ${quoted(schema)}.identity set log_id = $1, business = $2, context = $3`;
  await client.query(text, [logId, owner?.business ?? null, owner?.context ?? null]);
};

/**
 * Looks at a connection that was made later: it leads to the same log. Sets it up, too: what is
 * committed on it is on the disk when it is answered, however the server is set up; and a statement
 * that was planned while a table was small does not go on to read all of it when it has grown.
 * @throws {OtherLog} another log is there, or none.
 */
export const checkSame = async (client: Client, schema: string, logId: string): Promise<void> => {
  const set = `select set_config('enable_seqscan', 'off', false),
    case when current_setting('synchronous_commit') = 'off'
      then set_config('synchronous_commit', 'on', false) end`;
  const looked = `select log_id from ${quoted(schema)}.identity`;
  const [, { rows }] = await Promise.all([
    client.query(set),
    client.query<{ readonly log_id: string }>(looked),
  ]);
  if (rows[0]?.log_id !== logId) throw new OtherLog('Another log is there.');
};

const notUtf8 = (place: string, encoding: string): StoreCannotOpen =>
  new StoreCannotOpen(place, {
    ko: `데이터베이스의 인코딩이 ${encoding}입니다: ${place}. UTF8로 만든 것을 골라 주세요.`,
    en: `The encoding of the database is ${encoding}: ${place}. Choose one created with UTF8.`,
  });

const notDurable = (place: string): StoreCannotOpen =>
  new StoreCannotOpen(place, {
    ko: `서버가 약속한 것을 잃을 수 있습니다: ${place}. fsync와 full_page_writes를 켜 주세요.`,
    en: `The server may lose what it promised: ${place}. Put fsync and full_page_writes on.`,
  });

const empty = (place: string): StoreCannotOpen => {
  const words = {
    ko: `데이터가 없는 스키마입니다: ${place}. 주소를 확인해 주세요.`,
    en: `There is no data in the schema: ${place}. Please check the address.`,
  };
  return Object.assign(new StoreCannotOpen(place, words), notThere);
};

const newer = (place: string, version: number): StoreCannotOpen =>
  new StoreCannotOpen(place, {
    ko: `더 새로운 두레가 쓴 스키마입니다(버전 ${version}): ${place}. 두레를 새 버전으로 바꿔 주세요.`,
    en: `A newer Dure (version ${version}) wrote the schema: ${place}. Please update Dure.`,
  });

const foreign = (place: string): StoreCannotOpen =>
  new StoreCannotOpen(place, {
    ko: `다른 프로그램의 테이블이 있는 스키마입니다: ${place}. 다른 스키마를 골라 주세요.`,
    en: `The schema holds the tables of another program: ${place}. Please choose another schema.`,
  });

const checkPartitions = (place: string, has: number, reads: number | undefined): void => {
  if (reads === undefined || has === reads) return;
  throw new StoreCannotOpen(place, {
    ko: `파티션이 ${has}개인 스키마입니다: ${place}. ${reads}개로는 열 수 없습니다.`,
    en: `The schema has ${has} partitions: ${place}. It cannot be opened with ${reads}.`,
  });
};

const belongsTo = (place: string, found: StoreOwner, owner: StoreOwner): StoreCannotOpen => {
  const [is, wanted] = [found, owner].map(({ business, context }) => `${business}/${context}`);
  return new StoreCannotOpen(place, {
    ko: `${is}의 스키마라 ${wanted}(으)로 열 수 없습니다: ${place}. 다른 스키마를 골라 주세요.`,
    en: `The schema belongs to ${is}, not to ${wanted}: ${place}. Please choose another schema.`,
  });
};
