// The store of a context, by its URL: a file of SQLite, a schema of PostgreSQL, or a database of
// MariaDB.

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lookUpsIn } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import { notThere } from '@dure/kernel/ports';
import type { Store, StoreOwner } from '@dure/kernel/ports';

export type StoreOf = {
  readonly url: string;
  readonly business: string;
  readonly context: BoundedContext;
  /** As it is created with, and has to be opened with; as many as it has, unless given. */
  readonly partitions?: number | undefined;
  /** Whose the store says that it is, where that is not its context; null is nobody. */
  readonly owner?: StoreOwner | null | undefined;
  /** Nothing is made where there is none. */
  readonly mustBeThere?: boolean | undefined;
  /** Asked at each connection: a secret that is mounted may be exchanged. */
  readonly password: (() => string) | undefined;
  /** At most so many to a server, for turns and again for reads. */
  readonly connections?: number | undefined;
};

type Open = (of: StoreOf) => Promise<Store>;

/** The folder of the data that such a URL names. */
export const folderIn = (url: string): string => url.replace(/^sqlite:(\/\/)?/, '');

const ownerOf = ({ business, context, owner }: StoreOf): StoreOwner | undefined =>
  owner === null ? undefined : (owner ?? { business, context: context.name });

const inFile: Open = async (of) => {
  const { openSqliteStore, StoreCannotOpen } = await import('@dure/store-sqlite');
  const { url, business, context, partitions, mustBeThere } = of;
  const owner = ownerOf(of);
  const folder = join(folderIn(url), business);
  const file = join(folder, `${context.name}.db`);
  if (mustBeThere && !existsSync(file)) {
    const words = { ko: `${file}이(가) 없습니다`, en: `There is no ${file}` };
    throw Object.assign(new StoreCannotOpen(file, words), notThere);
  }
  mkdirSync(folder, { recursive: true });
  return openSqliteStore({
    file,
    ...(owner === undefined ? {} : { owner }),
    ...(partitions === undefined ? {} : { partitions }),
    indexes: lookUpsIn(context),
  });
};

const atPostgres = (of: StoreOf) => ({
  url: of.url,
  password: of.password,
  schema: `${of.business}_${of.context.name}`.replaceAll('-', '_'),
});

const onPostgres: Open = async (of) => {
  const { openPostgresStore } = await import('@dure/store-postgres');
  const { context, partitions, mustBeThere, connections: connectionsMax } = of;
  const indexes = lookUpsIn(context);
  return openPostgresStore({
    ...atPostgres(of),
    owner: ownerOf(of),
    partitions,
    mustBeThere,
    connectionsMax,
    indexes,
  });
};

/** Every context has a database of its own: `dure_lodging_payment`, where the URL says `dure`. */
const databaseOf = (url: string, owner: StoreOwner): string =>
  [new URL(url).pathname.slice(1) || 'dure', owner.business, owner.context]
    .join('_')
    .replaceAll('-', '_');

const atMariadb = ({ url, business, context, password }: StoreOf) => ({
  url: url.replace(/^mysql:/, 'mariadb:'),
  database: databaseOf(url, { business, context: context.name }),
  ...(password === undefined ? {} : { password }),
});

const onMariadb: Open = async (of) => {
  const { openMariadbStore } = await import('@dure/store-mariadb');
  const { context, partitions, mustBeThere, connections: connectionsMax } = of;
  const indexes = lookUpsIn(context);
  return openMariadbStore({
    ...atMariadb(of),
    owner: ownerOf(of),
    partitions,
    mustBeThere,
    connectionsMax,
    indexes,
  });
};

/** No real server has proved it: the address has to say that this is known. */
const onMongodb: Open = async (of) => {
  const { openMongoStore } = await import('@dure/store-mongodb');
  const { url, context, partitions, password, business } = of;
  const database = databaseOf(url, { business, context: context.name });
  return openMongoStore({ url, database, password, owner: ownerOf(of), partitions });
};

const byScheme: { readonly [scheme: string]: Open } = {
  sqlite: inFile,
  postgres: onPostgres,
  postgresql: onPostgres,
  mariadb: onMariadb,
  mysql: onMariadb,
  mongodb: onMongodb,
};

/** Whether a store of this kind can have several replicas on different machines. */
export const isServer = (url: string): boolean => !url.startsWith('sqlite:');

export const openStore = (of: StoreOf): Promise<Store> => {
  const open = byScheme[of.url.slice(0, of.url.indexOf(':'))];
  // The file was read with these schemes.
  if (!open) throw new Error(`There is no store for ${of.business}/${of.context.name}.`);
  return open(of);
};

/** By what is in the folder of a file: its journal is a part of it. */
const dropFile = async (of: StoreOf): Promise<boolean> => {
  const file = join(folderIn(of.url), of.business, `${of.context.name}.db`);
  if (!existsSync(file)) return false;
  // It opens for whom it belongs to.
  await (await inFile(of)).close();
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  return true;
};

/**
 * Takes the store of a context away, whole, and nothing else. Nobody may have it open.
 * @returns whether it was there.
 * @throws {StoreCannotOpen} it is not what that context has made; nothing was changed.
 */
export const dropStore = async (of: StoreOf): Promise<boolean> => {
  const owner = { business: of.business, context: of.context.name };
  if (of.url.startsWith('postgres')) {
    return (await import('@dure/store-postgres')).dropPostgresStore({ ...atPostgres(of), owner });
  }
  if (!isServer(of.url)) return dropFile(of);
  return (await import('@dure/store-mariadb')).dropMariadbStore({ ...atMariadb(of), owner });
};

/** How many connections others have to a store; of a file, its folder says that. */
const connectionsTo = async (of: StoreOf): Promise<number> => {
  if (of.url.startsWith('postgres')) {
    return (await import('@dure/store-postgres')).connectionsToPostgres(atPostgres(of));
  }
  if (!isServer(of.url) || of.url.startsWith('mongodb')) return 0;
  return (await import('@dure/store-mariadb')).connectionsToMariadb(atMariadb(of));
};

/** A server takes a moment to notice that a process has ended. */
const ENDED_TRIES_MAX = 20;
const ENDED_POLL_MS = 100;

/** Whether some process has a store open. */
export const isInUse = async (of: StoreOf): Promise<boolean> => {
  for (let tries = 0; tries < ENDED_TRIES_MAX; tries += 1) {
    if ((await connectionsTo(of)) === 0) return false;
    await sleep(ENDED_POLL_MS);
  }
  return true;
};
