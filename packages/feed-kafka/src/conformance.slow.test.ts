// The suite of every feed, over a real broker.

import { describe } from 'node:test';
import { reasonNotToBeHad } from '@dure/servers/kafka';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { feedConformance } from '@dure/testing/conformance';
import { carried, freshBusiness, sharedBroker } from './broker.testing.ts';

const protocols = ['classic', 'consumer'] as const;

describe('Kafka', { skip: reasonNotToBeHad() ?? false }, () => {
  for (const protocol of protocols) {
    feedConformance(
      `the feed over Kafka, in a group of the protocol "${protocol}"`,
      async (stores) => {
        const { url } = await sharedBroker();
        const business = freshBusiness();
        const { feed, relays, close } = await carried({
          url,
          business,
          stores,
          feed: { protocol },
        });
        const told = (source: string, partition: number) => relays.get(source)?.moved(partition);
        return { feed, told, close };
      },
      () => {
        const disk = memoryDisk({ partitions: 2 });
        const open = () => memoryStore(disk);
        return { open, again: open };
      },
    );
  }
});
