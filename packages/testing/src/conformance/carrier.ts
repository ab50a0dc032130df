// What a feed promises whose records are carried by a broker: that may stop, stand still, be
// emptied, be replaced and bring things again, and whoever follows misses nothing.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Feed, LogRecord, Store } from '@dure/kernel/ports';
import { append, inPlace } from './place.ts';
import type { OpenFresh } from './place.ts';

/** A feed, and what can be done to the broker that carries it. */
export type OpenedCarrier = {
  readonly feed: Feed;
  /** Tells whoever publishes that something was committed. */
  readonly told: (source: string, partition: number) => void;
  /** Ends the broker at once; `restart` starts it again with what it had. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Lets the broker stand still; `resume` lets it go on. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Whatever was carried so far is gone. */
  readonly empty: () => Promise<void>;
  /** Another one takes its place, with nothing in it. */
  readonly replace: () => Promise<void>;
  /** Whatever was carried so far comes once more. */
  readonly again: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type OpenCarrier = (stores: ReadonlyMap<string, Store>) => Promise<OpenedCarrier>;

const SOURCE = 'orders';
const PARTITIONS = 2;
const IN_TIME_MS = 60_000;
const POLL_MS = 300;
const PAUSE_MS = 5;
const STILL_MS = 3_000;

type Scene = { readonly store: Store; readonly carrier: OpenedCarrier };

const pause = (pauseMs: number) => new Promise((resolve) => void setTimeout(resolve, pauseMs));

/** Adds what follows on what was read; nothing may be missing between. */
const add = (read: LogRecord[], records: readonly LogRecord[]): void => {
  for (const record of records) {
    const last = read.at(-1)?.sequence ?? 0;
    assert.ok(record.sequence <= last + 1, `There is a gap before ${record.sequence}.`);
    if (record.sequence === last + 1) read.push(record);
  }
};

/** Reads one partition as a consumer does: woken, and now and then without. */
const follow = (feed: Feed, partition: number) => {
  const read: LogRecord[] = [];
  const state = { isStopped: false, isWoken: true };
  const unfollow = feed.follow(SOURCE, partition, () => (state.isWoken = true));
  const last = () => read.at(-1)?.sequence ?? 0;
  const next = async (): Promise<void> => {
    const { records = [] } = (await feed.read(SOURCE, partition, last(), 100)) ?? {};
    add(read, records);
    state.isWoken ||= records.length > 0;
    feed.settled?.(SOURCE, partition, last());
  };
  const running = (async () => {
    for (let waited = 0; !state.isStopped; waited += 1) {
      const isDue = state.isWoken || waited % (POLL_MS / PAUSE_MS) === 0;
      state.isWoken = false;
      await (isDue ? next() : pause(PAUSE_MS));
    }
  })();
  running.catch(() => {});
  return {
    read,
    last,
    stop: async () => {
      state.isStopped = true;
      unfollow();
      await running;
    },
  };
};

type Follower = ReturnType<typeof follow>;

const until = async (sequence: number, followers: readonly Follower[]): Promise<void> => {
  const deadline = performance.now() + IN_TIME_MS;
  while (followers.some((of) => of.last() < sequence)) {
    const read = followers.map((of) => of.last()).join(', ');
    assert.ok(performance.now() < deadline, `Read up to ${read} of ${sequence}.`);
    await pause(10);
  }
};

const commit = async ({ store, carrier }: Scene, count: number): Promise<void> => {
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    await append(store, count, partition);
    carrier.told(SOURCE, partition);
  }
};

/** Follows, does something to the broker between records, and compares with the log. */
const whole = async (
  scene: Scene,
  happens: (carrier: OpenedCarrier, more: () => Promise<void>) => Promise<void>,
): Promise<void> => {
  const { store, carrier } = scene;
  const followers = Array.from({ length: PARTITIONS }, (_, of) => follow(carrier.feed, of));
  let committed = 0;
  const more = async (): Promise<void> => {
    await commit(scene, 50);
    committed += 50;
  };
  await more();
  await until(committed, followers);
  await happens(carrier, more);
  await more();
  await until(committed, followers);
  await Promise.all(followers.map((of) => of.stop()));
  for (const [partition, { read }] of followers.entries()) {
    assert.deepEqual(read, await store.readLog(partition, 0, committed + 1));
  }
};

/** Adds the tests of a feed that a broker carries, beside those of `feedConformance`. */
export const carrierConformance = (
  name: string,
  openCarrier: OpenCarrier,
  openFresh: OpenFresh,
): void => {
  const fact = (words: string, happens: Parameters<typeof whole>[1]): void =>
    void it(words, () =>
      inPlace(openFresh, PARTITIONS, async ({ store }) => {
        const carrier = await openCarrier(new Map([[SOURCE, store]]));
        await whole({ store, carrier }, happens);
        await carrier.close();
      }),
    );
  describe(`${name} brings all records, each once and in order,`, () => {
    fact('when the broker is killed, and started again', async (carrier, more) => {
      await more();
      await carrier.kill();
      await more();
      await carrier.restart();
      await more();
    });
    fact('when the broker stands still for a while', async (carrier, more) => {
      await more();
      carrier.pause();
      await more();
      await pause(STILL_MS);
      carrier.resume();
      await more();
    });
    fact('when what was carried is gone', async (carrier, more) => {
      await more();
      await carrier.empty();
      await more();
    });
    fact('when another broker has taken its place', async (carrier, more) => {
      await more();
      await carrier.replace();
      await more();
    });
    fact('when everything comes once more', async (carrier, more) => {
      await more();
      await carrier.again();
      await more();
      await carrier.again();
    });
  });
};
