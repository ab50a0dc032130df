import { deepEqual, equal, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext, contract } from '@dure/domain';
import { count, id } from '@dure/domain/shapes';
import { keyOf, openShop, place } from './open-shop.testing.ts';
import { Orders } from './shop.testing.ts';

const { context, view } = contract('letters', {
  views: { Buyers: { orderId: id('order'), amount: count({ min: 0 }) } },
});

/** Follows the orders, and nobody knows of it. */
const Letters = boundedContext(context, {
  actors: { Clerk: { reads: { Buyers: 'all' } } },
  views: {
    Buyers: view.Buyers.follows([Orders.event], {
      key: ['orderId'],
      creates: { OrderPlaced: ({ orderId, amount }) => ({ orderId, amount }) },
    }),
  },
});

const opened = async () => {
  const shop = await openShop();
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 9 });
  return shop;
};

describe('A context that joins while the others run', () => {
  it('knows what was before it, and what comes after', async () => {
    const shop = await opened();
    const before = keyOf(await place(shop));
    await shop.join(Letters);
    const after = keyOf(await place(shop, { phone: '011' }));
    await shop.clock.settle();
    const buyers = await shop.list('Buyers');
    deepEqual(new Set(buyers.map(({ orderId }) => orderId)), new Set([before, after]));
  });

  it('goes on where it was when it comes again', async () => {
    const shop = await opened();
    await shop.join(Letters);
    await place(shop);
    await shop.clock.settle();
    await shop.retire('letters');
    equal(shop.kernelOf({ view: 'Buyers' }), undefined);
    await place(shop, { phone: '011' });
    await shop.join(Letters);
    await shop.clock.settle();
    equal((await shop.list('Buyers')).length, 2);
    equal(shop.kernels['letters']?.metrics().counters['records'] ?? 0, 0);
    deepEqual(shop.incidents, []);
  });

  it('cannot come twice, nor leave when it is not there', async () => {
    const shop = await opened();
    await shop.join(Letters);
    await rejects(shop.join(Letters), /already/);
    await shop.retire('letters');
    await rejects(shop.retire('letters'), /no context letters/);
  });
});
