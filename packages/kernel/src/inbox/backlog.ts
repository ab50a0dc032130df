// What was in the logs when the kernel started. Deadlines wait until all of it has taken effect, so
// that an outage alone rejects no message.

import type { Consumer } from './consumer.ts';
import type { Engine } from '../engine.ts';

const FEED_RETRY_MS = 1_000;

/**
 * Resolves when everything that was in the logs at the start has taken effect; never, when the
 * kernel is stopped before.
 */
export const backlogRead = async (
  engine: Engine,
  consumers: readonly Consumer[],
  isStopped: () => boolean,
): Promise<void> => {
  await Promise.all(
    consumers.map(async (consumer) => {
      const last = await untilDone(engine, () => lastOf(engine, consumer), isStopped);
      await consumer.reached(last);
    }),
  );
};

/** Tries again and again, as long as the feed is away and nobody has stopped it. */
const untilDone = async <T>(
  { clock }: Engine,
  attempt: () => Promise<T>,
  isStopped: () => boolean,
): Promise<T> => {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise<void>((resolve) => {
        if (!isStopped()) clock.after(FEED_RETRY_MS, resolve);
      });
    }
  }
};

/** The last sequence of a log; nothing is waited for of one that does not run. */
const lastOf = async ({ feed }: Engine, { source, seen }: Consumer): Promise<number> =>
  (await feed.end(source.context, source.partition))?.sequence ?? seen;
