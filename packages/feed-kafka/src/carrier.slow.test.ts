// What may happen to a real broker, and to the topics in it.

import { describe } from 'node:test';
import { Producer } from '@platformatic/kafka';
import type { Admin } from '@platformatic/kafka';
import { reasonNotToBeHad } from '@dure/servers/kafka';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { carrierConformance } from '@dure/testing/conformance';
import { kafkaAddress } from './address.ts';
import { carried, freshBusiness, sharedBroker } from './broker.testing.ts';
import { baseOptions, withAdmin } from './client.ts';
import { messageOf } from './cloud-event.ts';
import type { Store } from '@dure/kernel/ports';

/** Everything that is in the topic is gone; the topic stays, and counts on. */
const emptied = async (admin: Admin, topic: string): Promise<void> => {
  const ends = await admin.listOffsets({ topics: [{ name: topic, partitions: latest }] });
  const partitions = ends
    .flatMap((of) => of.partitions)
    .map(({ partitionIndex, offset }) => ({ partition: partitionIndex, offset }));
  await admin.deleteRecords({ topics: [{ name: topic, partitions }] });
};

const latest = [0, 1].map((partitionIndex) => ({ partitionIndex, timestamp: -1n }));

/** As a relay does that has lost its cursor. */
const publishAgain = async (
  url: string,
  store: Store,
  of: { readonly business: string; readonly context: string },
): Promise<void> => {
  const producer = new Producer(baseOptions(kafkaAddress(url), 'again'));
  const topic = `${of.business}.${of.context}`;
  const { logId } = store.identity;
  for (let partition = 0; partition < store.partitions; partition += 1) {
    const records = await store.readLog(partition, 0, 1_000);
    const origin = { ...of, partition, logId };
    const messages = records.map((record) => ({
      ...messageOf(origin, record).message,
      topic,
      partition,
    }));
    if (messages.length > 0) await producer.send({ messages, acks: -1 });
  }
  await producer.close();
};

describe('Kafka', { skip: reasonNotToBeHad() ?? false }, () => {
  for (const protocol of ['classic', 'consumer'] as const) {
    carrierConformance(
      `A feed over Kafka, in a group of the protocol "${protocol}",`,
      async (stores) => {
        const server = await sharedBroker();
        const { url } = server;
        const business = freshBusiness();
        const topics = [...stores.keys()].map((context) => `${business}.${context}`);
        const opened = await carried({ url, business, stores, feed: { protocol } });
        const admin = <T>(work: (of: Admin) => Promise<T>): Promise<T> =>
          withAdmin(kafkaAddress(url), 'test', work);
        return {
          ...opened,
          told: (source, partition) => opened.relays.get(source)?.moved(partition),
          kill: () => server.kill(),
          restart: () => server.restart(),
          pause: () => server.pause(),
          resume: () => server.resume(),
          empty: () =>
            admin(async (of) => {
              for (const topic of topics) await emptied(of, topic);
            }),
          replace: () => admin((of) => of.deleteTopics({ topics })),
          again: async () => {
            for (const [context, store] of stores)
              await publishAgain(url, store, { business, context });
          },
        };
      },
      () => {
        const disk = memoryDisk({ partitions: 2 });
        const open = () => memoryStore(disk);
        return { open, again: open };
      },
    );
  }
});
