// Where the businesses of the tests have their stores. The same tests run on a server, where its
// URL is given: `DURE_TEST_STORE=postgres://…`, or `mariadb://…`; that of one context is given by
// its name, `DURE_TEST_STORE_PAYMENT`, where `sqlite` is a file.

import { basename, join } from 'node:path';
import type { Store } from '@dure/kernel';
import { openMariadbStore } from '@dure/store-mariadb';
import { openPostgresStore } from '@dure/store-postgres';
import { openSqliteStore } from '@dure/store-sqlite';

const serverOf = (context: string): string | undefined => {
  const ofOne = process.env[`DURE_TEST_STORE_${context.toUpperCase().replaceAll('-', '_')}`];
  const url = ofOne ?? process.env['DURE_TEST_STORE'];
  return url === 'sqlite' ? undefined : url;
};

/** Whether the stores are those of a server. */
export const isOnServer = (): boolean => process.env['DURE_TEST_STORE'] !== undefined;

/** Nobody closes the businesses of tests. */
const CONNECTIONS_MAX = 2;

/** The store of a context: in a folder, or in a schema or a database that is called by it. */
export const openStore = (folder: string, context: string): Store | Promise<Store> => {
  const server = serverOf(context);
  if (server === undefined) return openSqliteStore({ file: join(folder, `${context}.db`) });
  const place = { url: server, connectionsMax: CONNECTIONS_MAX };
  return server.startsWith('mariadb:')
    ? openMariadbStore({ ...place, database: `${basename(folder)}_${context}` })
    : openPostgresStore({ ...place, schema: `${basename(folder)}/${context}` });
};

/** The store, which counts what is under way in it. */
export const counted = (store: Store, underWay: { count: number }): Store =>
  new Proxy(store, {
    get: (target, name) => {
      // Methods have private fields of the store itself.
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, given);
        if (!(result instanceof Promise)) return result;
        underWay.count += 1;
        return result.finally(() => (underWay.count -= 1));
      };
    },
  });

/** For so many rounds of the event loop nothing is under way when it has come to rest. */
const CALM_ROUNDS = 20;

/** Waits until nothing is under way any more; true, if there was anything. */
export const restOf = async (underWay: { readonly count: number }): Promise<boolean> => {
  let wasBusy = false;
  for (let calm = 0; calm < CALM_ROUNDS; calm = underWay.count > 0 ? 0 : calm + 1) {
    wasBusy ||= underWay.count > 0;
    await new Promise((resolve) => void setImmediate(resolve));
  }
  return wasBusy;
};
