import { it } from 'node:test';
import { reasonNotToBeHad } from '@dure/servers/mariadb';
import { storeConformance } from '@dure/testing/conformance';
import { openMariadbStore } from './index.ts';
import { drop, freshUrl, sharedServer } from './server.testing.ts';

const features = { reopens: true, shared: true, partitions: [1, 3] } as const;
const reason = reasonNotToBeHad();

if (reason !== undefined) it('the MariaDB store', { skip: reason });
else {
  storeConformance('the MariaDB store', features, async () => {
    const server = await sharedServer();
    const url = freshUrl(server);
    return {
      open: (partitions) => openMariadbStore({ url, partitions }),
      again: () => openMariadbStore({ url }),
      clear: () => drop(server, url),
    };
  });
}
