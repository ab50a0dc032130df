// The same command as in `minimal.ts`, by Dure: on SQLite and over HTTP.

import { createGateway } from '@dure/http';
import { runEmbedded } from '@dure/embedded';
import { openSqliteStore } from '@dure/store-sqlite';
import { fileIn, folderGiven, tell } from './program.ts';
import { StampCards } from './stamps.ts';

const folder = folderGiven();
const running = await runEmbedded({
  system: StampCards,
  storeOf: ({ name }) => openSqliteStore({ file: fileIn(folder, name) }),
});
const { url } = await createGateway({ running, port: 0 });
tell({ url });
