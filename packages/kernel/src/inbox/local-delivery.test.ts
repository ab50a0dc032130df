import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyOf, openShop } from '../open-shop.testing.ts';

const order = { phone: '010', shelfId: 'shelf-1', qty: 1, amount: 500 };

describe('What a turn sets in motion in its own partition', () => {
  it('is done in that turn: the row is there when the command is answered', async () => {
    const shop = await openShop();
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 3 });
    const placed = shop.send('FillShelf', { shelfId: 'shelf-1', qty: 4 });
    equal((await placed).is, 'done');
    deepEqual(await shop.list('Shelves'), [{ shelfId: 'shelf-1', left: 7 }]);
  });

  it('takes no further turn', async () => {
    const shop = await openShop();
    const turns = () => shop.kernels['store']?.metrics().counters['turns'];
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 3 });
    await shop.clock.settle();
    equal(turns(), 1);
  });

  it('is done by the consumer where a key leads to another partition, and once only', async () => {
    const shop = await openShop({ partitions: 16 });
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 90 });
    await shop.clock.settle();
    const keys: string[] = [];
    for (let of = 0; of < 20; of += 1) {
      const placing = shop.send('PlaceOrder', { ...order, phone: `010-${of}` });
      await shop.clock.settle();
      keys.push(keyOf(await placing));
    }
    const rows = await shop.list('OrderList');
    deepEqual(new Set(rows.map(({ orderId }) => orderId)), new Set(keys));
    const [shelf] = await shop.list('Shelves');
    equal(shelf?.['left'], 70);
  });
});
