// #region main
import { createGateway } from '@dure/http';
import { runEmbedded } from '@dure/embedded';
import { openSqliteStore } from '@dure/store-sqlite';
import { rehearsal } from './rehearsal.ts';

const running = await runEmbedded({
  system: rehearsal,
  storeOf: ({ name }) => openSqliteStore({ file: `data/shed/${name}.db` }),
  report: ({ what, cause }) => console.error(what, cause),
});
const gateway = await createGateway({ running, port: 8090 });
console.log(`The shed is open: ${gateway.url}`);

const close = async (): Promise<void> => {
  await gateway.close();
  await running.stop();
};
process.once('SIGTERM', () => void close());
process.once('SIGINT', () => void close());
// #endregion main
