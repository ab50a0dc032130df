// The whole suite, against a server that whoever runs it has: a replica set, by
// `DURE_TEST_MONGODB=mongodb://…`. No package brings one that could be started here, so that the
// store is not proved.

import { randomUUID } from 'node:crypto';
import { describe } from 'node:test';
import { storeConformance } from '@dure/testing/conformance';
import { openMongoStore } from './index.ts';

const url = process.env['DURE_TEST_MONGODB'];
const reason = 'No server of MongoDB can be had from a package: give one by DURE_TEST_MONGODB.';

if (url === undefined) console.log(`# MongoDB is left out. ${reason}`);
else {
  describe('MongoDB', () => {
    const features = { reopens: true, shared: true, partitions: [1, 3] };
    storeConformance('the MongoDB store', features, () => {
      const database = `test-${randomUUID()}`;
      const address = `${url}${url.includes('?') ? '&' : '?'}unproved=accepted`;
      return {
        open: (partitions) => openMongoStore({ url: address, database, partitions }),
        again: () => openMongoStore({ url: address, database }),
      };
    });
  });
}
