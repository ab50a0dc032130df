// A broker whose disk is full: whoever publishes says so and goes on when there is room again,
// whoever follows reads the logs where they lie, and nothing is lost or brought twice.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { reasonNotToBeHad, startKafka } from '@dure/servers/kafka';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { carried, freshBusiness, JOIN_MS } from './broker.testing.ts';
import type { KafkaFeed } from './feed.ts';
import type { KafkaTrouble } from './words.ts';

const SOURCE = 'orders';
const DISK_MIB = 48;
const MIB = 2 ** 20;
/** More of them than fit on what is left of the disk. */
const RECORDS = 40;
const RECORD_BYTES = MIB / 4;

const disk = mkdtempSync(join(tmpdir(), 'dure-small-disk-'));
const size = `size=${DISK_MIB}m`;
const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'none', disk]).status === 0;
const reason = reasonNotToBeHad() ?? (canMount ? undefined : 'No disk may be mounted here.');

/** Takes what room there is. */
const fill = (): void => {
  for (const bytes of [MIB, MIB / 64]) {
    try {
      for (let number = 0; ; number += 1) {
        writeFileSync(join(disk, `filler-${bytes}-${number}`), Buffer.alloc(bytes));
      }
    } catch {
      // There is no room for one more.
    }
  }
};

const record = (sequence: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'OrderPlaced',
  subject: `Order/order-${sequence}`,
  caseId: `order-${sequence}`,
  at: 1_700_000_000_000 + sequence,
  data: { note: 'x'.repeat(RECORD_BYTES) },
  causedBy: 'command-1',
  actor: 'Customer:customer-1',
});

const append = (to: Store, count: number) =>
  to.turn(0, async (turn) => {
    const { sequence, facts } = turn.head;
    const records = Array.from({ length: count }, (_, index) => record(sequence + index + 1));
    await turn.write({ append: records, put: [], insert: [], remove: [], facts });
  });

const sequencesIn = async (feed: KafkaFeed, count: number): Promise<readonly number[]> => {
  const read: LogRecord[] = [];
  while (read.length < count) {
    const page = await feed.read(SOURCE, 0, read.length, 10);
    read.push(...(page?.records ?? []));
  }
  return read.map(({ sequence }) => sequence);
};

const until = async (holds: () => boolean): Promise<void> => {
  const latest = performance.now() + JOIN_MS;
  while (!holds()) {
    assert.ok(performance.now() < latest, 'It has taken too long.');
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
};

describe('A broker whose disk is full', { skip: reason ?? false, timeout: 300_000 }, () => {
  after(() => {
    spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it('is named and waited for, and carries all of it when there is room again', async () => {
    const server = await startKafka({ settings: { 'log.dirs': join(disk, 'data') } });
    const orders = memoryStore(memoryDisk({ partitions: 1 }));
    const heard: (KafkaTrouble | undefined)[] = [];
    const relay = { watch: (trouble: KafkaTrouble | undefined) => void heard.push(trouble) };
    const stores = new Map([[SOURCE, orders]]);
    const of = { url: server.url, business: freshBusiness(), stores, relay };
    const { feed, relays, close } = await carried(of);
    await append(orders, 2);
    await until(() => relays.get(SOURCE)?.published(0) === 2);
    fill();
    await append(orders, RECORDS);
    relays.get(SOURCE)?.moved(0);
    await until(() => heard.some((trouble) => trouble !== undefined));
    const trouble = heard.find((one) => one !== undefined);
    assert.match(trouble?.en ?? '', /Kafka/);
    assert.match(trouble?.ko ?? '', /[가-힣]/);
    assert.ok((relays.get(SOURCE)?.published(0) ?? 0) < RECORDS + 2);
    // What the broker cannot carry is read from the log.
    const all = Array.from({ length: RECORDS + 2 }, (_, index) => index + 1);
    assert.deepEqual(await sequencesIn(feed, all.length), all);
    spawnSync('mount', ['-o', `remount,size=${DISK_MIB * 4}m`, disk]);
    await server.kill();
    await server.restart();
    await until(() => relays.get(SOURCE)?.published(0) === RECORDS + 2);
    assert.equal(heard.at(-1), undefined);
    await close();
    await server.stop();
  });
});
