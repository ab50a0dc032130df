// Kafka between contexts that are services of their own.

import { kafkaAddress, KafkaFeed, KafkaRelay } from '@dure/feed-kafka';
import type { KafkaFeedOptions } from '@dure/feed-kafka';
import type { ServiceOptions } from '@dure/services';

const JOIN_MS = 60_000;

type FeedOf = (options: KafkaFeedOptions) => KafkaFeed;

const plainFeed: FeedOf = (options) => new KafkaFeed(options);

/** Kafka between the contexts, and the way to wait until all of them have joined. */
export const overKafka = (url: string, business: string, feedOf = plainFeed) => {
  const kafka = kafkaAddress(url);
  const feeds: KafkaFeed[] = [];
  const carrierOf: NonNullable<ServiceOptions['carrierOf']> = ({
    context,
    store,
    sources,
    own,
  }) => {
    const relay = new KafkaRelay({ kafka, business, context, store });
    const feed = feedOf({ kafka, business, context, sources, own });
    feeds.push(feed);
    relay.start();
    feed.start();
    const stop = async (): Promise<void> => {
      await feed.stop();
      await relay.stop();
    };
    return { feed, moved: (partition) => relay.moved(partition), stop };
  };
  const joined = async (): Promise<void> => {
    await Promise.all(feeds.map((feed) => feed.joined(JOIN_MS)));
  };
  return { carrierOf, joined };
};
