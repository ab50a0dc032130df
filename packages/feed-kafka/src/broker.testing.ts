// One broker for all tests of a process, and a way from stores to a feed over it.

import { after } from 'node:test';
import { startKafka } from '@dure/servers/kafka';
import type { Server } from '@dure/servers';
import type { Store } from '@dure/kernel/ports';
import { kafkaAddress } from './address.ts';
import { KafkaFeed } from './feed.ts';
import { logOf } from './source-log.ts';
import type { KafkaFeedOptions } from './feed.ts';
import { KafkaRelay } from './relay.ts';
import type { RelayOptions } from './relay.ts';

const opened: { stop(): Promise<void> }[] = [];

/** What a test that failed has left behind would keep its process from ending. */
after(async () => {
  await Promise.all(opened.map((of) => of.stop()));
});

export const openFeed = (options: KafkaFeedOptions): KafkaFeed => {
  const feed = new KafkaFeed(options);
  opened.push(feed);
  return feed;
};

export const openRelay = (options: RelayOptions): KafkaRelay => {
  const relay = new KafkaRelay(options);
  opened.push(relay);
  return relay;
};

let shared: Promise<Server> | undefined;

/** It ends with the process. */
export const sharedBroker = (): Promise<Server> => (shared ??= startKafka());

let businesses = 0;

/** A name that no topic and no group of the broker has yet. */
export const freshBusiness = (): string => `test${process.pid}-${(businesses += 1)}`;

export const JOIN_MS = 60_000;

type Carried = {
  readonly url: string;
  readonly business: string;
  /** The logs that are carried, by their context. */
  readonly stores: ReadonlyMap<string, Store>;
  readonly feed?: Partial<KafkaFeedOptions>;
  readonly relay?: Partial<RelayOptions>;
};

/** A relay for each store, and a feed that has joined. */
export const carried = async ({ url, business, stores, feed = {}, relay = {} }: Carried) => {
  const kafka = kafkaAddress(url);
  const relays = new Map(
    [...stores].map(([context, store]) => {
      const of = openRelay({ kafka, business, context, store, ...relay });
      of.start();
      return [context, of] as const;
    }),
  );
  const sources = Object.fromEntries([...stores].map(([name, store]) => [name, logOf(store)]));
  const over = openFeed({ kafka, business, context: 'reader', sources, ...feed });
  over.start();
  await over.joined(JOIN_MS);
  return {
    feed: over,
    relays,
    close: async () => {
      await over.stop();
      for (const of of relays.values()) await of.stop();
    },
  };
};
