// The log of one context over a real broker on this machine: how fast a relay publishes what was
// committed, and how fast one who was away works it off, while as much as usual goes on arriving.
// The store is in memory and nobody decides anything: it is Kafka's part that is measured.

import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaFeed, KafkaRelay, kafkaAddress, logOf } from '@dure/feed-kafka';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { startKafka } from '@dure/servers/kafka';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { countGiven, tell } from './program.ts';

const PARTITIONS = 16;
const TURN = 250;
const JOIN_MS = 60_000;
const PAGE = 512;
/** What arrives each second while the lag is worked off. */
const ARRIVING = 2_000;

const record = (sequence: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'ReservationPlaced',
  subject: `Accommodation/order-${sequence}`,
  caseId: `order-${sequence}`,
  at: 1_767_225_600_000 + sequence,
  data: {
    orderId: `order-${sequence}`,
    placeId: 'place-12',
    usrId: 'customer-34',
    strDt: '2026-03-06',
    endDt: '2026-03-08',
    qty: 1,
    amount: 240_000,
    status: '예약처리',
  },
  causedBy: 'customer-34:a|PlaceReservation|7',
  actor: 'Customer:customer-34',
});

const append = (store: Store, partition: number, count: number): Promise<void> =>
  store.turn(partition, (turn) => {
    const { sequence, facts } = turn.head;
    const records = Array.from({ length: count }, (_, index) => record(sequence + index + 1));
    return turn.write({ append: records, put: [], insert: [], remove: [], facts });
  });

const store = memoryStore(memoryDisk({ partitions: PARTITIONS }));
const each = Math.ceil(countGiven() / PARTITIONS);
for (let partition = 0; partition < PARTITIONS; partition += 1) {
  for (let left = each; left > 0; left -= TURN) {
    await append(store, partition, Math.min(TURN, left));
  }
}

const broker = await startKafka({ settings: { 'num.io.threads': '2' } });
const kafka = kafkaAddress(broker.url);
const of = { kafka, business: 'bench', context: 'place' };
const relay = new KafkaRelay({ ...of, store });
const partitions = Array.from({ length: PARTITIONS }, (_, number) => number);

const published = (): number =>
  partitions.reduce((sum, number) => sum + (relay.published(number) ?? 0), 0);

const relayed = async (): Promise<number> => {
  const all = each * PARTITIONS;
  const beganMs = performance.now();
  relay.start();
  while (published() < all) await sleep(1);
  return all / ((performance.now() - beganMs) / 1_000);
};

/** Reads all there is as a consumer does, from when something came; resolves once caught up. */
const follow = async (feed: KafkaFeed, partition: number): Promise<number> => {
  await new Promise<void>((resolve) => void feed.follow('place', partition, resolve));
  let after = 0;
  for (;;) {
    const page = await feed.read('place', partition, after, PAGE);
    const last = page?.records.at(-1)?.sequence;
    if (last !== undefined) {
      after = last;
      feed.settled('place', partition, after);
    } else if (after >= (await store.head(partition)).sequence) return after;
    else await sleep(1);
  }
};

const workedOff = async (): Promise<number> => {
  const sources = { place: logOf(store) };
  const feed = new KafkaFeed({ ...of, context: 'management', sources });
  const following = partitions.map((number) => follow(feed, number));
  for (const number of partitions) await feed.end('place', number);
  feed.start();
  await feed.joined(JOIN_MS);
  let arrived = 0;
  const beganMs = performance.now();
  const arriving = setInterval(() => {
    const due = Math.floor(((performance.now() - beganMs) / 1_000) * ARRIVING) - arrived;
    const partition = arrived % PARTITIONS;
    arrived += due;
    if (due > 0) void append(store, partition, due).then(() => relay.moved(partition));
  }, 10);
  const read = await Promise.all(following);
  const seconds = (performance.now() - beganMs) / 1_000;
  clearInterval(arriving);
  await feed.stop();
  return read.reduce((sum, count) => sum + count, 0) / seconds;
};

const relayPerSecond = await relayed();
const workOffPerSecond = await workedOff();
await relay.stop();
await broker.stop();
tell({ relayPerSecond, workOffPerSecond, arrivingPerSecond: ARRIVING });
