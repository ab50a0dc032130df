// The same command as in `minimal.ts`, by Dure and over HTTP: on SQLite, or on a server.

import { lookUpsIn } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import { createGateway } from '@dure/http';
import { runEmbedded } from '@dure/embedded';
import { openMariadbStore } from '@dure/store-mariadb';
import { openPostgresStore } from '@dure/store-postgres';
import { openSqliteStore } from '@dure/store-sqlite';
import { fileIn, folderGiven, isSignInGiven, serverGiven, tell } from './program.ts';
import { signedIn } from './signed-in.ts';
import { StampCards } from './stamps.ts';

const folder = folderGiven();
const url = serverGiven();

/** With `--looked-up`, rows are found by what a start makes indexes of. */
const indexesOf = (context: BoundedContext) =>
  process.argv.includes('--looked-up') ? { indexes: lookUpsIn(context) } : {};

const storeOf = (context: BoundedContext) => {
  const { name } = context;
  const place = `stamps_${process.pid}`;
  if (url === undefined)
    return openSqliteStore({ file: fileIn(folder, name), ...indexesOf(context) });
  if (url.startsWith('postgres:')) return openPostgresStore({ url, schema: place });
  return openMariadbStore({ url, database: place });
};

const running = await runEmbedded({ system: StampCards, storeOf });
const { bearer, options } = isSignInGiven() ? await signedIn() : { bearer: undefined, options: {} };
const gateway = await createGateway({ running, port: 0, ...options });
tell({ url: gateway.url, bearer });
