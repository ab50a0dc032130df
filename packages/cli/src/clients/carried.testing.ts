// Logs that grow, and are carried by Kafka: what consumers of other languages are tried with. Two
// relays carry each log, so that records come twice.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaRelay, kafkaAddress } from '@dure/feed-kafka';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { memoryDisk, memoryStore } from '@dure/store-memory';

export const root = join(import.meta.dirname, '../../../..');
const PARTITIONS = 2;
const RELAYS = 2;
const BEGUN_MS = 60_000;

type Published = {
  readonly events: {
    readonly [name: string]: {
      readonly version: number;
      readonly examples: { readonly [version: string]: LogRecord['data'] };
    };
  };
};

/** The events of a context, as it has published them. */
export const publishedIn = (business: string, context: string): Published['events'] => {
  const file = join(root, 'contracts', business, '0.1.0', `${context}.json`);
  // It is a record of a context.
  return (JSON.parse(readFileSync(file, 'utf8')) as Published).events;
};

/** What was written into a log, and where. */
export type Happened = {
  readonly id: string;
  readonly type: string;
  readonly partition: number;
  readonly data: LogRecord['data'];
};

export type CarriedLog = {
  readonly happened: readonly Happened[];
  /** Appends so many records, drawn from the examples. */
  readonly append: (count: number, draw: () => number) => Promise<void>;
  /** Once some of it is on the broker: then its topic is there. */
  readonly begun: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Carrying = {
  readonly url: string;
  /** The name on the broker; the business whose contract it has. */
  readonly name: string;
  readonly business: string;
  readonly context: string;
  /** What is written besides the example. */
  readonly fresh?: (number: number) => LogRecord['data'];
};

export const carriedLog = ({ url, name, business, context, fresh }: Carrying): CarriedLog => {
  const store = memoryStore(memoryDisk({ partitions: PARTITIONS }));
  const kafka = kafkaAddress(url);
  const relays = Array.from({ length: RELAYS }, () => {
    const relay = new KafkaRelay({ kafka, business: name, context, store });
    relay.start();
    return relay;
  });
  const events = Object.entries(publishedIn(business, context));
  const happened: Happened[] = [];
  const append: CarriedLog['append'] = async (count, draw) => {
    const partition = Math.floor(draw() * PARTITIONS);
    const last = (await store.head(partition))?.sequence ?? 0;
    const records = Array.from({ length: count }, (_, at): LogRecord => {
      const [type, of] = events[Math.floor(draw() * events.length)] ?? ['', undefined];
      const number = happened.length;
      const data = { ...of?.examples[of.version], ...fresh?.(number) };
      const sequence = last + at + 1;
      happened.push({ id: `${context}.${partition}.${sequence}`, type, partition, data });
      return { ...recordOf(type, number), sequence, data };
    });
    await written(store, partition, records);
    for (const relay of relays) relay.moved(partition);
  };
  const isBegun = (): boolean =>
    relays.some((relay) =>
      Array.from({ length: PARTITIONS }).some((_, at) => (relay.published(at) ?? 0) > 0),
    );
  const begun = async (): Promise<void> => {
    const latest = performance.now() + BEGUN_MS;
    while (!isBegun()) {
      if (performance.now() > latest) throw new Error(`Nothing of ${name}.${context} is published`);
      await sleep(20);
    }
  };
  const stop = async (): Promise<void> => {
    for (const relay of relays) await relay.stop();
  };
  return { happened, append, begun, stop };
};

const recordOf = (type: string, number: number) => ({
  kind: 'event' as const,
  type,
  subject: `Case/${number}`,
  caseId: `case-${number}`,
  at: Date.parse('2026-03-02T12:00:00+09:00') + number,
  causedBy: 'test',
  actor: 'Customer:test',
});

const written = (store: Store, partition: number, append: readonly LogRecord[]): Promise<unknown> =>
  store.turn(partition, (turn) =>
    turn.write({ append, put: [], insert: [], remove: [], facts: {} }),
  );

/** Chance from a seed, so that a run that fails can be run again. */
export const chanceFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
