// What carries the logs between the processes of a deployment: Kafka, where the file names one.

import { KafkaFeed, kafkaAddress, KafkaRelay } from '@dure/feed-kafka';
import type { KafkaTrouble } from '@dure/feed-kafka';
import type { Carried, Carrier } from '@dure/services';
import type { Environment } from '../terminal.ts';
import { kafkaOf } from '../in-kafka.ts';

type Over = {
  readonly broker: string;
  readonly business: string;
  readonly environment: Environment;
  /** Hears of a trouble when it begins, and of nothing when it is over. */
  readonly watch: (trouble: KafkaTrouble | undefined) => void;
};

/** Nothing, where contexts follow each other's log over HTTP. */
export const carrierOver = (of: Over): ((carried: Carried) => Carrier) | undefined => {
  const { broker, business, environment, watch } = of;
  if (broker === 'log') return undefined;
  const kafka = kafkaOf({ kafkaAddress }, broker, environment);
  return ({ context, store, sources, own, readLog, publishes }) => {
    const mayPublish = publishes?.isOurs;
    const relay = new KafkaRelay({ kafka, business, context, store, readLog, mayPublish });
    publishes?.onChange(() => relay.wake());
    const feed = new KafkaFeed({ kafka, business, context, sources, own, watch });
    relay.start();
    feed.start();
    return {
      feed,
      moved: (partition) => relay.moved(partition),
      leave: (source) => feed.leave(source),
      hasPublishedAll: () => relay.hasPublishedAll(),
      stop: async () => {
        await feed.stop();
        await relay.stop();
      },
    };
  };
};
