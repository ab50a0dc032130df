// The whole suite against a real server: one for all tests of this package.

import { describe } from 'node:test';
import { reasonNotToBeHad } from '@dure/servers/mariadb';
import { startProxy } from '@dure/servers/proxy';
import { storeConformance } from '@dure/testing/conformance';
import type { Disturbed } from '@dure/testing/conformance';
import { openMariadbStore } from './index.ts';
import { testLimits } from './open.testing.ts';
import { emptied, freshUrl, isCommit, sharedServer, sql } from './server.testing.ts';

const features = {
  reopens: true,
  shared: true,
  processes: true,
  server: true,
  copies: true,
  archives: true,
  partitions: [1, 3],
} as const;

/** Databases that are empty again, by their number of partitions. */
const spare = new Map<number, string[]>();

const disturbed = async (url: string): Promise<Disturbed> => {
  const proxy = await startProxy(url);
  return {
    store: await openMariadbStore({ url: proxy.url }),
    loseNextAnswer: () => proxy.loseAnswerTo(isCommit, () => true),
    loseNextCommit: () => proxy.loseRequest(isCommit),
  };
};

describe('MariaDB', { skip: reasonNotToBeHad() ?? false }, () => {
  storeConformance('the MariaDB store', features, async () => {
    const server = await sharedServer();
    let [url, partitions] = ['', 0];
    return {
      open: (number) => {
        partitions = number;
        url = spare.get(number)?.pop() ?? freshUrl(server);
        return openMariadbStore({ url, partitions, ...testLimits });
      },
      again: () => openMariadbStore({ url }),
      elsewhere: () => ({
        module: new URL('open.testing.ts', import.meta.url).href,
        argument: JSON.stringify({ url }),
      }),
      disturbed: () => disturbed(url),
      server: {
        kill: () => server.kill(),
        restart: () => server.restart(),
        setReadOnly: async (isReadOnly) => {
          await sql(url, `SET GLOBAL read_only = ${Number(isReadOnly)}`);
        },
      },
      clear: async () => {
        await emptied(url);
        spare.set(partitions, [...(spare.get(partitions) ?? []), url]);
      },
    };
  });
});
