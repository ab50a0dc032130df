// The same command as in `minimal.ts`, by Dure and over HTTP: on SQLite, or on a server.

import { createGateway } from '@dure/http';
import { runEmbedded } from '@dure/embedded';
import { openPostgresStore } from '@dure/store-postgres';
import { openSqliteStore } from '@dure/store-sqlite';
import { fileIn, folderGiven, serverGiven, tell } from './program.ts';
import { StampCards } from './stamps.ts';

const folder = folderGiven();
const url = serverGiven();
const running = await runEmbedded({
  system: StampCards,
  storeOf: ({ name }) =>
    url === undefined
      ? openSqliteStore({ file: fileIn(folder, name) })
      : openPostgresStore({ url, schema: `stamps_${process.pid}` }),
});
const gateway = await createGateway({ running, port: 0 });
tell({ url: gateway.url });
