// A service that is put back alone: what another one has followed is gone from its log.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freePort } from '@dure/servers';
import { dureAfter, newFolder } from '../start/process.testing.ts';

/** Copies a store that is in use, as it is now. */
export const copyStore = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  const store = new DatabaseSync(from);
  store.exec(`VACUUM INTO '${to}'`);
  store.close();
};

/** Two services of the shed that do not run yet, and where they will be. */
export const twoServices = async (shed: string, secret: string) => {
  const [folder, ...ports] = [newFolder(), await freePort(), await freePort()];
  const contexts = ['shed', 'thanks'] as const;
  const urls = Object.fromEntries(
    contexts.map((name, at) => [
      `DURE_URLS_SHED_${name.toUpperCase()}`,
      `http://127.0.0.1:${ports[at]}`,
    ]),
  );
  const environment = { ...urls, DURE_SECRET: secret };
  const sets = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const scene = ['env', '-C', shed, ...sets];
  return {
    environment,
    fileOf: (context: (typeof contexts)[number]) => join(folder, 'shed', `${context}.db`),
    /** Resolves once they listen. */
    start: () =>
      Promise.all(
        contexts.map((name, at) => {
          const place = ['--port', `${ports[at]}`, '--data', folder, '--lang', 'en'];
          return dureAfter(scene, 'serve', `shed/${name}`, ...place).saying(/(at http)/);
        }),
      ),
  };
};
