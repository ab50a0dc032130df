// Two replicas publish one log to a real broker: each record once, by the one that has its
// partition, and all of them when that one dies. Then their context retires, and its data is
// dropped.

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
import { said } from '../run.testing.ts';
import { placed, SECRET, startService } from './serving.testing.ts';
import type { Started } from './serving.testing.ts';
import { written } from './written.testing.ts';

const PARTITIONS = 4;
const TOPIC = 'lodging.place';
const OTHERS = ['payment', 'management', 'customer', 'notification'];

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

// The driver belongs to the store.
const { Client } = createRequire(import.meta.resolve('@dure/store-postgres'))('pg') as {
  readonly Client: new (options: { readonly connectionString: string }) => {
    connect(): Promise<void>;
    query(text: string): Promise<{ readonly rows: readonly { readonly name: string }[] }>;
    end(): Promise<void>;
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
  let file = '';
  let lines: readonly string[] = [];
  let others: Started;
  const start = (name: string, port?: number) =>
    startService(`lodging/${name}`, { folder, port, env: {}, lines });
  const retire = (more: string) =>
    said(`retire lodging/place --file ${file} --data ${folder} --lang en ${more}`);

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
    process.env['DURE_SECRET'] = SECRET;
    process.env['DURE_STORE_PASSWORD'] = password;
    const ports = [await freePort(), await freePort(), await freePort()];
    const [one = '', two = '', rest = ''] = ports.map((port) => `http://127.0.0.1:${port}`);
    const urls = [one, two];
    lines = [
      `partitions: ${PARTITIONS}`,
      `broker: ${kafka.url}`,
      `store: ${address}`,
      'contexts:',
      `  lodging/place: { replicas: 2, urls: ${JSON.stringify(urls)} }`,
      ...OTHERS.map((name) => `  lodging/${name}: { urls: [${JSON.stringify(rest)}] }`),
    ];
    file = written(join(folder, 'dure.yaml'), lines);
    others = await start(OTHERS.join(','), ports[2]);
    replicas.push(await start('place', ports[0]), await start('place', ports[1]));
    await others.until(/lodging\/payment.* at http/);
    for (const { until } of replicas) await until(/lodging\/place at http/);
    host = await hostAt(urls);
    // The first record makes the topic.
    await more(1);
    topic = await whenThere(() => topicAt(kafka.url));
  });
  after(async () => {
    await host.stop();
    await topic.close().catch(() => {});
    for (const { child } of [...replicas, others]) child.kill('SIGKILL');
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

  it('drop nothing before all others have read to the end', async () => {
    const { code, trouble } = await retire('--drop-data --confirm lodging/place');
    assert.equal(code, 1, trouble);
    assert.match(
      trouble,
      /Nothing was dropped\. .*read lodging\/place to the end: lodging\/payment/,
    );
  });

  it('retire: what they have is read to the end, and then they may be ended', async () => {
    assert.match((await retire('')).out, /Nothing is done yet/);
    const { code, out, trouble } = await retire('--confirm lodging/place');
    assert.equal(code, 0, trouble);
    assert.match(out, /lodging\/place is retired/);
    const { code: again } = await retire('--drop-data --confirm lodging/place');
    assert.equal(again, 1);
    await topic.has(await records());
    const [, second] = replicas;
    await second?.until(/retired, and read to the end/);
    second?.child.kill('SIGTERM');
    assert.equal(await second?.ended, 0);
  });

  it('drop their own data, once and again, and nothing of others', async () => {
    const before = await schemas();
    assert.match((await retire('--drop-data')).out, /Nothing is done yet/);
    assert.deepEqual(await schemas(), before);
    const { code, out, trouble } = await retire('--drop-data --confirm lodging/place');
    assert.equal(code, 0, trouble);
    assert.match(out, /Dropped of lodging\/place: .*topic lodging\.place, store/);
    assert.deepEqual(
      await schemas(),
      before.filter((name) => name !== 'lodging_place'),
    );
    const again = await retire('--drop-data --confirm lodging/place');
    assert.deepEqual([again.code, /nothing left to drop/.test(again.out)], [0, true]);
    assert.equal(others.child.exitCode, null);
  });

  it('are not begun once more, and a backup says that they were retired', async () => {
    // What it counts is gone.
    await topic.close();
    const before = await schemas();
    const again = await start('place');
    assert.equal(await again.ended, 3, again.said());
    assert.match(again.said(), /lodging\/place was retired on .* Its data was dropped/);
    assert.deepEqual(await schemas(), before);
    const to = join(folder, 'monday');
    const { code, out, trouble } = await said(
      `backup lodging --from ${file} --out ${to} --data ${folder} --lang en`,
    );
    assert.equal(code, 0, trouble);
    assert.match(out, /lodging\/place was retired on .* Its data was dropped/);
    assert.deepEqual(await schemas(), before);
  });

  const schemas = async (): Promise<readonly string[]> => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    try {
      const text = `select schema_name as name from information_schema.schemata
        where schema_name like 'lodging%' order by 1`;
      return (await client.query(text)).rows.map(({ name }) => name);
    } finally {
      await client.end();
    }
  };
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
