import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Store } from '@dure/kernel/ports';
import { nothing } from '@dure/testing/conformance';
import { openSqliteStore } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-faults-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = (): string => join(folder, `orders-${(files += 1)}.db`);

const put = (store: Store, id: string, body = ''): Promise<void> =>
  store.turn(0, (turn) => turn.write({ ...nothing, put: [{ collection: 'claim', id, body }] }));

const idsIn = async (store: Store): Promise<readonly string[]> =>
  (await store.list('claim', '', 1_000)).map(({ id }) => id);

const codeOf = (error: unknown): unknown =>
  error instanceof StoreUnavailable ? (error.cause as { readonly errcode: number }).errcode : error;

const BUSY = 5;
const FULL = 13;

/** Another program holds the file while this runs. */
const whileHeld = async (file: string, run: (letGo: () => void) => Promise<void>) => {
  const other = new DatabaseSync(file);
  other.exec('BEGIN EXCLUSIVE');
  const letGo = (): void => {
    if (other.isTransaction) other.exec('ROLLBACK');
  };
  try {
    await run(letGo);
  } finally {
    other.close();
  }
};

describe('A file that another program holds', () => {
  it('is waited for, without keeping others in this process waiting', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await whileHeld(file, async (letGo) => {
      let isDone = false;
      const turn = put(store, 'a').then(() => (isDone = true));
      await sleep(100);
      assert.equal(isDone, false);
      assert.deepEqual(await idsIn(store), []);
      letGo();
      await turn;
    });
    assert.deepEqual(await idsIn(store), ['a']);
    await store.close();
  });

  it('is unavailable when it is held too long, and works again when it is free', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await whileHeld(file, async () => {
      await assert.rejects(put(store, 'a'), (error) => codeOf(error) === BUSY);
    });
    assert.equal((await store.head(0)).turns, 0);
    await put(store, 'b');
    assert.deepEqual(await idsIn(store), ['b']);
    await store.close();
  });

  it('is said to go on by itself where it is open, else to need a start', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await whileHeld(file, async () => {
      await assert.rejects(put(store, 'a'), /End it\. Then it goes on by itself/);
    });
    await store.close();
    const owner = new DatabaseSync(file);
    owner.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    assert.throws(() => openSqliteStore({ file }), /End it\. Then start again/);
    owner.close();
  });
});

describe('A disk that is full', () => {
  const large = 'x'.repeat(100_000);

  /** Puts large items until there is no room for another one. */
  const fill = async (store: Store): Promise<number> => {
    for (let count = 0; count < 1_000; count += 1) {
      const error: unknown = await put(store, `large-${count}`, large).catch((error) => error);
      if (error === undefined) continue;
      assert.equal(codeOf(error), FULL);
      return count;
    }
    throw new Error('The disk was never full.');
  };

  it('takes nothing of a turn for which there is no room', async () => {
    const store = openSqliteStore({ file: newFile(), pagesMax: 300 });
    const count = await fill(store);
    const before = await store.head(0);
    const turn = store.turn(0, (turn) => {
      const first = { collection: 'claim', id: 'small', body: '' } as const;
      const second = { collection: 'claim', id: 'large', body: large } as const;
      return turn.write({ ...nothing, insert: [first], put: [second], facts: { a: 1 } });
    });
    await assert.rejects(turn, (error) => codeOf(error) === FULL);
    assert.deepEqual(await store.head(0), before);
    assert.equal((await idsIn(store)).length, count);
    await store.close();
  });

  it('does not write with the next turn what there was no room for', async () => {
    const store = openSqliteStore({ file: newFile(), pagesMax: 300 });
    const count = await fill(store);
    await assert.rejects(put(store, 'large', large), (error) => codeOf(error) === FULL);
    await put(store, 'small');
    const ids = await idsIn(store);
    assert.equal(ids.length, count + 1);
    assert.ok(ids.includes('small') && !ids.includes('large'));
    await store.close();
  });

  it('can be read, and written again once there is room in the file', async () => {
    const store = openSqliteStore({ file: newFile(), pagesMax: 300 });
    await fill(store);
    const remove = [{ collection: 'claim', id: 'large-0' }] as const;
    await store.turn(0, (turn) => turn.write({ ...nothing, remove }));
    await put(store, 'again', large);
    assert.ok((await idsIn(store)).includes('again'));
    await store.close();
  });

  it('is no obstacle any more when it has grown', async () => {
    const file = newFile();
    const small = openSqliteStore({ file, pagesMax: 300 });
    const count = await fill(small);
    await small.close();
    const store = openSqliteStore({ file });
    await put(store, 'again', large);
    assert.equal((await idsIn(store)).length, count + 1);
    await store.close();
  });

  it('fails the turn even if the work does not mind', async () => {
    const store = openSqliteStore({ file: newFile(), pagesMax: 300 });
    const count = await fill(store);
    const turn = store.turn(0, async (turn) => {
      const items = [{ collection: 'claim', id: 'large', body: large }] as const;
      await turn.write({ ...nothing, put: items }).catch(() => {});
    });
    await assert.rejects(turn, StoreUnavailable);
    assert.equal((await idsIn(store)).length, count);
    await store.close();
  });
});

describe('A file that is taken away while it is in use', () => {
  const refused = /was deleted, moved or replaced while it was in use/;

  it('takes nothing more, where it was deleted', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await put(store, 'a');
    rmSync(file);
    await assert.rejects(put(store, 'b'), refused);
    await store.close();
  });

  it('takes nothing more, where another one was put in its place', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await put(store, 'a');
    copyFileSync(file, `${file}-copy`);
    renameSync(`${file}-copy`, file);
    await assert.rejects(put(store, 'b'), refused);
    await store.close();
  });

  it('goes on when it is back, with nothing of what was refused', async () => {
    const file = newFile();
    const store = openSqliteStore({ file });
    await put(store, 'a');
    renameSync(file, `${file}-away`);
    await assert.rejects(put(store, 'b'), refused);
    renameSync(`${file}-away`, file);
    await put(store, 'c');
    assert.deepEqual(await idsIn(store), ['a', 'c']);
    await store.close();
  });

  it('without its write-ahead log takes nothing more, and has all at an orderly end', async () => {
    const file = newFile();
    const first = openSqliteStore({ file });
    await put(first, 'a');
    await first.close();
    const store = openSqliteStore({ file });
    await put(store, 'b');
    rmSync(`${file}-wal`);
    await assert.rejects(put(store, 'c'), /-wal was deleted, .* End Dure in order/);
    await store.close();
    const again = openSqliteStore({ file });
    assert.deepEqual(await idsIn(again), ['a', 'b']);
    await put(again, 'd');
    await again.close();
  });
});
