import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Store } from '@dure/kernel/ports';
import { openSqliteStore, StoreCannotOpen } from './index.ts';
import type { SqliteOptions } from './index.ts';
import { SCHEMA_VERSION } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-opening-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = (): string => join(folder, `${(files += 1)}`, 'orders.db');

const fill = (store: Store): Promise<void> =>
  store.turn(0, (turn) => {
    const put = Array.from({ length: 500 }, (_, index) => ({
      collection: 'instance' as const,
      id: `Order/order-${index}`,
      body: 'x'.repeat(500),
    }));
    return turn.write({ append: [], insert: [], put, remove: [], facts: { filled: true } });
  });

/** A file with something in it, closed. */
const filled = async (partitions = 1): Promise<string> => {
  const file = newFile();
  const store = openSqliteStore({ file, partitions });
  await fill(store);
  await store.close();
  return file;
};

/** What is said has to name the file, in both languages, and be free of the driver's words. */
const assertCannotOpen = (file: string, options: Omit<SqliteOptions, 'file'> = {}): void => {
  assert.throws(
    () => openSqliteStore({ file, ...options }),
    (error: unknown) => {
      assert.ok(error instanceof StoreCannotOpen);
      assert.equal(error.file, file);
      for (const words of [error.ko, error.en]) {
        assert.ok(words.includes(file));
        assert.doesNotMatch(words, /SQLITE|errno|undefined|NaN/);
      }
      return true;
    },
  );
};

describe('A file that cannot be opened', () => {
  it('is one that is no database', () => {
    const file = newFile();
    mkdirSync(join(file, '..'));
    writeFileSync(file, 'Dear diary, today I was opened as a database.\n'.repeat(100));
    assertCannotOpen(file);
    assert.match(readFileSync(file, 'utf8'), /^Dear diary/);
  });

  it('is one that was cut short', async () => {
    for (const bytes of [4_096, 20_000, 100_000]) {
      const file = await filled();
      truncateSync(file, bytes);
      assertCannotOpen(file);
    }
  });

  it('is one whose pages are overwritten', async () => {
    const file = await filled();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xab, 4_096));
    assertCannotOpen(file);
  });

  it('is one whose folder cannot be made', () => {
    const parent = join(folder, 'not-a-folder');
    writeFileSync(parent, '');
    assertCannotOpen(join(parent, 'orders.db'));
    assertCannotOpen(join(parent, 'deep', 'orders.db'));
  });

  it('is a folder', () => {
    const file = newFile();
    mkdirSync(file, { recursive: true });
    assertCannotOpen(file);
  });

  it('is one with another number of partitions', async () => {
    const file = await filled(3);
    assertCannotOpen(file, { partitions: 4 });
    const store = openSqliteStore({ file, partitions: 3 });
    assert.equal(store.partitions, 3);
    await store.close();
  });

  it('is one of another business, or of another context', async () => {
    const file = newFile();
    const owner = { business: 'shop', context: 'orders' };
    await openSqliteStore({ file, owner }).close();
    assertCannotOpen(file, { owner: { ...owner, business: 'taxi' } });
    assertCannotOpen(file, { owner: { ...owner, context: 'till' } });
    for (const again of [{ file, owner }, { file }]) {
      const store = openSqliteStore(again);
      assert.deepEqual(store.identity.owner, owner);
      await store.close();
    }
  });

  it('is one of a newer version', async () => {
    const file = await filled();
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    assertCannotOpen(file);
  });

  it('is the database of another program, which is left as it is', () => {
    const file = newFile();
    mkdirSync(join(file, '..'));
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE recipes (name TEXT)');
    database.close();
    const before = readFileSync(file);
    assertCannotOpen(file);
    assert.deepEqual(readFileSync(file), before);
  });

  it('is one that another program keeps to itself', async () => {
    const file = newFile();
    mkdirSync(join(file, '..'));
    const database = new DatabaseSync(file);
    database.exec('BEGIN EXCLUSIVE');
    assertCannotOpen(file);
    database.exec('ROLLBACK');
    database.close();
    await openSqliteStore({ file }).close();
  });
});

describe('A file that is damaged where it was not read yet', () => {
  it('opens, and is unavailable where the damage is', async () => {
    const file = await filled();
    const bytes = readFileSync(file);
    for (let place = bytes.indexOf('xxxxx', bytes.length / 2); place < bytes.length;) {
      const page = place - (place % 4_096);
      bytes.fill(0xab, page, page + 4_096);
      place = page + 4_096;
    }
    writeFileSync(file, bytes);
    const store = openSqliteStore({ file });
    assert.equal((await store.head(0)).facts['filled'], true);
    await assert.rejects(store.list('instance', '', 1_000), StoreUnavailable);
    const reads = { ids: [{ collection: 'instance', id: 'Order/order-499' }], tags: [] } as const;
    await assert.rejects(
      store.turn(0, (turn) => turn.read(reads)),
      StoreUnavailable,
    );
    await store.close();
  });
});

describe('A file from before files knew their log', () => {
  it('gets an id and an owner when it is opened, and keeps them', async () => {
    const file = await filled();
    const database = new DatabaseSync(file);
    database.exec('DROP TABLE identity; DROP TABLE drawer_follower; PRAGMA user_version = 3');
    database.close();
    const owner = { business: 'shop', context: 'orders' };
    const store = openSqliteStore({ file, owner });
    const { identity } = store;
    assert.match(identity.logId, /^[0-9a-f]{16}$/);
    assert.equal((await store.head(0)).facts['filled'], true);
    await store.close();
    const again = openSqliteStore({ file });
    assert.deepEqual(again.identity, { ...identity, owner });
    await again.close();
  });
});

describe('A file', () => {
  it('is made with its folders, and kept when it is opened again', async () => {
    const file = join(folder, '깊은', '폴더', "o'clock 100%.db");
    const store = openSqliteStore({ file, partitions: 2 });
    await fill(store);
    const beside = openSqliteStore({ file });
    assert.equal(beside.partitions, 2);
    assert.equal((await beside.head(0)).turns, 1);
    await Promise.all([store.close(), beside.close()]);
  });

  it('goes on from what a process that was killed has left beside it', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await fill(store);
    const copy = newFile();
    mkdirSync(join(copy, '..'));
    for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${copy}${end}`);
    const revived = openSqliteStore({ file: copy });
    assert.equal((await revived.list('instance', '', 1_000)).length, 500);
    await fill(revived);
    await Promise.all([store.close(), revived.close()]);
  });
});
