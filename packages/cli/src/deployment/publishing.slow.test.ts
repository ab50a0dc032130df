// Two replicas publish one log to a real broker: each record once, by the one that has its
// partition, and all of them when that one dies.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '@dure/kernel';
import { apart, freePort } from '@dure/servers';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad as noKafka, startKafka } from '@dure/servers/kafka';
import { reasonNotToBeHad as noPostgres, startPostgres } from '@dure/servers/postgres';
import { reachBusiness, secretOf, Signer } from '@dure/services';
import { rehearsalOf } from '../businesses.ts';
import { placed, SECRET, startService } from './serving.testing.ts';
import type { Started } from './serving.testing.ts';

const PARTITIONS = 4;
const TOPIC = 'lodging.place';

type Came = { readonly partition: number; readonly headers: Map<Buffer, Buffer> };

// The client belongs to the feed.
const { Consumer } = createRequire(import.meta.resolve('@dure/feed-kafka'))(
  '@platformatic/kafka',
) as {
  readonly Consumer: new (options: object) => {
    consume(of: object): Promise<AsyncIterable<Came> & { destroy(): void }>;
    close(isForced: boolean): Promise<void>;
  };
};

const skip = noKafka() ?? noPostgres() ?? false;

describe('Two replicas on Kafka', { skip, timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-publishing-'));
  const replicas: Started[] = [];
  let kafka: Server;
  let postgres: Server;
  let host: Host;
  let topic: Topic;
  let keys = 0;

  /** So many more places. */
  const more = async (count: number): Promise<void> => {
    const all = Array.from({ length: count }, () => placed(host, `key-${(keys += 1)}`));
    await Promise.all(all);
  };
  /** Each record of the log, as it is named by its place. */
  const records = async (): Promise<readonly string[]> => {
    const { place } = host.kernels;
    const logs = Array.from({ length: PARTITIONS }, async (_, partition) => {
      const log = (await place?.readLog(partition, 0, 10_000)) ?? [];
      return log.map(({ sequence }) => `${partition}/${sequence}`);
    });
    return (await Promise.all(logs)).flat();
  };

  before(async () => {
    [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
    const { address, password } = apart(postgres);
    const ports = [await freePort(), await freePort()];
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const own = `  lodging/place: { replicas: 2, urls: ${JSON.stringify(urls)} }`;
    const lines = [`partitions: ${PARTITIONS}`, `broker: ${kafka.url}`, `store: ${address}`];
    const env = { DURE_STORE_PASSWORD: password };
    const start = (port: number) =>
      startService('lodging/place', { folder, port, env, lines: [...lines, 'contexts:', own] });
    replicas.push(...(await Promise.all(ports.map(start))));
    for (const { until } of replicas) await until(/lodging\/place at http/);
    host = await hostAt(urls);
    // The first record makes the topic.
    await more(1);
    topic = await whenThere(() => topicAt(kafka.url));
  });
  after(async () => {
    await host.stop();
    await topic.close();
    for (const { child } of replicas) child.kill('SIGKILL');
    await Promise.all([kafka.stop(), postgres.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('publish each record once', async () => {
    // Until each of them knows of the other, both publish.
    await more(8);
    await topic.has(await records());
    await sleep(SHARED_MS);
    const before = new Set(await records());
    await more(200);
    const after = (await records()).filter((record) => !before.has(record));
    await topic.has(after);
    await sleep(CALM_MS);
    assert.ok(after.length >= 200);
    assert.deepEqual(
      after.filter((record) => topic.timesOf(record) !== 1),
      [],
    );
  });

  it('lose nothing when one of them is killed', async () => {
    const writing = more(200);
    const [first] = replicas;
    first?.child.kill('SIGKILL');
    await writing;
    await more(50);
    await topic.has(await records());
  });
});

/** Two beats, after which both replicas have seen each other. */
const SHARED_MS = 4_500;
/** What was published twice has come by then. */
const CALM_MS = 500;

type Topic = {
  readonly timesOf: (record: string) => number;
  /** Resolves when all of them have come. */
  readonly has: (records: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

const whenThere = async <T>(open: () => Promise<T>): Promise<T> => {
  for (;;) {
    const opened = await open().catch(() => undefined);
    if (opened !== undefined) return opened;
    await sleep(100);
  }
};

/** All that comes to the topic from its beginning, counted. */
const topicAt = async (url: string): Promise<Topic> => {
  const bootstrapBrokers = [url.replace('kafka://', '')];
  const consumer = new Consumer({ clientId: 'counts', groupId: 'counts', bootstrapBrokers });
  const wanted = { topics: [TOPIC], mode: 'earliest', autocommit: false };
  const stream = await consumer.consume(wanted).catch(async (cause: unknown) => {
    await consumer.close(true);
    throw cause;
  });
  const times = new Map<string, number>();
  const reading = (async () => {
    for await (const { partition, headers } of stream) {
      const [, sequence] = [...headers].find(([name]) => String(name) === 'ce_sequence') ?? [];
      const record = `${partition}/${Number(String(sequence))}`;
      times.set(record, (times.get(record) ?? 0) + 1);
    }
  })();
  return {
    timesOf: (record) => times.get(record) ?? 0,
    has: async (records) => {
      while (!records.every((record) => times.has(record))) await sleep(20);
    },
    close: async () => {
      stream.destroy();
      await reading.catch(() => {});
      await consumer.close(true);
    },
  };
};

const hostAt = async (urls: readonly string[]): Promise<Host> => {
  const all = await rehearsalOf('lodging');
  const system = { ...all, contexts: all.contexts.filter(({ name }) => name === 'place') };
  const signer = new Signer(secretOf(SECRET), 'test');
  return reachBusiness({ system, addresses: { place: urls }, partitions: PARTITIONS, signer });
};
