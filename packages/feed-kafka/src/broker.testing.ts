// One broker for all tests of a process, and a way from stores to a feed over it.

import { startKafka } from '@dure/servers/kafka';
import type { Server } from '@dure/servers';
import type { Store } from '@dure/kernel/ports';
import { kafkaAddress } from './address.ts';
import { KafkaFeed, logOf } from './feed.ts';
import type { KafkaFeedOptions } from './feed.ts';
import { KafkaRelay } from './relay.ts';
import type { RelayOptions } from './relay.ts';

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
      const of = new KafkaRelay({ kafka, business, context, store, ...relay });
      of.start();
      return [context, of] as const;
    }),
  );
  const sources = Object.fromEntries([...stores].map(([name, store]) => [name, logOf(store)]));
  const over = new KafkaFeed({ kafka, business, context: 'reader', sources, ...feed });
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
