import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chain, keyOf, openShop, place } from './open-shop.testing.ts';
import { POOR, ShopByHand } from './shop.testing.ts';

describe('A command', () => {
  it('is answered with its events, which a process that starts again finds', async () => {
    const shop = await openShop();
    const outcome = await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 3 });
    equal(outcome.is, 'done');
    const again = await openShop({ folder: shop.folder });
    const log = await again.kernels['store']?.readLog(0, 0, 10);
    deepEqual(
      log?.map(({ type, data }) => [type, data]),
      [['ShelfFilled', { shelfId: 'shelf-1', qty: 3 }]],
    );
  });

  it('with a key is done once, and answered the same way, also after a restart', async () => {
    const shop = await openShop();
    const first = await place(shop, {}, 'key-1');
    deepEqual(await place(shop, {}, 'key-1'), first);
    const again = await openShop({ folder: shop.folder });
    deepEqual(await place(again, {}, 'key-1'), first);
    equal((await shop.list('OrderList')).length, 1);
  });

  it('that comes twice at once is done once, and both are told the same', async () => {
    const shop = await openShop();
    const send = () => shop.send('FillShelf', { shelfId: 'shelf-1', qty: 3 }, 'key-1');
    const [first, second] = await Promise.all([send(), send()]);
    equal(JSON.stringify(second), JSON.stringify(first));
    equal(JSON.stringify(await send()), JSON.stringify(first));
  });

  it('with a key that was used for another content is told so', async () => {
    const shop = await openShop();
    await place(shop, {}, 'key-1');
    deepEqual(await place(shop, { amount: 501 }, 'key-1'), { is: 'keyReused' });
  });

  it('out of turn tells the state, and what is possible', async () => {
    const shop = await openShop();
    deepEqual(await shop.send('SendOrder', { orderId: 'order-9' }), {
      is: 'outOfTurn',
      state: 'absent',
      isInitial: true,
      possible: ['PlaceOrder'],
    });
  });

  it('whose rule fails leaves no trace, and does not disturb the others', async () => {
    const shop = await openShop({ system: ShopByHand });
    const key = keyOf(await place(shop));
    const [broken, other] = await Promise.all([
      shop.send('BreakOrder', { orderId: key }),
      shop.send('CancelOrder', { orderId: key }),
    ]);
    equal(broken.is, 'failed');
    equal(other.is, 'done');
    equal(shop.incidents.length, 1);
    ok(!(await chain(shop, key)).includes('OrderBroken'));
  });

  it('opens instances whose ids are unique over all partitions', async () => {
    const shop = await openShop({ partitions: 16 });
    const orders = Array.from({ length: 40 }, (_, of) => place(shop, { phone: `010-${of}` }));
    const keys = (await Promise.all(orders)).map(keyOf);
    equal(new Set(keys).size, 40);
    await shop.clock.settle();
    const ended = (await shop.list('OrderList')).filter(({ status }) => status === 'CANCELLED');
    equal(ended.length, 40);
  });
});

describe('A claim', () => {
  it('is held by one instance at a time, and given back at its end', async () => {
    const shop = await openShop({ system: ShopByHand });
    const orders = await Promise.all([place(shop), place(shop)]);
    const [first] = orders.filter(({ is }) => is === 'done');
    deepEqual(orders.map(({ is }) => is).toSorted(), ['done', 'refused']);
    ok(first);
    await shop.send('SendOrder', { orderId: keyOf(first) });
    equal((await place(shop)).is, 'done');
  });

  it('is held by one instance at a time, also across partitions', async () => {
    const shop = await openShop({ system: ShopByHand, partitions: 16 });
    const orders = await Promise.all(Array.from({ length: 10 }, () => place(shop)));
    equal(orders.filter(({ is }) => is === 'done').length, 1);
    await shop.clock.settle();
    const kept = await shop.list('OrderList');
    equal(kept.length, 1);
  });

  it('that is lost leaves no money with the callee', async () => {
    const shop = await openShop({ system: ShopByHand });
    await Promise.all([place(shop), place(shop)]);
    const lost = await chain(shop, 'order-2');
    deepEqual(lost, ['Charged', '(GiveBack)', 'GivenBack']);
  });
});

describe('A saga', () => {
  it('sends its steps as their events come', async () => {
    const shop = await openShop();
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 3 });
    const key = keyOf(await place(shop));
    deepEqual(await chain(shop, key), [
      'Charged',
      'OrderPlaced',
      '(Reserve)',
      'Reserved',
      '(SendOrder)',
      'OrderSent',
    ]);
    deepEqual(await shop.list('Shelves'), [{ shelfId: 'shelf-1', left: 2 }]);
  });

  it('ends on an unless, and policies unwind', async () => {
    const shop = await openShop();
    const key = keyOf(await place(shop));
    deepEqual(await chain(shop, key), [
      'Charged',
      'OrderPlaced',
      '(Reserve)',
      'Short',
      'OrderCancelled',
      'GivenBack',
    ]);
  });

  it('runs to its end in sixteen partitions', async () => {
    const shop = await openShop({ partitions: 16 });
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
    const orders = Array.from({ length: 30 }, (_, of) => place(shop, { phone: `010-${of}` }));
    await Promise.all(orders);
    await shop.clock.settle();
    const sent = (await shop.list('OrderList')).filter(({ status }) => status === 'SENT');
    equal(sent.length, 30);
    deepEqual(await shop.list('Shelves'), [{ shelfId: 'shelf-1', left: 70 }]);
  });
});

describe('An ask', () => {
  it('that is refused refuses the command, and leaves nothing', async () => {
    const shop = await openShop();
    deepEqual(await place(shop, { amount: POOR }), {
      is: 'refused',
      rejection: { type: 'NotPaid', amount: POOR },
    });
    deepEqual(await shop.list('OrderList'), []);
    equal(await shop.kernels['orders']?.instance('Order', 'order-1'), undefined);
  });

  it('of a callee that is away refuses the command, and is undone', async () => {
    const shop = await openShop();
    shop.fault('till', 'down');
    const outcome = await place(shop);
    equal(outcome.is === 'refused' && outcome.rejection.type, 'PayLater');
    // The callee hears of it once it is back.
    deepEqual(await chain(shop, 'order-1'), ['(GiveBack)']);
    shop.fault('till', 'none');
    await shop.clock.settle();
    deepEqual(await chain(shop, 'order-1'), ['(GiveBack)', 'GivenBack']);
  });

  it('that was refused for the moment is not accepted when it is delivered again', async () => {
    const shop = await openShop();
    const data = { orderId: 'order-1', phone: '010', shelfId: 'shelf-1', qty: 1, amount: 5 };
    const about = { caseId: 'order-1', causedBy: 'command-1', caller: 'callOrders' };
    const ask = { to: 'orders', type: 'PlaceOrder', data, key: 'attempt-1', budgetMs: 600 };
    const deliver = async () => {
      const answer = shop.kernels['orders']?.answer({ ...ask, ...about });
      await shop.clock.settle();
      return answer;
    };
    shop.fault('till', 'down');
    const refused = await deliver();
    equal(refused?.is, 'refused');
    shop.fault('till', 'none');
    deepEqual(await deliver(), refused);
    deepEqual(await shop.list('OrderList'), []);
  });

  it('that takes too long is undone, though the callee has said yes', async () => {
    const shop = await openShop();
    shop.fault('till', 'slow');
    shop.fault('Bank', 'slow');
    const outcome = shop.send('PlaceOrder', {
      phone: '010',
      shelfId: 'shelf-1',
      qty: 1,
      amount: 5,
    });
    await shop.clock.advance(5_000);
    equal((await outcome).is, 'refused');
    const happened = await chain(shop, 'order-1');
    ok(happened.includes('GivenBack'));
    ok(!happened.includes('OrderPlaced'));
  });

  it('is not made while the breaker is open, and made again after it', async () => {
    const shop = await openShop();
    shop.fault('till', 'down');
    for (let times = 0; times < 8; times += 1) await place(shop, { phone: `010-${times}` });
    equal(shop.kernels['orders']?.metrics().counters['asks'], 5);
    shop.fault('till', 'none');
    await shop.clock.advance(10_001);
    equal((await place(shop)).is, 'done');
  });

  it('that was open when the process died is undone', async () => {
    const shop = await openShop();
    shop.fault('till', 'slow');
    void shop.send('PlaceOrder', { phone: '010', shelfId: 'shelf-1', qty: 1, amount: 5 });
    await shop.clock.settle();
    const again = await openShop({ folder: shop.folder });
    await again.clock.settle();
    equal(await again.kernels['orders']?.isQuiet(), false, 'somebody waits for its end');
    await again.clock.advance(2_000);
    deepEqual(await chain(again, 'order-1'), ['(GiveBack)', 'GivenBack']);
    equal(await again.kernels['orders']?.isQuiet(), true);
  });

  it('keeps other commands of its instance waiting until it ends', async () => {
    const shop = await openShop();
    shop.fault('till', 'slow');
    const placing = shop.send('PlaceOrder', {
      orderId: 'order-7',
      phone: '010',
      shelfId: 'shelf-1',
      qty: 1,
      amount: 5,
    });
    await shop.clock.settle();
    const cancelling = shop.send('CancelOrder', { orderId: 'order-7' });
    await shop.clock.advance(600);
    deepEqual([(await placing).is, (await cancelling).is], ['done', 'done']);
    ok((await chain(shop, 'order-7')).includes('OrderCancelled'));
  });
});

describe('A stop', () => {
  it('finishes what was begun, and takes nothing more', async () => {
    const shop = await openShop();
    const placed = shop.send('PlaceOrder', { phone: '1', shelfId: 'shelf-1', qty: 1, amount: 5 });
    const stopped = shop.stop();
    await shop.clock.advance(5_000);
    await stopped;
    ok(['done', 'refused', 'unavailable'].includes((await placed).is));
    equal((await shop.send('SendOrder', { orderId: 'order-1' })).is, 'unavailable');
  });
});
