// A view is drawn anew, and one of its partitions has done so already and keeps both the rows that
// are read and the new ones true until all have. What is late or early for a row meanwhile is in
// the rows that are read in the end.

import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AnyMessage, System, View } from '@dure/domain';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import { shopWith } from '../changed-shop.testing.ts';
import { partitionOf } from '../ids.ts';
import { keyOf, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { Orders, Store } from '../shop.testing.ts';

const PARTITIONS = 2;
/** A key of the first partition, and so are all others here. */
const shelfId = 'shelf-2';

const operator = { actor: 'Operator:operator-1' };
const mistake = { isThere: true };

const needNone = (event: AnyMessage): void => {
  const isStruck =
    event.type === 'OrderPlaced' || ('orderId' in event && event.orderId === 'order-1');
  if (mistake.isThere && isStruck) throw new Error('Whose row is it?');
};

/** The same view, which cannot say its rows as long as the mistake is there. */
const mistaken = (view: View): View => ({
  ...view,
  rowsOf: (event, at) => {
    needNone(event);
    return view.rowsOf(event, at);
  },
});

/** How much of a shelf is reserved. */
const Reserved = Store.view.Shelves.follows([Store.event], {
  key: ['shelfId'],
  rows: { 'ShelfFilled, Reserved, Returned': ({ shelfId: of }) => [{ shelfId: of }] },
  creates: { ShelfFilled: ({ shelfId: of }) => ({ shelfId: of, left: 0 }) },
  updates: {
    ShelfFilled: (_filled, row) => row,
    Reserved: (_reserved, row) => ({ ...row, left: row.left + 1 }),
    Returned: (_returned, row) => ({ ...row, left: row.left - 1 }),
  },
});

/** The row comes with what is returned: all before it is early. */
const Returns = Store.view.Shelves.follows([Store.event], {
  key: ['shelfId'],
  rows: { 'Reserved, Returned': ({ shelfId: of }) => [{ shelfId: of }] },
  creates: { Returned: ({ shelfId: of }) => ({ shelfId: of, left: 0 }) },
  updates: { Reserved: (_reserved, row) => ({ ...row, left: row.left + 1 }) },
});

/** Where the goods of an order are. */
const Journey = Store.view.Journey.follows([Orders.event, Store.event], {
  key: ['orderId'],
  creates: { OrderPlaced: ({ orderId, phone }) => ({ orderId, phone, at: 'shop' }) },
  updates: {
    Reserved: (_reserved, row) => ({ ...row, at: 'shelf' }),
    Returned: (_returned, row) => ({ ...row, at: 'back' }),
  },
});

const shopWhose = (views: { readonly [name: string]: View }): System =>
  shopWith('store', (store) => ({ ...store, views }));

type HeldShop = OpenShop & {
  /** Turns of the second partition of the store wait from now on, until it is called again. */
  readonly hold: (isHeld: boolean) => void;
};

type Disks = ReadonlyMap<string, MemoryDisk>;

const newDisks = (): Disks =>
  new Map(
    ['orders', 'till', 'store'].map((name) => [name, memoryDisk({ partitions: PARTITIONS })]),
  );

const openedOn = async (disks: Disks, system: System): Promise<HeldShop> => {
  let gate = Promise.resolve();
  let release = (): void => {};
  const before = (name: string) => (_step: string, of: { readonly partition?: number }) =>
    name === 'store' && of.partition === 1 ? gate : undefined;
  const shop = await openShop({
    system,
    partitions: PARTITIONS,
    storeOf: ({ name }) => memoryStore(disks.get(name), { hooks: { before: before(name) } }),
  });
  const hold = (isHeld: boolean): void => {
    release();
    gate = isHeld ? new Promise((resolve) => (release = resolve)) : Promise.resolve();
  };
  return Object.assign(shop, { hold });
};

const opened = (system: System): Promise<HeldShop> => openedOn(newDisks(), system);

const act = async (shop: OpenShop, type: string, orderId: string): Promise<void> => {
  const qty = type === 'Reserve' ? { qty: 1 } : {};
  equal((await shop.send(type, { shelfId, orderId, ...qty })).is, 'done');
  await shop.clock.advance(10);
};

const fill = async (shop: OpenShop): Promise<void> => {
  equal((await shop.send('FillShelf', { shelfId, qty: 10 })).is, 'done');
  await shop.clock.advance(10);
};

/** The first partition has drawn the view anew, and the second one has not. */
const beginRebuilding = async (shop: HeldShop, view: string): Promise<void> => {
  mistake.isThere = false;
  shop.hold(true);
  void shop.kernels['store']?.rebuild(view).catch(() => {});
  await shop.clock.settle();
  const head = await shop.stores.get('store')?.head(0);
  deepEqual([head?.facts[`building:${view}`], head?.facts[`generation:${view}`]], [2, undefined]);
};

const endRebuilding = async (shop: HeldShop): Promise<void> => {
  shop.hold(false);
  await shop.clock.advance(10_000);
};

/** An order whose rows lie in the first partition. */
const placedThere = async (shop: OpenShop): Promise<string> => {
  for (let phone = 0; ; phone += 1) {
    const orderId = keyOf(await place(shop, { shelfId, phone: `${phone}` }));
    if (partitionOf(orderId, PARTITIONS) === 0) return orderId;
  }
};

const retryAll = async (shop: OpenShop): Promise<void> => {
  const { store } = shop.kernels;
  for (const { id } of (await store?.parked())?.items ?? []) void store?.retry(id, operator);
  await shop.clock.settle();
};

const leftOn = async (shop: OpenShop): Promise<unknown> =>
  (await shop.list('Shelves'))[0]?.['left'];

const nothingParked = async (shop: OpenShop): Promise<void> =>
  deepEqual(await shop.kernels['store']?.parked(), { items: [] });

beforeEach(() => {
  mistake.isThere = true;
});

afterEach(() => {
  mistake.isThere = false;
});

describe('A row that one partition has drawn anew while others have not', () => {
  it('has its key there', () => {
    equal(partitionOf(shelfId, PARTITIONS), 0);
  });

  it('has what came behind a stuck event since, and is tried again with it', async () => {
    const shop = await opened(shopWhose({ Shelves: mistaken(Reserved) }));
    await fill(shop);
    await act(shop, 'Reserve', 'order-1');
    await beginRebuilding(shop, 'Shelves');
    await act(shop, 'Return', 'order-1');
    await retryAll(shop);
    await endRebuilding(shop);
    await nothingParked(shop);
    equal(await leftOn(shop), 0);
    await act(shop, 'Reserve', 'order-2');
    equal(await leftOn(shop), 1);
    await shop.stop();
  });

  it('has it also where the process ends before the others have', async () => {
    const disks = newDisks();
    const system = shopWhose({ Shelves: mistaken(Reserved) });
    const shop = await openedOn(disks, system);
    await fill(shop);
    await act(shop, 'Reserve', 'order-1');
    await beginRebuilding(shop, 'Shelves');
    await act(shop, 'Return', 'order-1');
    await retryAll(shop);
    void shop.stop();
    shop.hold(false);
    const again = await openedOn(disks, system);
    await endRebuilding(again);
    await retryAll(again);
    await endRebuilding(again);
    await nothingParked(again);
    equal(await leftOn(again), 0);
    await again.stop();
  });

  it('has what could not say its row, and was early for the new one', async () => {
    const shop = await opened(shopWhose({ Shelves: mistaken(Returns) }));
    await fill(shop);
    await act(shop, 'Reserve', 'order-1');
    await beginRebuilding(shop, 'Shelves');
    await act(shop, 'Return', 'order-2');
    await retryAll(shop);
    await endRebuilding(shop);
    await nothingParked(shop);
    equal(await leftOn(shop), 1);
    await shop.stop();
  });

  it('has what was early in the former one before what comes next', async () => {
    const shop = await opened(shopWhose({ Journey: mistaken(Journey) }));
    await fill(shop);
    const orderId = await placedThere(shop);
    await beginRebuilding(shop, 'Journey');
    await act(shop, 'Reserve', orderId);
    shop.hold(false);
    await shop.clock.settle();
    const head = await shop.stores.get('store')?.head(0);
    equal(head?.facts['generation:Journey'], 2);
    await act(shop, 'Return', orderId);
    await endRebuilding(shop);
    const journey = (await shop.list('Journey')).find((row) => row['orderId'] === orderId);
    equal(journey?.['at'], 'back');
    await shop.stop();
  });
});
