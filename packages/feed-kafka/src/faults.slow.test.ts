// What people meet: topics that do not fit, records that are too large, brokers that are away or
// say no, logs that were replaced, and several replicas. Each has words, and nothing is lost.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Consumer, Producer } from '@platformatic/kafka';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { reasonNotToBeHad, startKafka } from '@dure/servers/kafka';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { kafkaAddress } from './address.ts';
import {
  JOIN_MS,
  carried,
  freshBusiness,
  openFeed,
  openRelay,
  sharedBroker,
} from './broker.testing.ts';
import { baseOptions, withAdmin } from './client.ts';
import { messageOf } from './cloud-event.ts';
import { cursorIn } from './cursor.ts';
import { dropGroup, dropTopics } from './drop-topics.ts';
import { logOf } from './source-log.ts';
import type { KafkaFeed } from './feed.ts';
import type { SourceLog } from './source-log.ts';
import { KafkaUnavailable } from './words.ts';
import type { KafkaTrouble } from './words.ts';

const SOURCE = 'orders';

const store = (partitions = 1): Store => memoryStore(memoryDisk({ partitions }));

const record = (sequence: number, data: LogRecord['data'] = { sequence }): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'OrderPlaced',
  subject: `Order/주문-${sequence % 7}`,
  caseId: `order-${sequence % 7}`,
  at: 1_700_000_000_000 + sequence,
  data,
  causedBy: 'command-1',
  actor: 'Customer:customer-1',
});

/** Of what has been decided already. */
const AT_ONCE_MS = 10;

type Made = (sequence: number) => LogRecord;

type Appended = { readonly partition?: number; readonly made?: Made };

const append = (to: Store, count: number, { partition = 0, made = record }: Appended = {}) =>
  to.turn(partition, async (turn) => {
    const { sequence, facts } = turn.head;
    const records = Array.from({ length: count }, (_, index) => made(sequence + index + 1));
    await turn.write({ append: records, put: [], insert: [], remove: [], facts });
  });

const pause = (pauseMs: number) => new Promise((resolve) => void setTimeout(resolve, pauseMs));

const until = async (holds: () => unknown): Promise<void> => {
  const deadline = performance.now() + JOIN_MS;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, 'It has taken too long.');
    await pause(20);
  }
};

/** Reads a partition to the end, as a consumer does. */
const readTo = async (feed: KafkaFeed, sequence: number, partition = 0) => {
  const read: LogRecord[] = [];
  await until(async () => {
    const { records = [] } = (await feed.read(SOURCE, partition, read.length, 500)) ?? {};
    for (const next of records) {
      assert.equal(next.sequence, read.length + 1);
      read.push(next);
    }
    feed.settled(SOURCE, partition, read.length);
    return read.length >= sequence;
  });
  return read;
};

/** The log of a store, and how often it was asked. */
const counted = (of: Store) => {
  const log = logOf(of);
  const counts = { asked: 0 };
  const watched: SourceLog = {
    ...log,
    readLog: (...asked) => {
      counts.asked += 1;
      return log.readLog(...asked);
    },
  };
  return { counts, sources: { [SOURCE]: watched } };
};

/** The partitions that one of several replicas is given. */
const given = async (feed: KafkaFeed): Promise<readonly number[]> => {
  const found: number[] = [];
  for (let partition = 0; partition < feed.partitionsOf(SOURCE); partition += 1) {
    const page = await feed.read(SOURCE, partition, 0, 100);
    if (page && !page.isElsewhere) found.push(partition);
  }
  return found;
};

const inWords = ({ ko, en }: KafkaTrouble, ...parts: readonly string[]): void => {
  for (const words of [ko, en]) {
    for (const part of parts) assert.ok(words.includes(part), `${words} has no ${part}.`);
  }
  assert.match(ko, /[가-힣]/);
};

describe('Kafka', { skip: reasonNotToBeHad() ?? false }, () => {
  it('carries what comes in order: the log of the source is hardly asked', async () => {
    const { url } = await sharedBroker();
    const orders = store();
    const { counts, sources } = counted(orders);
    const of = { url, business: freshBusiness(), stores: new Map([[SOURCE, orders]]) };
    const { feed, relays, close } = await carried({ ...of, feed: { sources } });
    let came = 0;
    feed.follow(SOURCE, 0, () => (came += 1));
    await feed.end(SOURCE, 0);
    const count = 10_000;
    for (let turn = 0; turn < count / 500; turn += 1) await append(orders, 500);
    relays.get(SOURCE)?.moved(0);
    await until(() => relays.get(SOURCE)?.published(0) === count);
    // Whoever is quicker than the broker reads the log, which is as it has to be.
    await until(() => came >= count);
    counts.asked = 0;
    const read = await readTo(feed, count);
    assert.deepEqual(read, await orders.readLog(0, 0, count));
    assert.ok(counts.asked <= 10, `asked ${counts.asked} times`);
    await close();
  });

  it('counts its lag by the effects, and not by what was read', async () => {
    const { url } = await sharedBroker();
    const orders = store();
    const business = freshBusiness();
    const stores = new Map([[SOURCE, orders]]);
    const { feed, close } = await carried({ url, business, stores, feed: { context: 'till' } });
    feed.follow(SOURCE, 0, () => {});
    await append(orders, 100);
    const committed = () =>
      withAdmin(kafkaAddress(url), 'test', async (admin) => {
        const [group] = await admin.listConsumerGroupOffsets({ groups: [`${business}.till`] });
        const offset = group?.topics[0]?.partitions[0]?.committedOffset;
        return offset === undefined ? undefined : Number(offset);
      });
    await until(async () => (await feed.read(SOURCE, 0, 99, 1))?.records.length);
    await pause(2_500);
    assert.ok([undefined, -1].includes(await committed()));
    feed.settled(SOURCE, 0, 60);
    await until(async () => (await committed()) === 60);
    feed.settled(SOURCE, 0, 100);
    await close();
    assert.equal(await committed(), 100);
  });

  it('with a topic of another number of partitions is refused with words', async () => {
    const { url } = await sharedBroker();
    const business = freshBusiness();
    const kafka = kafkaAddress(url);
    const topics = [`${business}.${SOURCE}`];
    await withAdmin(kafka, 'test', (of) => of.createTopics({ topics, partitions: 3, replicas: 1 }));
    const orders = store(2);
    const heard: KafkaTrouble[] = [];
    const watch = (trouble: KafkaTrouble | undefined) => void (trouble && heard.push(trouble));
    const sources = { [SOURCE]: logOf(orders) };
    const feed = openFeed({ kafka, business, context: 'till', sources, watch });
    const relay = openRelay({ kafka, business, context: SOURCE, store: orders, watch });
    feed.start();
    relay.start();
    await append(orders, 5);
    await assert.rejects(feed.joined(JOIN_MS), (error) => {
      assert.ok(error instanceof KafkaUnavailable);
      inWords(error.trouble, `${business}.${SOURCE}`, '3', '2');
      return true;
    });
    await until(() => heard.length === 2);
    assert.ok(heard.every(({ is }) => is === 'topic'));
    // Whoever follows reads the log meanwhile; once the topic is gone, it is made as it has to be.
    assert.equal((await readTo(feed, 5)).length, 5);
    await withAdmin(kafka, 'test', (of) => of.deleteTopics({ topics }));
    await until(() => relay.published(0) === 5);
    await feed.stop();
    await relay.stop();
  });

  it('does not stop a partition for a record that is too large for it', async () => {
    const { url } = await sharedBroker();
    const kafka = kafkaAddress(url);
    const business = freshBusiness();
    const orders = store();
    const configs = [{ name: 'max.message.bytes', value: '20000' }];
    const topics = [`${business}.${SOURCE}`];
    const small = { topics, partitions: 1, replicas: 1, configs };
    await withAdmin(kafka, 'test', (of) => of.createTopics(small));
    const large: Made = (sequence) =>
      record(sequence, { text: sequence % 3 === 0 ? '가'.repeat(30_000) : 'x'.repeat(5_000) });
    await append(orders, 20, { made: large });
    const stores = new Map([[SOURCE, orders]]);
    const { feed, relays, close } = await carried({ url, business, stores });
    feed.follow(SOURCE, 0, () => {});
    await until(() => relays.get(SOURCE)?.published(0) === 20);
    assert.deepEqual(await readTo(feed, 20), await orders.readLog(0, 0, 20));
    await close();
  });

  it('that came to take less than it said is sent smaller batches, and references', async () => {
    const { url } = await sharedBroker();
    const business = freshBusiness();
    const orders = store();
    const { feed, relays, close } = await carried({
      url,
      business,
      stores: new Map([[SOURCE, orders]]),
    });
    await append(orders, 1);
    await until(() => relays.get(SOURCE)?.published(0) === 1);
    const configs = [{ name: 'max.message.bytes', value: '9000', incrementalOperationType: 0 }];
    const resources = [
      { resourceType: 2, resourceName: `${business}.${SOURCE}`, configs },
    ] as const;
    await withAdmin(kafkaAddress(url), 'test', (of) =>
      of.incrementalAlterConfigs({ resources: structuredClone(resources) as never }),
    );
    const made: Made = (sequence) => record(sequence, { text: 'x'.repeat(1_500 * (sequence % 8)) });
    await append(orders, 40, { made });
    relays.get(SOURCE)?.moved(0);
    await until(() => relays.get(SOURCE)?.published(0) === 41);
    assert.deepEqual(await readTo(feed, 41), await orders.readLog(0, 0, 41));
    await close();
  });

  it('hands on no record of another log, and nothing that is no record', async () => {
    const { url } = await sharedBroker();
    const business = freshBusiness();
    const orders = store();
    const of = { url, business, stores: new Map([[SOURCE, orders]]) };
    const { feed, close } = await carried(of);
    feed.follow(SOURCE, 0, () => {});
    await feed.end(SOURCE, 0);
    const origin = { business, context: SOURCE, partition: 0, logId: 'another log' };
    const producer = new Producer(baseOptions(kafkaAddress(url), 'test'));
    const at = { topic: `${business}.${SOURCE}`, partition: 0 };
    const messages = [1, 2, 3].map((sequence) => ({
      ...messageOf(origin, record(sequence, { wrong: true })).message,
      ...at,
    }));
    await producer.send({ messages: [...messages, { ...at, value: Buffer.from('?') }], acks: -1 });
    await append(orders, 4);
    const read = await readTo(feed, 4);
    assert.deepEqual(read, await orders.readLog(0, 0, 4));
    await producer.close();
    await close();
  });

  it('is sent again from the cursor after a relay was killed, and nothing is skipped', async () => {
    const { url } = await sharedBroker();
    const kafka = kafkaAddress(url);
    const business = freshBusiness();
    const orders = store();
    const of = { kafka, business, context: SOURCE, store: orders };
    const killed = openRelay({ ...of, limits: { cursorMs: 600_000 } });
    killed.start();
    await append(orders, 30);
    killed.moved(0);
    await until(() => killed.published(0) === 30);
    assert.equal(cursorIn(await orders.head(0)), 0);
    // It is not stopped, as a process is not that is killed; the next one begins beside it.
    const next = openRelay(of);
    next.start();
    await until(() => next.published(0) === 30);
    await next.stop();
    assert.equal(cursorIn(await orders.head(0)), 30);
    const sources = { [SOURCE]: logOf(orders) };
    const feed = openFeed({ kafka, business, context: 'till', sources });
    feed.start();
    await feed.joined(JOIN_MS);
    assert.equal((await readTo(feed, 30)).length, 30);
    await feed.stop();
    await killed.stop();
    assert.equal(cursorIn(await orders.head(0)), 30);
  });

  it('that is away is named and waited for, and nothing is lost', async () => {
    const server = await startKafka();
    await server.stop();
    const kafka = kafkaAddress(server.url);
    const business = freshBusiness();
    const orders = store();
    const heard: (KafkaTrouble | undefined)[] = [];
    const watch = (trouble: KafkaTrouble | undefined) => void heard.push(trouble);
    const sources = { [SOURCE]: logOf(orders) };
    const feed = openFeed({ kafka, business, context: 'till', sources, watch });
    const relay = openRelay({ kafka, business, context: SOURCE, store: orders, watch });
    feed.start();
    relay.start();
    await append(orders, 10);
    await assert.rejects(feed.joined(8_000), (error) => {
      assert.ok(error instanceof KafkaUnavailable);
      assert.equal(error.trouble.is, 'away');
      inWords(error.trouble, '127.0.0.1');
      return true;
    });
    assert.equal((await readTo(feed, 10)).length, 10);
    await server.restart();
    await feed.joined(JOIN_MS);
    await until(() => relay.published(0) === 10);
    assert.ok(heard.filter((trouble) => trouble === undefined).length >= 2);
    await feed.stop();
    await relay.stop();
    await server.stop();
  });

  it('lets in who has the password, and tells others so without repeating it', async () => {
    const user = { name: 'dure', password: 'open-sesame' };
    const server = await startKafka({ user });
    const orders = store();
    const sources = { [SOURCE]: logOf(orders) };
    const right = await carried({
      url: server.url,
      business: 'guarded',
      stores: new Map([[SOURCE, orders]]),
    });
    await append(orders, 3);
    assert.equal((await readTo(right.feed, 3)).length, 3);
    await right.close();
    for (const password of ['swordfish', '']) {
      const kafka = kafkaAddress(server.url, { password });
      const heard: (KafkaTrouble | undefined)[] = [];
      const watch = (trouble: KafkaTrouble | undefined) => void heard.push(trouble);
      const feed = openFeed({ kafka, business: 'guarded', context: 'till', sources, watch });
      feed.start();
      await until(() => heard.length > 0);
      await assert.rejects(feed.joined(AT_ONCE_MS), (error) => {
        assert.ok(error instanceof KafkaUnavailable, String(error));
        assert.equal(error.trouble.is, 'refused', error.trouble.en);
        const said = `${JSON.stringify(error.trouble)} ${error.stack}`;
        assert.ok(!said.includes('swordfish') && !said.includes(user.password));
        return true;
      });
      await feed.stop();
    }
    await server.stop();
  });

  it('drops a group only when it has no member left, and a topic so that it is gone', async () => {
    const { url } = await sharedBroker();
    const business = freshBusiness();
    const kafka = kafkaAddress(url);
    const { feed, close } = await carried({ url, business, stores: new Map([[SOURCE, store()]]) });
    const waits = Promise.withResolvers<void>();
    const of = { business, context: 'reader', waits: waits.resolve };
    const dropping = dropGroup(kafka, of);
    await Promise.race([waits.promise, dropping]);
    await feed.stop();
    assert.equal(await dropping, true);
    assert.equal(await dropGroup(kafka, of), false);
    await close();
    const contexts = [SOURCE];
    assert.deepEqual(await dropTopics({ kafka, business, contexts }), [`${business}.${SOURCE}`]);
    assert.deepEqual(await dropTopics({ kafka, business, contexts }), []);
  });

  it('speaks TLS, and is not believed when nobody known has signed for it', async () => {
    const user = { name: 'dure', password: 'open-sesame' };
    const server = await startKafka({ user, tls: true });
    const ca = readFileSync(join(server.folder, 'ca.pem'), 'utf8');
    const of = { business: 'sealed', context: SOURCE, store: store() };
    await append(of.store, 3);
    const heard: (KafkaTrouble | undefined)[] = [];
    const watch = (trouble: KafkaTrouble | undefined) => void heard.push(trouble);
    const stranger = openRelay({ ...of, kafka: kafkaAddress(server.url), watch });
    stranger.start();
    await until(() => heard.length > 0);
    await stranger.stop();
    assert.equal(heard[0]?.is, 'refused', heard[0]?.en);
    const relay = openRelay({ ...of, kafka: kafkaAddress(server.url, { tls: { ca } }) });
    relay.start();
    await until(() => relay.published(0) === 3);
    await relay.stop();
    await server.stop();
  });

  for (const protocol of ['classic', 'consumer'] as const) {
    it(`gives each partition to one of two replicas, in a group of "${protocol}"`, async () => {
      const { url } = await sharedBroker();
      const kafka = kafkaAddress(url);
      const business = freshBusiness();
      const partitions = 8;
      const orders = store(partitions);
      const relay = openRelay({ kafka, business, context: SOURCE, store: orders });
      relay.start();
      const sources = { [SOURCE]: logOf(orders) };
      const replica = () => {
        const feed = openFeed({ kafka, business, context: 'till', sources, protocol });
        feed.start();
        return feed;
      };
      const one = replica();
      await one.joined(JOIN_MS);
      const other = replica();
      await other.joined(JOIN_MS);
      for (let partition = 0; partition < partitions; partition += 1) {
        await append(orders, 10, { partition });
        relay.moved(partition);
      }
      await until(async () => {
        const [ones, others] = [await given(one), await given(other)];
        const all = [...ones, ...others].toSorted((a, b) => a - b);
        return ones.length > 0 && others.length > 0 && all.join() === '0,1,2,3,4,5,6,7';
      });
      // The one that goes leaves everything to the other.
      await one.stop();
      await until(async () => (await given(other)).length === partitions);
      for (let partition = 0; partition < partitions; partition += 1) {
        assert.equal((await readTo(other, 10, partition)).length, 10);
      }
      await other.stop();
      await relay.stop();
    });
  }

  it('shows a plain consumer the records of a case in their order, by their key', async () => {
    const { url } = await sharedBroker();
    const business = freshBusiness();
    const orders = store();
    const of = { url, business, stores: new Map([[SOURCE, orders]]) };
    const { close } = await carried(of);
    await append(orders, 21);
    const consumer = new Consumer({
      ...baseOptions(kafkaAddress(url), 'plain'),
      groupId: `${business}.plain`,
    });
    const topics = [`${business}.${SOURCE}`];
    const stream = await consumer.consume({ topics, mode: 'earliest', autocommit: false });
    const seen: (readonly [key: string, sequence: number])[] = [];
    for await (const { key, value } of stream) {
      const { sequence } = JSON.parse(String(value)) as { sequence: number };
      seen.push([String(key), sequence]);
      if (seen.length === 21) break;
    }
    assert.deepEqual(seen[0], ['Order/주문-1', 1]);
    assert.deepEqual(
      seen.map(([, sequence]) => sequence),
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
    await consumer.close(true);
    await close();
  });
});
