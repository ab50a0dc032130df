// Lodging with Kafka between its contexts, each with a store of its own: what people do comes out
// as in one process, also while the broker is killed.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Business } from '@dure/acceptance/business';
import { played } from '@dure/acceptance/demos';
import { addDays } from '@dure/domain';
import { dayOf, instantAt } from '@dure/domain/korea';
import type { AnyMessage, By } from '@dure/domain';
import { machineClock, runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import { KafkaFeed, KafkaRelay, kafkaAddress, logOf } from '@dure/feed-kafka';
import type { KafkaAddress } from '@dure/feed-kafka';
import type { Host } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad, startKafka } from '@dure/servers/kafka';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { demo } from './demo.ts';
import { owner } from './lodging.testing.ts';
import { rehearsal } from './rehearsal.ts';

const JOIN_MS = 60_000;

/** How far a context has had the effects of another one's partition. */
type Followed = { readonly source: string; readonly partition: number; seen: number };

/** What a context hears of others comes by Kafka, and how far is noted. */
class NotedFeed extends KafkaFeed {
  readonly followed: Followed[] = [];

  override settled(source: string, partition: number, sequence: number): void {
    super.settled(source, partition, sequence);
    const known = this.followed.find((of) => of.source === source && of.partition === partition);
    if (known) known.seen = sequence;
    else this.followed.push({ source, partition, seen: sequence });
  }
}

type Carried = {
  readonly kafka: KafkaAddress;
  readonly business: string;
  readonly stores: ReadonlyMap<string, Store>;
};

/** What a host commits is published from each of its stores. */
const relaysOf = (host: Host, { kafka, business, stores }: Carried): readonly KafkaRelay[] =>
  [...stores].map(([name, store]) => {
    const relay = new KafkaRelay({ kafka, business, context: name, store });
    relay.start();
    host.listen(({ context, record }) => {
      if (context === name) relay.moved(record.partition);
    });
    return relay;
  });

/** What is to be done at the end. */
const closing: (() => Promise<void>)[] = [];

const waited = async (isOnItsWay: () => Promise<boolean>): Promise<boolean> => {
  if (!(await isOnItsWay())) return false;
  const latest = performance.now() + JOIN_MS;
  while (performance.now() < latest && (await isOnItsWay())) await sleep(2);
  return true;
};

/** Starts each context behind Kafka: what it hears of others comes from there. */
const over = (url: string, business: string) => {
  const kafka = kafkaAddress(url);
  const stores = new Map<string, Store>();
  const feeds: NotedFeed[] = [];
  const isOnItsWay = async (): Promise<boolean> => {
    for (const { source, partition, seen } of feeds.flatMap(({ followed }) => followed)) {
      const { sequence = 0 } = (await stores.get(source)?.head(partition)) ?? {};
      if (sequence > seen) return true;
    }
    return false;
  };
  const run = async (options: HostOptions): Promise<Host> => {
    const storeOf: HostOptions['storeOf'] = async (context) => {
      const store = await options.storeOf(context);
      stores.set(context.name, store);
      return store;
    };
    const feedOf: HostOptions['feedOf'] = ({ name: context }, own) => {
      const others = [...stores].filter(([name]) => name !== context);
      const sources = Object.fromEntries(others.map(([name, store]) => [name, logOf(store)]));
      const feed = new NotedFeed({ kafka, business, context, sources, own });
      feeds.push(feed);
      feed.start();
      return feed;
    };
    const host = await runEmbedded({ ...options, storeOf, feedOf });
    const relays = relaysOf(host, { kafka, business, stores });
    for (const feed of feeds) await feed.joined(JOIN_MS);
    closing.push(async () => {
      for (const relay of relays) await relay.stop();
      for (const feed of feeds) await feed.stop();
      await host.stop();
    });
    return host;
  };
  return { run, arrived: () => waited(isOnItsWay) };
};

const request = (number: number): { readonly command: AnyMessage; readonly by: By } => {
  const usrId = `customer-${number}`;
  const today = dayOf(machineClock().now());
  const stay = { strDt: addDays(today, 1), endDt: addDays(today, 2), qty: 1 };
  // As a client sends it: the kernel's door takes any message.
  const command = { type: 'PlaceReservation', placeId: 'place-1', usrId, ...stay } as AnyMessage;
  return { command, by: { kind: 'actor', name: 'Customer', claims: { usrId } } };
};

const done = async (host: Host, type: string, fields: object): Promise<void> => {
  const outcome = await host.issue({ command: { type, ...fields }, by: owner });
  assert.equal(outcome.is, 'done', JSON.stringify(outcome));
};

/** A house with 200 rooms. */
const openPlace = async (host: Host): Promise<void> => {
  const place = { placeId: 'place-1', placeNm: '한옥', ownerId: 'owner-2', pricePerNight: 5_000 };
  await done(host, 'RegisterPlace', { ...place, instantConfirmation: true });
  assert.ok(await host.quiet(JOIN_MS));
  await done(host, 'OpenStock', { placeId: 'place-1', stock: 200 });
  assert.ok(await host.quiet(JOIN_MS));
};

/** How many reservations have which status, as their people see it. */
const statusesIn = async (host: Host): Promise<object> => {
  const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1_000 };
  const page = await host.kernelOf({ view: 'Mypage' })?.rows('Mypage', all);
  const counts: Record<string, number> = {};
  for (const { row } of page?.rows ?? []) {
    const status = JSON.stringify(row['status']);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
};

/** No event of the case is there twice. */
const isOnce = async (host: Host, caseId: string): Promise<void> => {
  const events = (await host.trail(caseId)).filter(({ kind }) => kind === 'event');
  const types = events.map(({ type }) => type);
  assert.equal(new Set(types).size, types.length, types.join());
};

describe('Lodging over Kafka', { skip: reasonNotToBeHad() ?? false }, () => {
  let broker: Server;
  before(async () => {
    broker = await startKafka();
  });
  after(async () => {
    for (const close of closing) await close();
    await broker.stop();
  });

  it('plays its demo as it does in one process, while the broker is killed', async () => {
    const now = instantAt('2026-03-04', '14:00');
    const open = (more: object = {}) =>
      Business.opened(rehearsal, '2026-02-22', { time: '08:59', ...more });
    const alone = await played(await open(), demo, now);
    const house = await open(over(broker.url, 'demo'));
    const steps = demo.steps(now);
    const killing = sleep(200).then(async () => {
      await broker.kill();
      await broker.restart();
    });
    await played(house, { ...demo, steps: () => steps }, now);
    await killing;
    await house.holds();
    const [expected, found] = [await alone.world(), await house.world()];
    for (const { views } of rehearsal.contexts) {
      for (const view of Object.keys(views)) {
        assert.deepEqual(found.rows(view), expected.rows(view), view);
      }
    }
    await alone.running.stop();
  });

  it('books many at once, each whole and once, while the broker is killed and paused', async () => {
    const disks = new Map(
      rehearsal.contexts.map(({ name }) => [name, memoryDisk({ partitions: 4 })]),
    );
    const host = await over(broker.url, 'many').run({
      system: rehearsal,
      storeOf: ({ name }) => memoryStore(disks.get(name)),
    });
    await openPlace(host);
    const killing = sleep(300).then(async () => {
      await broker.kill();
      await broker.restart();
      broker.pause();
      await sleep(2_000);
      broker.resume();
    });
    const outcomes = [];
    for (let number = 0; number < 250; number += 1) {
      outcomes.push(await host.issue(request(number)));
      if (number % 10 === 0) await sleep(40);
    }
    await killing;
    assert.ok(await host.quiet(JOIN_MS));
    const statuses = await statusesIn(host);
    assert.equal(outcomes.filter(({ is }) => is === 'done').length, 250);
    assert.deepEqual(statuses, { '"예약완료"': 200, '"예약취소"': 50 });
    for (const outcome of outcomes) if (outcome.is === 'done') await isOnce(host, outcome.caseId);
  });
});
