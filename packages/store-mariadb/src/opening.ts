// Opens the database of a context: makes what is missing, and refuses what belongs to others.

import { createHash, randomBytes } from 'node:crypto';
import { notThere } from '@dure/kernel/ports';
import type { StoreIdentity, StoreOwner } from '@dure/kernel/ports';
import { DatabaseError, isKind, readOnly, StoreCannotOpen } from './errors.ts';
import { Link } from './link.ts';
import type { Address, MariadbOptions, RowIndex } from './options.ts';
import { indexedColumn } from './query.ts';
import {
  createHeads,
  createIndex,
  createTables,
  isOurs,
  PARTITIONS_MAX,
  SCHEMA_VERSION,
  tableOf,
  VERSION_WITH_ARCHIVE,
} from './schema.ts';

/** Another replica may be making the same database for so long. */
const SCHEMA_WAIT_S = 10;

/** An index over the rows of all views is made within this time, or the store is not opened. */
const INDEX_MS_MAX = 3_600_000;

export type Found = {
  readonly partitions: number;
  readonly identity: StoreIdentity;
  /** Some of its records were put aside. */
  readonly hasArchive: boolean;
};

/** What there is in the database, and what was made of it. */
export const prepare = async (address: Address, options: MariadbOptions): Promise<Found> => {
  const { mustBeThere = false } = options;
  const link = await (mustBeThere ? found(address) : reached(address));
  try {
    await checkServer(address, link);
    await checkVersion(address, link);
    if (mustBeThere && (await versionIn(link)) === 0) throw empty(address);
    await underLock(address, link, () => make(address, link, options));
    return await claimed(address, link, options);
  } finally {
    await link.close();
  }
};

/** Connects to a database that has to be there. */
const found = async (address: Address): Promise<Link> => {
  try {
    return await Link.open(address, false);
  } catch (error) {
    throw isKind(error, 'noDatabase') ? empty(address) : error;
  }
};

/** Connects, and makes the database where there is none. */
const reached = async (address: Address): Promise<Link> => {
  try {
    return await Link.open(address, false);
  } catch (error) {
    if (!isKind(error, 'noDatabase')) throw error;
  }
  const link = await Link.open({ ...address, database: '' }, false);
  try {
    const name = `\`${address.database}\``;
    await link.command(
      `CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin`,
    );
  } catch (error) {
    // Whoever may not make it has to be told that it is missing, not that they may not.
    const { message } = error instanceof Error ? error : new Error(String(error));
    if (!isKind(error, 'rights')) throw error;
    throw new DatabaseError({ errno: 1049, code: 'ER_BAD_DB_ERROR', sqlMessage: message });
  } finally {
    await link.close();
  }
  return Link.open(address, false);
};

const settings = `
  SELECT @@innodb_flush_log_at_trx_commit AS flushed, @@log_bin AS logs, @@sync_binlog AS synced,
    @@read_only AS is_read_only, VERSION() AS version`;

/** A server that answers before it has written, or forgets what it answered, keeps no promise. */
const checkServer = async ({ shown }: Address, link: Link): Promise<void> => {
  const [row = {}] = await link.command(settings);
  if (!/mariadb/i.test(String(row['version']))) throw noMariadb(shown, String(row['version']));
  if (Number(row['is_read_only']) !== 0) throw readOnly();
  if (![1, 3].includes(Number(row['flushed']))) {
    throw forgets(shown, 'innodb_flush_log_at_trx_commit', Number(row['flushed']));
  }
  if (Number(row['logs']) !== 0 && Number(row['synced']) !== 1) {
    throw forgets(shown, 'sync_binlog', Number(row['synced']));
  }
};

const noMariadb = (shown: string, version: string): StoreCannotOpen =>
  new StoreCannotOpen(shown, {
    ko: `${shown} 서버는 MariaDB가 아닙니다(${version}). MariaDB 10.6 이상을 써 주세요.`,
    en: `${shown} is no MariaDB (${version}). Please use MariaDB 10.6 or newer.`,
  });

const forgets = (shown: string, setting: string, is: number): StoreCannotOpen =>
  new StoreCannotOpen(shown, {
    ko: `${shown}: ${setting} 값이 ${is}이면 정전 때 답한 일을 잃을 수 있습니다. 1로 바꿔 주세요.`,
    en: `${shown}: with ${setting} = ${is}, answers may be lost with the power. Set it to 1.`,
  });

const tablesIn = async (link: Link): Promise<readonly string[]> => {
  const sql =
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()';
  return (await link.command(sql)).map(({ name }) => String(name));
};

/** 0 where there is no store, or one that is being made. */
const versionIn = async (link: Link): Promise<number> => {
  if (!(await tablesIn(link)).includes('store')) return 0;
  const [row] = await link.command('SELECT version FROM store');
  return Number(row?.['version'] ?? 0);
};

/** Before anything in the database is touched. */
const checkVersion = async ({ shown }: Address, link: Link): Promise<void> => {
  const version = await versionIn(link);
  if (version > VERSION_WITH_ARCHIVE) {
    throw new StoreCannotOpen(shown, {
      ko: `${shown} 데이터베이스는 더 새로운 두레가 쓴 것입니다(버전 ${version}). 두레를 새 버전으로 바꿔 주세요.`,
      en: `${shown} was written by a newer Dure (version ${version}). Please update Dure.`,
    });
  }
  const foreign = (await tablesIn(link)).find((table) => !isOurs(table));
  if (version > 0 || foreign === undefined) return;
  throw new StoreCannotOpen(shown, {
    ko: `${shown} 데이터베이스에는 다른 프로그램의 표(${foreign})가 있습니다. 다른 데이터베이스를 골라 주세요.`,
    en: `${shown} has tables of another program (${foreign}). Please choose another database.`,
  });
};

/** One replica after the other. The lock ends with the connection, should the process die. */
const underLock = async (
  { database }: Address,
  link: Link,
  work: () => Promise<void>,
): Promise<void> => {
  const name = `dure.${createHash('sha256').update(database).digest('hex').slice(0, 32)}`;
  const sql = `SELECT GET_LOCK('${name}', ${SCHEMA_WAIT_S}) AS is_had`;
  const [row] = await link.command(sql);
  if (Number(row?.['is_had']) !== 1) throw new DatabaseError({ errno: 1205 });
  await work();
  await link.command(`DO RELEASE_LOCK('${name}')`);
};

/** Makes everything that is missing. */
const make = async (
  address: Address,
  link: Link,
  { partitions = 1, indexes = [] }: MariadbOptions,
): Promise<void> => {
  if ((await versionIn(link)) === 0) await create(link, partitions);
  const there = await columnsOfRows(link);
  const columns = new Map(indexes.map((index) => [indexedColumn(index), index]));
  const missing = [...columns].flatMap(([column, index]) => (there.has(column) ? [] : [index]));
  if (missing.length > 0) await addIndexes(address, missing);
};

const columnsOfRows = async (link: Link): Promise<ReadonlySet<string>> => {
  const sql =
    'SELECT column_name AS name FROM information_schema.columns ' +
    `WHERE table_schema = DATABASE() AND table_name = '${tableOf('row')}'`;
  return new Set((await link.command(sql)).map(({ name }) => String(name)));
};

/** To index many rows takes its time; others read and write meanwhile. */
const addIndexes = async (address: Address, indexes: readonly RowIndex[]): Promise<void> => {
  const limits = { ...address.limits, statementMs: INDEX_MS_MAX };
  const link = await Link.open({ ...address, limits }, false);
  try {
    for (const index of indexes) await link.command(createIndex(index));
  } finally {
    await link.close();
  }
};

/** What a process that died has left is made whole. The last row says that all is there. */
const create = async (link: Link, partitions: number): Promise<void> => {
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > PARTITIONS_MAX) {
    throw new RangeError(`There cannot be ${partitions} partitions.`);
  }
  for (const sql of createTables) await link.command(sql);
  await link.command('DELETE FROM heads');
  await link.command(createHeads(partitions));
  await link.run({
    sql: 'INSERT INTO store (one, version, log_id) VALUES (1, ?, ?)',
    values: [SCHEMA_VERSION, randomBytes(8).toString('hex')],
  });
};

const isSame = (one: StoreOwner, other: StoreOwner): boolean =>
  one.business === other.business && one.context === other.context;

/** The identity of a database. One that belongs to nobody yet belongs to the owner from now on. */
const claimed = async (
  address: Address,
  link: Link,
  { owner, partitions: wanted }: MariadbOptions,
): Promise<Found> => {
  const [count] = await link.command('SELECT COUNT(*) AS n FROM heads');
  const partitions = Number(count?.['n']);
  checkPartitions(address, partitions, wanted);
  if (owner) {
    const sql = 'UPDATE store SET business = ?, context = ? WHERE business IS NULL';
    await link.run({ sql, values: [owner.business, owner.context] });
  }
  const { logId, owner: found } = await identityIn(link);
  if (owner && found && !isSame(found, owner)) throw belongsTo(address, found, owner);
  const hasArchive = (await versionIn(link)) === VERSION_WITH_ARCHIVE;
  return { partitions, identity: { logId, ...(found ? { owner: found } : {}) }, hasArchive };
};

export const identityIn = async (link: Link): Promise<StoreIdentity> => {
  const [row = {}] = await link.command('SELECT log_id, business, context FROM store');
  const { log_id: logId, business, context } = row;
  const isOwned = typeof business === 'string' && typeof context === 'string';
  return { logId: String(logId), ...(isOwned ? { owner: { business, context } } : {}) };
};

/** The database is a copy of another store. */
export const takeIdentity = async (link: Link, { logId, owner }: StoreIdentity): Promise<void> => {
  const sql = 'UPDATE store SET log_id = ?, business = ?, context = ?';
  await link.run({ sql, values: [logId, owner?.business ?? null, owner?.context ?? null] });
};

const empty = ({ shown }: Address): StoreCannotOpen => {
  const words = {
    ko: `${shown} 데이터베이스에 데이터가 없습니다. 주소를 확인해 주세요.`,
    en: `There is no data in ${shown}. Please check the address.`,
  };
  return Object.assign(new StoreCannotOpen(shown, words), notThere);
};

/** How many other connections there are to the database, as far as the user may see them. */
export const connectionsIn = async (address: Address): Promise<number> => {
  const link = await Link.open(address, false).catch((error: unknown) => {
    if (isKind(error, 'noDatabase')) return undefined;
    throw error;
  });
  // Nobody is connected to what is not there.
  if (!link) return 0;
  try {
    const others = 'db = DATABASE() AND id <> CONNECTION_ID()';
    const sql = `SELECT COUNT(*) AS n FROM information_schema.processlist WHERE ${others}`;
    const [row] = await link.command(sql);
    return Number(row?.['n'] ?? 0);
  } finally {
    await link.close();
  }
};

const checkPartitions = ({ shown }: Address, has: number, wanted: number | undefined): void => {
  if (wanted === undefined || has === wanted) return;
  throw new StoreCannotOpen(shown, {
    ko: `${shown} 데이터베이스는 파티션이 ${has}개입니다. ${wanted}개로는 열 수 없습니다.`,
    en: `${shown} has ${has} partitions; it cannot be opened with ${wanted}.`,
  });
};

const belongsTo = ({ shown }: Address, found: StoreOwner, owner: StoreOwner): StoreCannotOpen => {
  const [is, wanted] = [found, owner].map(({ business, context }) => `${business}/${context}`);
  return new StoreCannotOpen(shown, {
    ko: `${shown} 데이터베이스는 ${is}의 것이라 ${wanted}(으)로 열 수 없습니다. 다른 데이터베이스를 골라 주세요.`,
    en: `${shown} belongs to ${is}, not to ${wanted}. Please choose another database.`,
  });
};
