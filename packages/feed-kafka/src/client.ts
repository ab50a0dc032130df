// What all clients of one address have in common.

import { Admin } from '@platformatic/kafka';
import type { BaseOptions } from '@platformatic/kafka';
import { within } from './deadline.ts';
import type { KafkaAddress } from './address.ts';

const CONNECT_MS = 3_000;
const REQUEST_MS = 10_000;
const CLOSE_MS = 3_000;

/** A request is tried so often; zero and one would mean for ever to a client that is idempotent. */
const RETRIES = 2;
const RETRY_DELAY_MS = 200;

export const baseOptions = (address: KafkaAddress, clientId: string): BaseOptions => ({
  clientId,
  bootstrapBrokers: address.brokers.map((broker) => ({ ...broker })),
  connectTimeout: CONNECT_MS,
  timeout: REQUEST_MS,
  requestTimeout: REQUEST_MS,
  retries: RETRIES,
  retryDelay: RETRY_DELAY_MS,
  ...(address.tls && { tls: { ...address.tls } }),
  ...(address.sasl && {
    sasl: {
      mechanism: address.sasl.mechanism,
      username: address.sasl.user,
      password: address.sasl.password,
    },
  }),
});

type Closing = { close(): Promise<void> };

/** Closes a client, and waits for it no longer than is decent. */
export const closed = async (close: Promise<void>): Promise<void> => {
  await within(CLOSE_MS, 'closing', close).catch(() => {});
};

/** An admin client for the length of some work. */
export const withAdmin = async <T>(
  address: KafkaAddress,
  clientId: string,
  work: (admin: Admin) => Promise<T>,
): Promise<T> => {
  const admin = new Admin(baseOptions(address, clientId));
  try {
    return await work(admin);
  } finally {
    const closing: Closing = admin;
    await closed(closing.close());
  }
};
