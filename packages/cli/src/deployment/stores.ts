// The store of a context, by its URL: a file of SQLite, a schema of PostgreSQL, or a database of
// MariaDB.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lookUpsIn } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import type { Store, StoreOwner } from '@dure/kernel/ports';

export type StoreOf = {
  readonly url: string;
  readonly business: string;
  readonly context: BoundedContext;
  readonly partitions: number;
  /** Asked at each connection: a secret that is mounted may be exchanged. */
  readonly password: (() => string) | undefined;
  /** At most so many to a server, for turns and again for reads. */
  readonly connections?: number | undefined;
};

type Open = (of: StoreOf) => Promise<Store>;

const inFile: Open = async ({ url, business, context, partitions }) => {
  const { openSqliteStore } = await import('@dure/store-sqlite');
  const folder = join(url.replace(/^sqlite:(\/\/)?/, ''), business);
  mkdirSync(folder, { recursive: true });
  const owner = { business, context: context.name };
  const file = join(folder, `${context.name}.db`);
  return openSqliteStore({ file, owner, partitions, indexes: lookUpsIn(context) });
};

const onPostgres: Open = async ({ url, business, context, partitions, password, ...of }) => {
  const { openPostgresStore } = await import('@dure/store-postgres');
  const place = { url, password, owner: { business, context: context.name } };
  const { connections: connectionsMax } = of;
  return openPostgresStore({ ...place, connectionsMax, partitions, indexes: lookUpsIn(context) });
};

/** Every context has a database of its own: `dure_lodging_payment`, where the URL says `dure`. */
const databaseOf = (url: string, owner: StoreOwner): string =>
  [new URL(url).pathname.slice(1) || 'dure', owner.business, owner.context]
    .join('_')
    .replaceAll('-', '_');

const onMariadb: Open = async ({ url, business, context, partitions, password, ...of }) => {
  const { openMariadbStore } = await import('@dure/store-mariadb');
  const owner = { business, context: context.name };
  return openMariadbStore({
    url: url.replace(/^mysql:/, 'mariadb:'),
    database: databaseOf(url, owner),
    ...(password === undefined ? {} : { password }),
    owner,
    partitions,
    connectionsMax: of.connections,
    indexes: lookUpsIn(context),
  });
};

const byScheme: { readonly [scheme: string]: Open } = {
  sqlite: inFile,
  postgres: onPostgres,
  postgresql: onPostgres,
  mariadb: onMariadb,
  mysql: onMariadb,
};

/** Whether a store of this kind can have several replicas on different machines. */
export const isServer = (url: string): boolean => !url.startsWith('sqlite:');

export const openStore = (of: StoreOf): Promise<Store> => {
  const open = byScheme[of.url.slice(0, of.url.indexOf(':'))];
  // The file was read with these schemes.
  if (!open) throw new Error(`There is no store for ${of.business}/${of.context.name}.`);
  return open(of);
};
