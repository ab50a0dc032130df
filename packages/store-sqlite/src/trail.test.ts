import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { LogRecord, Store } from '@dure/kernel/ports';
import { openSqliteStore } from './index.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { ownTables } from './tables.ts';
import { SEGMENT, trailAfter, trailOf } from './trail.ts';

const CASES = 37;
const ALL = 4 * SEGMENT;

const folder = mkdtempSync(join(tmpdir(), 'dure-trail-'));
after(() => rmSync(folder, { recursive: true }));

const recordAt = (sequence: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'OrderPlaced',
  subject: `Order/order-${sequence % CASES}`,
  caseId: `order-${sequence % CASES}`,
  at: 1_000 + (sequence % 7),
  data: { amount: sequence },
  causedBy: 'command-1',
  actor: 'Customer:customer-1',
});

const append = (store: Store, partition: number, count: number): Promise<void> =>
  store.turn(partition, (turn) => {
    const from = turn.head.sequence + 1;
    const records = Array.from({ length: count }, (_, index) => recordAt(from + index));
    return turn.write({ append: records, insert: [], put: [], remove: [], facts: {} });
  });

/** What a search through the whole log finds. */
const searched = async (store: Store, caseId: string) => {
  const logs = Array.from({ length: store.partitions }, async (_, partition) => {
    const records = await store.readLog(partition, 0, ALL);
    return records
      .filter((record) => record.caseId === caseId)
      .map((record) => ({ ...record, partition }));
  });
  return (await Promise.all(logs))
    .flat()
    .toSorted((a, b) => a.at - b.at || a.partition - b.partition || a.sequence - b.sequence);
};

const assertWhole = async (store: Store): Promise<void> => {
  for (const caseId of ['order-0', 'order-1', 'order-36', 'order-37']) {
    assert.deepEqual(await store.trail(caseId, ALL), await searched(store, caseId));
  }
};

describe('The trail of a case', () => {
  const file = join(folder, 'orders.db');
  let store: Store;
  before(() => {
    store = openSqliteStore({ file, partitions: 3 });
  });
  after(() => store.close());

  it('is whole before, at and behind the end of a segment', async () => {
    for (const count of [1, SEGMENT - 3, 1, 1, 1, 500]) {
      await append(store, 0, count);
      await assertWhole(store);
    }
  });

  it('is whole when a turn fills more than one segment', async () => {
    await append(store, 2, 2 * SEGMENT + 10);
    await append(store, 1, 10);
    await assertWhole(store);
  });

  it('is found without reading the whole log', () => {
    const database = new DatabaseSync(file, { readOnly: true });
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${trailOf(ownTables)}`).all({
      caseId: 'order-0',
      limit: ALL,
      ...trailAfter(undefined),
    });
    database.close();
    const plan = steps.map(({ detail }) => String(detail));
    const ofLog = plan.filter((detail) => / log\b/.test(detail));
    assert.equal(ofLog.length, 2, plan.join('; '));
    for (const detail of ofLog) {
      assert.match(detail, /^SEARCH log USING INTEGER PRIMARY KEY/);
    }
  });

  it('is whole in a file of the first version', async () => {
    await store.close();
    const database = new DatabaseSync(file);
    database.exec(
      'DROP TABLE identity; DROP TABLE drawer_follower; DROP TABLE trail; ' +
        'CREATE INDEX log_case ON log (case_id); PRAGMA user_version = 1',
    );
    database.close();
    store = openSqliteStore({ file });
    await assertWhole(store);
    await append(store, 0, SEGMENT);
    await assertWhole(store);
    const { user_version: version } =
      new DatabaseSync(file).prepare('PRAGMA user_version').get() ?? {};
    assert.equal(version, SCHEMA_VERSION);
  });
});
