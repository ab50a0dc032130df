// A file that the contexts of a process share: what fails, and what comes of it.

import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { StoreUnavailable, Taken } from '@dure/kernel/ports';
import type { Store } from '@dure/kernel/ports';
import { nothing } from '@dure/testing/conformance';
import { openSharedFile, openSqliteStore } from './index.ts';
import type { SharedFile } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-shared-file-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = (): string => join(folder, `shop-${(files += 1)}.db`);

const business = 'shop';
const put = (store: Store, id: string, body = ''): Promise<void> =>
  store.turn(0, (turn) => turn.write({ ...nothing, put: [{ collection: 'claim', id, body }] }));

const idsIn = async (store: Store): Promise<readonly string[]> =>
  (await store.list('claim', '', 1_000)).map(({ id }) => id);

type Shop = {
  readonly file: SharedFile;
  readonly path: string;
  readonly orders: Store;
  readonly stock: Store;
};

const openShop = async (path = newFile(), pagesMax?: number): Promise<Shop> => {
  const file = openSharedFile({ file: path, ...(pagesMax === undefined ? {} : { pagesMax }) });
  const orders = await file.storeOf({ owner: { business, context: 'orders' } });
  const stock = await file.storeOf({ owner: { business, context: 'stock' } });
  return { file, path, orders, stock };
};

describe('A file of several contexts', () => {
  it('is found again, with the contexts that it has and whose they are', async () => {
    const { file, path, orders } = await openShop();
    await put(orders, 'a');
    await file.close();
    const again = await openShop(path);
    assert.deepEqual(again.file.contexts, ['orders', 'stock']);
    assert.deepEqual(again.orders.identity, orders.identity);
    assert.deepEqual(await idsIn(again.orders), ['a']);
    await again.file.close();
  });

  it('takes a context that joins while others go on, and lets one go', async () => {
    const { file, orders, stock } = await openShop();
    await put(orders, 'a');
    const desk = await file.storeOf({ owner: { business, context: 'desk' } });
    assert.deepEqual(await idsIn(orders), ['a']);
    await put(stock, 'b');
    await stock.close();
    await assert.rejects(put(stock, 'c'), StoreUnavailable);
    await put(desk, 'd');
    await desk.durable?.();
    assert.deepEqual([await idsIn(orders), await idsIn(desk)], [['a'], ['d']]);
    await orders.close();
    await desk.close();
    await assert.rejects(orders.head(0), StoreUnavailable);
  });

  it('is refused to another business, and a file of another kind is refused', async () => {
    const { file, path } = await openShop();
    const owner = { business: 'bakery', context: 'orders' };
    await assert.rejects(file.storeOf({ owner }), /belongs to shop\/orders, not to bakery\/orders/);
    assert.throws(() => openSqliteStore({ file: path }), /is shared by several contexts/);
    await file.close();
    const own = newFile();
    await openSqliteStore({ file: own }).close();
    assert.throws(() => openSharedFile({ file: own }), /belongs to one context/);
    const foreign = newFile();
    const database = new DatabaseSync(foreign);
    database.exec('CREATE TABLE customers (name TEXT)');
    database.close();
    assert.throws(() => openSharedFile({ file: foreign }), /database of another program/);
  });

  it('loses no other turn by one that fails', async () => {
    const { file, orders, stock } = await openShop();
    await put(orders, 'a');
    const item = { collection: 'claim', id: 'room', body: '' } as const;
    await stock.turn(0, (turn) => turn.write({ ...nothing, insert: [item] }));
    const twice = stock.turn(0, (turn) =>
      turn.write({ ...nothing, insert: [{ ...item, id: 'other' }, item] }),
    );
    await assert.rejects(twice, Taken);
    await put(orders, 'b');
    await orders.durable?.();
    assert.deepEqual([await idsIn(orders), await idsIn(stock)], [['a', 'b'], ['room']]);
    await file.close();
  });

  it('holds no other process up when a turn only reads', async () => {
    const { file, path, orders } = await openShop();
    await orders.turn(0, (turn) => turn.read({ ids: [], tags: [] }));
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE; ROLLBACK');
    other.close();
    await file.close();
  });
});

describe('A commit of several contexts that cannot be made', () => {
  it('is made once it can be, with all that was written, and no one was told before', async () => {
    const { file, path, orders, stock } = await openShop();
    await put(orders, 'a');
    await orders.durable?.();
    await put(orders, 'b');
    await put(stock, 'c');
    renameSync(path, `${path}-away`);
    let isTold = false;
    const durable = stock.durable?.()?.then(() => (isTold = true));
    await new Promise((resolve) => void setTimeout(resolve, 50));
    assert.equal(isTold, false);
    await assert.rejects(put(orders, 'refused'), /was deleted, moved or replaced/);
    await assert.rejects(orders.head(0), /was deleted, moved or replaced/);
    renameSync(`${path}-away`, path);
    await durable;
    assert.deepEqual([await idsIn(orders), await idsIn(stock)], [['a', 'b'], ['c']]);
    assert.equal((await orders.head(0)).turns, 2);
    await file.close();
  });

  it('is written again where a full disk has taken all of it back', async () => {
    const { file, orders, stock } = await openShop(newFile(), 400);
    const large = 'x'.repeat(100_000);
    await put(orders, 'old', large);
    await orders.durable?.();
    const kept: string[] = [];
    for (let number = 0; number < 100; number += 1) {
      await put(stock, `small-${number}`);
      const isTaken = await put(orders, `large-${number}`, large).then(
        () => true,
        () => false,
      );
      if (!isTaken) break;
      kept.push(`large-${number}`);
    }
    assert.ok(kept.length > 0 && kept.length < 99);
    await orders.turn(0, (turn) =>
      turn.write({ ...nothing, remove: [{ collection: 'claim', id: 'old' }] }),
    );
    await orders.durable?.();
    assert.deepEqual(await idsIn(orders), kept.toSorted());
    assert.equal((await idsIn(stock)).length, kept.length + 1);
    assert.equal((await stock.head(0)).turns, kept.length + 1);
    await file.close();
  });
});
