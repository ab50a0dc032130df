// A consumer moves over consecutive sequences only, whatever the feed brings; what another replica
// is given it leaves to that one; and it says how far the effects have come.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whenever } from '@dure/domain';
import { shopWith } from '../changed-shop.testing.ts';
import { keyOf, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import type { Feed, LogPage } from '../ports.ts';
import { Orders, Till } from '../shop.testing.ts';

const others =
  (change: (feed: Feed) => Partial<Feed>, own: string) =>
  ({ name }: { readonly name: string }, logs: Feed): Feed => {
    const whole: Feed = {
      partitionsOf: (source) => logs.partitionsOf(source),
      read: (...asked) => logs.read(...asked),
      end: (...asked) => logs.end(...asked),
      follow: (...asked) => logs.follow(...asked),
    };
    return name === own ? { ...whole, ...change(whole) } : whole;
  };

/** Of what others have in their logs, some records are missing for a while. */
const lossy = (isLost: (sequence: number) => boolean) => (feed: Feed) => ({
  read: async (...asked: Parameters<Feed['read']>): Promise<LogPage | undefined> => {
    const page = await feed.read(...asked);
    if (!page || asked[0] === 'store') return page;
    return { ...page, records: page.records.filter(({ sequence }) => !isLost(sequence)) };
  },
});

/** Of orders, all that is new is given to another replica, as long as it is. */
const givenAway = (isGiven: () => boolean) => (feed: Feed) => ({
  read: async (...asked: Parameters<Feed['read']>): Promise<LogPage | undefined> => {
    const page = await feed.read(...asked);
    if (!page || !isGiven() || asked[0] !== 'orders') return page;
    return { logId: page.logId, records: [], isElsewhere: true };
  },
});

const reserved = async (shop: OpenShop, orderId: string): Promise<number> =>
  (await shop.trail(orderId)).filter(({ type, kind }) => type === 'Reserved' && kind === 'event')
    .length;

const quiet = (shop: OpenShop): Promise<void> => shop.clock.advance(30_000);

const isQuiet = ({ kernels }: Awaited<ReturnType<typeof openShop>>, name: string) =>
  kernels[name]?.isQuiet();

const retryAll = async ({ kernels, clock }: OpenShop, context: string): Promise<void> => {
  const by = { actor: 'Operator:operator-1' };
  for (const { id } of (await kernels[context]?.parked())?.items ?? []) {
    void kernels[context]?.retry(id, by);
  }
  await clock.advance(30_000);
};

describe('A consumer whose feed loses records', () => {
  for (const [where, isGone] of [
    ['first', (sequence: number) => sequence === 1],
    ['between others', (sequence: number) => sequence === 3],
  ] as const) {
    it(`passes no gap, and goes on when what was ${where} is there`, async () => {
      let isLossy = true;
      const feedOf = others(
        lossy((sequence) => isLossy && isGone(sequence)),
        'store',
      );
      const shop = await openShop({ feedOf });
      await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
      const orders = [];
      for (let phone = 1; phone < 5; phone += 1) {
        orders.push(keyOf(await place(shop, { phone: `${phone}` })));
      }
      const before = await Promise.all(orders.map((order) => reserved(shop, order)));
      ok(before.includes(0), 'Something is missing.');
      isLossy = false;
      await quiet(shop);
      for (const order of orders) equal(await reserved(shop, order), 1);
      deepEqual(shop.incidents, []);
      await shop.stop();
    });
  }
});

describe('A consumer of a feed that asks for it', () => {
  it('says how far the effects have come, and never further', async () => {
    const settled: number[] = [];
    const feedOf = others(
      () => ({
        settled: (source, _, sequence) => void (source === 'orders' && settled.push(sequence)),
      }),
      'store',
    );
    const shop = await openShop({ feedOf });
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
    for (let phone = 1; phone < 4; phone += 1) await place(shop, { phone: `${phone}` });
    await quiet(shop);
    const end = await shop.stores.get('orders')?.head(0);
    equal(settled.at(-1), end?.sequence);
    deepEqual(
      settled,
      settled.toSorted((a, b) => a - b),
    );
    await shop.stop();
  });

  it('leaves to another replica what that is given, and knows what it has done', async () => {
    let isElsewhere = true;
    const feedOf = others(
      givenAway(() => isElsewhere),
      'store',
    );
    const shop = await openShop({ feedOf });
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
    const order = keyOf(await place(shop));
    equal(await reserved(shop, order), 0);
    // The other one has not done it yet.
    equal(await isQuiet(shop, 'store'), false);
    const { logId } = shop.stores.get('orders')?.identity ?? { logId: '' };
    const { sequence = 0 } = (await shop.stores.get('orders')?.head(0)) ?? {};
    // As the other replica does, once it has had the effects.
    await shop.stores.get('store')?.turn(0, async (turn) => {
      const facts = { ...turn.head.facts, 'seen:orders/0': sequence, 'log:orders': logId };
      await turn.write({ append: [], put: [], insert: [], remove: [], facts });
    });
    await quiet(shop);
    const position = { context: 'orders', partition: 0, sequence };
    equal(await shop.kernels['store']?.seen(position, 0), true);
    isElsewhere = false;
    await quiet(shop);
    equal(await reserved(shop, order), 0);
    await shop.stop();
  });

  it('knows what another replica has set free that was stuck', async () => {
    let isMended = false;
    const givingBack = (orderId: `order-${string}`) => {
      if (!isMended) throw new Error('Not yet.');
      return Till.command.GiveBack({ orderId });
    };
    const sends = { sends: [Till.command.GiveBack] };
    const system = shopWith('till', (till) => ({
      ...till,
      policies: {
        first: whenever(Orders.event.OrderPlaced, (of) => givingBack(of.orderId), sends),
        second: whenever(Orders.event.OrderCancelled, (of) => givingBack(of.orderId), sends),
      },
    }));
    const given = givenAway(() => isMended);
    const feedOf = others(
      (feed) => ({ ...given(feed), readAgain: (...asked) => feed.read(...asked) }),
      'till',
    );
    const shop = await openShop({ system, partitions: 16, feedOf });
    const orderId = keyOf(await place(shop));
    isMended = true;
    const { folder } = shop;
    const other = await openShop({ system, partitions: 16, folder, at: shop.clock.now() });
    await retryAll(other, 'till');
    await other.send('CancelOrder', { orderId });
    await quiet(other);
    await quiet(shop);
    deepEqual(await other.kernels['till']?.parked(), { items: [] });
    equal(await isQuiet(shop, 'till'), true);
    await Promise.all([shop.stop(), other.stop()]);
  });

  it('reads what is given to another replica up to where someone waits for it', async () => {
    const feedOf = others(
      (feed) => ({
        read: async (...asked) => {
          const page = await feed.read(...asked);
          if (!page || asked[0] !== 'orders') return page;
          return { logId: page.logId, records: [], isElsewhere: true };
        },
        readAgain: (...asked) => feed.read(...asked),
      }),
      'store',
    );
    const shop = await openShop({ feedOf });
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
    const order = keyOf(await place(shop));
    const { sequence = 0 } = (await shop.stores.get('orders')?.head(0)) ?? {};
    const position = { context: 'orders', partition: 0, sequence };
    equal(await shop.kernels['store']?.seen(position, 5_000), true);
    equal(await reserved(shop, order), 1);
    await shop.stop();
  });
});
