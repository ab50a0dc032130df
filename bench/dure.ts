// The same command as in `minimal.ts`, by Dure: on SQLite and over HTTP.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createGateway } from '@dure/http';
import { runEmbedded } from '@dure/kernel';
import { openSqliteStore } from '@dure/store-sqlite';
import { StampCards } from './stamps.ts';

const { values } = parseArgs({ options: { folder: { type: 'string', default: '.' } } });
const running = await runEmbedded({
  system: StampCards,
  storeOf: (context) => openSqliteStore({ file: join(values.folder, `${context}.db`) }),
});
const { url } = await createGateway({ running, port: 0 });
console.log(JSON.stringify({ url }));
