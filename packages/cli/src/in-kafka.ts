// What a command line does in a broker, once: no process of the business needs to run.

import type * as FeedKafka from '@dure/feed-kafka';
import { UserError } from './command.ts';
import { secretValueOf } from './environment.ts';
import type { Environment } from './terminal.ts';

/** The module comes with the broker: who has none does not load it. */
export type InKafka = {
  readonly feedKafka: typeof FeedKafka;
  readonly kafka: FeedKafka.KafkaAddress;
};

/** A broker as a deployment's file names it, with the password of the environment. */
export const kafkaOf = (
  { kafkaAddress }: Pick<typeof FeedKafka, 'kafkaAddress'>,
  broker: string,
  environment: Environment,
): FeedKafka.KafkaAddress => {
  const password = secretValueOf(environment, 'DURE_BROKER_PASSWORD');
  return kafkaAddress(broker, password === undefined ? {} : { password });
};

/**
 * @param broker its address, as in a deployment's file; the password is in `DURE_BROKER_PASSWORD`.
 * @throws {UserError} the broker is away, does not let us in, or does not do it.
 */
export const inKafka = async <T>(broker: string, work: (at: InKafka) => Promise<T>): Promise<T> => {
  const feedKafka = await import('@dure/feed-kafka');
  const kafka = kafkaOf(feedKafka, broker, process.env);
  try {
    return await work({ feedKafka, kafka });
  } catch (cause) {
    throw new UserError(feedKafka.troubleOf(cause, kafka));
  }
};
