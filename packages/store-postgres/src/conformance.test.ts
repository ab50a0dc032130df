// The whole suite against a real server: one for all tests of this package.

import { describe } from 'node:test';
import { reasonNotToBeHad } from '@dure/servers/postgres';
import { startProxy } from '@dure/servers/proxy';
import { storeConformance } from '@dure/testing/conformance';
import type { Disturbed } from '@dure/testing/conformance';
import { openPostgresStore } from './index.ts';
import { emptied, freshSchema, setReadOnly, sharedServer } from './server.testing.ts';

const features = {
  reopens: true,
  shared: true,
  follows: true,
  processes: true,
  server: true,
  copies: true,
  archives: true,
  partitions: [1, 3],
} as const;

/** Schemas that are empty again, by their number of partitions. */
const spare = new Map<number, string[]>();

const isCommit = (sent: Buffer): boolean => sent.includes('commit\0');
const isCommitted = (answer: Buffer): boolean => answer.includes('COMMIT\0');

const disturbed = async (url: string, schema: string): Promise<Disturbed> => {
  const proxy = await startProxy(url);
  const store = await openPostgresStore({ url: proxy.url, schema });
  return {
    store,
    loseNextAnswer: () => proxy.loseAnswerTo(isCommit, isCommitted),
    loseNextCommit: () => proxy.loseRequest(isCommit),
  };
};

describe('PostgreSQL', { skip: reasonNotToBeHad() ?? false }, () => {
  storeConformance('the PostgreSQL store', features, async () => {
    const server = await sharedServer();
    const { url } = server;
    let [schema, partitions] = ['', 0];
    return {
      open: (number) => {
        partitions = number;
        schema = spare.get(number)?.pop() ?? freshSchema();
        return openPostgresStore({ url, schema, partitions });
      },
      again: () => openPostgresStore({ url, schema }),
      elsewhere: () => ({
        module: new URL('open.testing.ts', import.meta.url).href,
        argument: JSON.stringify({ url, schema }),
      }),
      disturbed: () => disturbed(url, schema),
      server: {
        kill: () => server.kill(),
        restart: () => server.restart(),
        setReadOnly: (isReadOnly) => setReadOnly(url, isReadOnly),
      },
      clear: async () => {
        await emptied(url, schema);
        spare.set(partitions, [...(spare.get(partitions) ?? []), schema]);
      },
    };
  });
});
