import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import type { Store } from '@dure/kernel/ports';
import { nothing } from '@dure/testing/conformance';
import { openSqliteStore } from './index.ts';
import { SCHEMA_VERSION } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-due-'));
after(() => rmSync(folder, { recursive: true }));

const answer = (at: number) => ({ collection: 'answer', id: `key-${at}`, body: null, at }) as const;

const keep = (store: Store, partition: number, ...instants: readonly number[]): Promise<void> =>
  store.turn(partition, (turn) => turn.write({ ...nothing, put: instants.map(answer) }));

const dueIn = async (store: Store, partition: number, until: number, limit = 9) =>
  (await store.due(partition, 'answer', until, limit)).map(({ at }) => at);

const indexesIn = (file: string): readonly string[] => {
  const database = new DatabaseSync(file);
  const named = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'drawer_answer_%'")
    .all();
  database.close();
  return named.map(({ name }) => String(name)).toSorted();
};

const both = ['drawer_answer_at', 'drawer_answer_tag'];

describe('Answers', () => {
  it('fall due in the order in which they came, without an index', async () => {
    const file = join(folder, 'one.db');
    const store = openSqliteStore({ file });
    assert.equal(await store.nextDue(0, 'answer'), undefined);
    await keep(store, 0, 10, 20);
    await keep(store, 0, 20.5, 30);
    assert.equal(await store.nextDue(0, 'answer'), 10);
    assert.deepEqual(await dueIn(store, 0, 9), []);
    assert.deepEqual(await dueIn(store, 0, 25), [10, 20, 20.5]);
    assert.deepEqual(await dueIn(store, 0, 25, 2), [10, 20]);
    await store.turn(0, (turn) => turn.write({ ...nothing, remove: [answer(10), answer(20)] }));
    assert.equal(await store.nextDue(0, 'answer'), 20.5);
    assert.deepEqual(indexesIn(file), []);
    await store.close();
  });

  it('of several partitions are found by their index', async () => {
    const file = join(folder, 'three.db');
    const store = openSqliteStore({ file, partitions: 3 });
    await keep(store, 0, 30, 40);
    await keep(store, 2, 20, 10);
    assert.equal(await store.nextDue(1, 'answer'), undefined);
    assert.equal(await store.nextDue(2, 'answer'), 10);
    assert.deepEqual(await dueIn(store, 2, 99), [10, 20]);
    assert.deepEqual(indexesIn(file), both);
    await store.close();
  });

  it('lose their index in a file of the second version', async () => {
    const file = join(folder, 'second.db');
    const before = openSqliteStore({ file });
    await keep(before, 0, 10, 20);
    await before.close();
    const database = new DatabaseSync(file);
    database.exec(
      'CREATE INDEX drawer_answer_at ON drawer_answer (partition, at) WHERE at IS NOT NULL;' +
        'CREATE INDEX drawer_answer_tag ON drawer_answer (tag) WHERE tag IS NOT NULL;' +
        'DROP TABLE identity; DROP TABLE drawer_follower; PRAGMA user_version = 2',
    );
    database.close();
    assert.deepEqual(indexesIn(file), both);
    const store = openSqliteStore({ file });
    assert.deepEqual(await dueIn(store, 0, 15), [10]);
    await store.close();
    assert.deepEqual(indexesIn(file), []);
    const reopened = new DatabaseSync(file);
    const { user_version: version } = reopened.prepare('PRAGMA user_version').get() ?? {};
    reopened.close();
    assert.equal(version, SCHEMA_VERSION);
  });
});
