// What a command line does in a broker, once: no process of the business needs to run.

import type * as FeedKafka from '@dure/feed-kafka';
import { UserError } from './command.ts';
import { secretValueOf } from './environment.ts';

/** The module comes with the broker: who has none does not load it. */
export type InKafka = {
  readonly feedKafka: typeof FeedKafka;
  readonly kafka: FeedKafka.KafkaAddress;
};

/**
 * @param broker its address, as in a deployment's file; the password is in `DURE_BROKER_PASSWORD`.
 * @throws {UserError} the broker is away, does not let us in, or does not do it.
 */
export const inKafka = async <T>(broker: string, work: (at: InKafka) => Promise<T>): Promise<T> => {
  const feedKafka = await import('@dure/feed-kafka');
  const password = secretValueOf(process.env, 'DURE_BROKER_PASSWORD');
  const kafka = feedKafka.kafkaAddress(broker, password === undefined ? {} : { password });
  try {
    return await work({ feedKafka, kafka });
  } catch (cause) {
    throw new UserError(feedKafka.troubleOf(cause, kafka));
  }
};
