// The whole suite against a real server: one for all tests of this package.

import { describe } from 'node:test';
import { reasonNotToBeHad } from '@dure/servers/postgres';
import { storeConformance } from '@dure/testing/conformance';
import { openPostgresStore } from './index.ts';
import { emptied, freshSchema, sharedServer } from './server.testing.ts';

const features = { reopens: true, shared: true, partitions: [1, 3] } as const;

/** Schemas that are empty again, by their number of partitions. */
const spare = new Map<number, string[]>();

describe('PostgreSQL', { skip: reasonNotToBeHad() ?? false }, () => {
  storeConformance('the PostgreSQL store', features, async () => {
    const { url } = await sharedServer();
    let [schema, partitions] = ['', 0];
    return {
      open: (number) => {
        partitions = number;
        schema = spare.get(number)?.pop() ?? freshSchema();
        return openPostgresStore({ url, schema, partitions });
      },
      again: () => openPostgresStore({ url, schema }),
      clear: async () => {
        await emptied(url, schema);
        spare.set(partitions, [...(spare.get(partitions) ?? []), schema]);
      },
    };
  });
});
