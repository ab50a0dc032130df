// A watermark counts one log: stores that are not of one time are noticed, and nothing is dropped.

import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LogFeed } from '@dure/embedded';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import { openSqliteStore } from '@dure/store-sqlite';
import { testClock } from '@dure/testing/clock';
import type { Incident } from '../api.ts';
import { createKernel } from '../kernel.ts';
import { NOON, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import type { Store } from '../ports.ts';
import { Shop } from '../shop.testing.ts';
import { LogsDisagree } from './compare-logs.ts';

const contexts = ['orders', 'till', 'store'] as const;

const order = async (shop: OpenShop, from: number, count: number): Promise<void> => {
  for (let phone = from; phone < from + count; phone += 1) await place(shop, { phone: `${phone}` });
};

/** A shop that was open and is closed: its folder, and a copy from before the last orders. */
const closedShop = async (partitions: number) => {
  const shop = await openShop({ partitions });
  const { folder } = shop;
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
  await order(shop, 1, 4);
  await shop.stop();
  const backup = mkdtempSync(join(tmpdir(), 'dure-backup-'));
  cpSync(folder, backup, { recursive: true });
  const again = await openShop({ folder, partitions });
  await order(again, 5, 12);
  await again.stop();
  return { folder, backup, open: () => openShop({ folder, partitions }) };
};

const file = (folder: string, context: string): string => join(folder, `${context}.db`);

const refused = (context: string) => (error: unknown) => {
  ok(error instanceof LogsDisagree, String(error));
  for (const words of [error.ko, error.en]) {
    ok(words.includes(context) && words.includes('docs/guides/restore-a-backup.md'), words);
  }
  return true;
};

const eachFact = async (folder: string, change: (store: Store) => Promise<void>) => {
  for (const context of contexts) {
    const store = openSqliteStore({ file: file(folder, context) });
    await change(store);
    await store.close();
  }
};

/** As watermarks were written before logs had ids. */
const withoutLogIds = async (store: Store): Promise<void> => {
  for (let number = 0; number < store.partitions; number += 1) {
    await store.turn(number, (turn) => {
      const kept = Object.entries(turn.head.facts).filter(([name]) => !name.startsWith('log:'));
      const nothing = { append: [], put: [], insert: [], remove: [] };
      return turn.write({ ...nothing, facts: Object.fromEntries(kept) });
    });
  }
};

for (const partitions of [1, 16]) {
  describe(`A business whose stores are not of one time, with ${partitions} partitions`, () => {
    for (const context of contexts) {
      it(`does not start when ${context} is an older copy`, async () => {
        const { folder, backup, open } = await closedShop(partitions);
        copyFileSync(file(backup, context), file(folder, context));
        await rejects(open(), refused(context));
      });

      it(`does not start when ${context} was deleted, and does when it is back`, async () => {
        const { folder, backup, open } = await closedShop(partitions);
        const kept = file(backup, `${context}.kept`);
        copyFileSync(file(folder, context), kept);
        rmSync(file(folder, context));
        await rejects(open(), refused(context));
        copyFileSync(kept, file(folder, context));
        const shop = await open();
        await order(shop, 90, 1);
        equal((await shop.list('Journey')).length, 17);
      });
    }

    it('does not start with the store of another shop among its own', async () => {
      const { folder, open } = await closedShop(partitions);
      const other = await closedShop(partitions);
      copyFileSync(file(other.folder, 'till'), file(folder, 'till'));
      await rejects(open(), refused('till'));
    });

    it('starts with all of one older time, and goes on from there', async () => {
      const { folder, backup, open } = await closedShop(partitions);
      for (const context of contexts) copyFileSync(file(backup, context), file(folder, context));
      const shop = await open();
      await order(shop, 90, 1);
      equal((await shop.list('Journey')).length, 5);
      deepEqual(shop.incidents, []);
    });

    it('takes the log that it meets when its marks are from before logs had ids', async () => {
      const { folder, backup, open } = await closedShop(partitions);
      await eachFact(folder, withoutLogIds);
      const shop = await open();
      await order(shop, 90, 1);
      equal((await shop.list('Journey')).length, 17);
      await shop.stop();
      copyFileSync(file(backup, 'till'), file(folder, 'till'));
      await rejects(open(), refused('till'));
    });

    it('takes no context in whose store is older than what is known of it', async () => {
      const { folder, backup, open } = await closedShop(partitions);
      const shop = await open();
      const till = Shop.contexts.find(({ name }) => name === 'till');
      await shop.retire('till');
      copyFileSync(file(backup, 'till'), file(folder, 'till'));
      ok(till);
      await rejects(shop.join(till), refused('till'));
      equal(shop.kernels['till'], undefined);
    });
  });
}

/** One context on its own, following stores that the test replaces. */
const followerOf = async (disks: ReadonlyMap<string, MemoryDisk>, partitions: number) => {
  const clock = testClock(NOON);
  const incidents: Incident[] = [];
  const stores = new Map([...disks].map(([name, disk]) => [name, memoryStore(disk)] as const));
  const context = Shop.contexts.find(({ name }) => name === 'store');
  const own = stores.get('store');
  ok(context && own);
  const kernel = await createKernel({
    system: Shop,
    context,
    store: own,
    feed: new LogFeed(stores, clock.now),
    calls: { call: () => Promise.reject(new Error('Nobody is asked.')) },
    clock,
    report: (incident) => incidents.push(incident),
  });
  const replace = (name: string, disk = memoryDisk({ partitions })): void =>
    void stores.set(name, memoryStore(disk));
  return { kernel, clock, incidents, replace };
};

/** The disks of a shop in which some orders were placed. */
const disksWith = async (orders: number, partitions: number) => {
  const disks = new Map<string, MemoryDisk>(
    contexts.map((name) => [name, memoryDisk({ partitions })]),
  );
  const shop = await openShop({ storeOf: ({ name }) => memoryStore(disks.get(name)) });
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
  await order(shop, 1, orders);
  await shop.stop();
  return disks;
};

for (const partitions of [1, 16]) {
  describe(`A context that meets another log while it runs, with ${partitions} partitions`, () => {
    it('stops, says so, and goes on when the right one is back', async () => {
      const disks = await disksWith(8, partitions);
      const { kernel, clock, incidents, replace } = await followerOf(disks, partitions);
      await clock.advance(10_000);
      deepEqual([kernel.troubles(), incidents], [[], []]);
      // Another till, which has sold more than the one that was followed.
      const others = await disksWith(16, partitions);
      replace('till', others.get('till'));
      await clock.advance(10_000);
      const [trouble, ...more] = kernel.troubles();
      deepEqual([trouble?.is, trouble?.of, more.length], ['log', 'till', 0]);
      match(incidents[0]?.what ?? '', /log of till .* replaced/);
      const [work] = (await kernel.work()).items;
      deepEqual([work?.kind, work?.ko], ['log', trouble?.ko]);
      const rows = await kernel.rows('Journey', everyRow);
      equal(rows.total, 8);
      replace('till', disks.get('till'));
      await clock.advance(10_000);
      deepEqual(kernel.troubles(), []);
      ok(await kernel.isQuiet());
      await kernel.stop();
    });

    it('stops before one that is empty', async () => {
      const disks = await disksWith(8, partitions);
      const { kernel, clock, replace } = await followerOf(disks, partitions);
      await clock.settle();
      replace('orders');
      await clock.advance(10_000);
      match(kernel.troubles()[0]?.en ?? '', /log of orders is (empty|not the one)/);
      await kernel.stop();
    });
  });
}

const everyRow = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1 };
