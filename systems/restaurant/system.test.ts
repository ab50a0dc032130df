// The acceptance scenarios of the restaurant, S1 to S18, on the embedded runtime.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS, SECOND_MS } from '@dure/domain';
import type { Business } from '@dure/acceptance/business';
import { customer, kitchen, leftIn, opened, rider, shown, stepsOf } from './restaurant.testing.ts';

const key = 'order-1';
const steps = stepsOf(key);

const statusOf = async (diner: Business, orderId = key) =>
  (await diner.row('Orders', orderId))?.['status'];

const messagesOf = async (diner: Business, status: string) =>
  (await diner.rows('Inbox')).filter((row) => row['template'] === `restaurant.${status}`);

const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => stepsOf(`order-${from + index}`));

describe('The restaurant', () => {
  it('S1, RES-F1: takes an order, and reserves its portions for the kitchen', async () => {
    const diner = await opened();
    const outcome = await diner.issue(steps.place({ status: 'ORDER : ORDERED' }), customer());
    assert.equal(outcome.is === 'done' && outcome.data['status'], 'ORDER : ORDERED');
    assert.deepEqual(diner.events(key), ['Ordered', 'StockReserved', 'CookReceived']);
    const task = await diner.row('KitchenTasks', key);
    assert.equal(task?.['status'], 'COOK : ORDER RECEIPT');
    assert.equal(await leftIn(diner), 18);
    assert.equal((await messagesOf(diner, 'COOK : ORDER RECEIPT')).length, 1);
    await diner.holds();
  });

  it('S2: takes no order that is not new, nor one of nothing', async () => {
    const diner = await opened();
    assert.equal((await diner.issue(steps.place({ status: 'COOKED' }), customer())).is, 'invalid');
    assert.deepEqual(await diner.rows('Orders'), []);
    await diner.holds();
  });

  it('S3, RES-F2: cooks and delivers by itself where it is set to', async () => {
    const diner = await opened('received', { settings: { AUTO_COOK: true, AUTO_SHIP: true } });
    const chain = diner
      .events(key)
      .filter((type) => ['Ordered', 'Cooked', 'Shipped'].includes(type));
    assert.deepEqual(chain, ['Ordered', 'Cooked', 'Shipped']);
    assert.deepEqual(await shown(diner), [
      'ORDER : COMPLETED',
      'COOKED',
      'DELIVERY : DELIVERY FIN',
    ]);
    await diner.holds();
  });

  it('RES-F2: is cooked and delivered by people, with real beginnings and ends', async () => {
    const diner = await opened('delivered');
    assert.deepEqual(diner.events(key), [
      'Ordered',
      'StockReserved',
      'CookReceived',
      'CookStarted',
      'OrderCookingStarted',
      'Cooked',
      'DeliveryPrepared',
      'Shipped',
      'DeliveryCompleted',
      'OrderCompleted',
    ]);
    assert.equal(await leftIn(diner), 18);
    await diner.holds();
  });

  it('S4, RES-F4, RES-N2: cancels what is out of stock, and tells the customer once', async () => {
    const diner = await opened(undefined, { left: 1 });
    await diner.done(stepsOf('order-9').place({ qty: 1 }), customer());
    await diner.done(steps.place({ qty: 1 }), customer());
    assert.deepEqual(diner.events(key), [
      'Ordered',
      'StockRefused',
      'CookQtyChecked',
      'OrderCancelled',
    ]);
    assert.deepEqual(await shown(diner), [
      'ORDER : QTY OVER CANCELED',
      'COOK : QTY OVER',
      'DELIVERY : QTY OVER',
    ]);
    const [told, another] = await messagesOf(diner, 'ORDER : QTY OVER CANCELED');
    assert.match(String(told?.['textKo']), /사유: 재고부족 취소/);
    assert.equal(another, undefined);
    assert.equal(await leftIn(diner), 0);
    await diner.holds();
  });

  it('S5: reserves all portions or none', async () => {
    const diner = await opened(undefined, { left: 3 });
    await diner.done(steps.place({ qty: 5 }), customer());
    assert.equal(await statusOf(diner), 'ORDER : QTY OVER CANCELED');
    assert.equal(await leftIn(diner), 3);
    await diner.done(stepsOf('order-2').place({ qty: 3 }), customer());
    assert.equal(await leftIn(diner), 0);
    await diner.holds();
  });

  it('sells no menu of another restaurant', async () => {
    const diner = await opened();
    await diner.done(steps.place({ restaurantId: 'restaurant-2' }), customer());
    assert.equal(await statusOf(diner), 'ORDER : QTY OVER CANCELED');
    assert.equal(await leftIn(diner), 20);
    await diner.holds();
  });

  it('S6: sells each portion once, however many want it at once', async () => {
    const diner = await opened();
    const placing = many(1, 51).map(({ place }) =>
      diner.running.issue({ command: place({ qty: 1 }), by: customer() }),
    );
    await diner.clock.settle();
    for (const outcome of await Promise.all(placing)) assert.equal(outcome.is, 'done');
    await diner.pass(SECOND_MS);
    const statuses = (await diner.rows('Orders')).map(({ status }) => status);
    assert.equal(statuses.filter((one) => one === 'ORDER : ORDERED').length, 20);
    assert.equal(statuses.filter((one) => one === 'ORDER : QTY OVER CANCELED').length, 30);
    assert.equal(await leftIn(diner), 0);
    await diner.holds();
  });

  it('S7, RES-F3: cancels the dish with the order, and gives its portions back', async () => {
    const diner = await opened('received');
    assert.equal(await leftIn(diner), 18);
    await diner.done(steps.cancel, customer());
    assert.deepEqual(await shown(diner), [
      'ORDER : ORDER CANCELED',
      'COOK : ORDER CANCELED',
      'DELIVERY : ORDER CANCELED',
    ]);
    assert.equal(await leftIn(diner), 20);
    const row = await diner.row('Orders', key);
    assert.partialDeepStrictEqual(row, { status: 'ORDER : ORDER CANCELED', cause: 'CUSTOMER' });
    await diner.done(steps.cancel, customer());
    const cancelled = diner.events(key).filter((type) => type === 'OrderCancelled');
    assert.equal(cancelled.length, 1);
    await diner.holds();
  });

  it('S8: cancels nothing that is being cooked', async () => {
    const diner = await opened('cooking');
    assert.equal(await diner.refused(steps.cancel, customer()), 'CookingStarted');
    await diner.done(steps.finish, kitchen());
    await diner.done(steps.ship, rider);
    await diner.done(steps.complete, rider);
    assert.equal(await statusOf(diner), 'ORDER : COMPLETED');
    assert.equal(await diner.refused(steps.cancel, customer()), 'CookingStarted');
    await diner.holds();
  });

  it('S13, RES-F6: rejects by itself what the kitchen does not start, and says so', async () => {
    const diner = await opened('received');
    await diner.pass(15 * MINUTE_MS + SECOND_MS);
    assert.deepEqual(await shown(diner), [
      'ORDER : COOK CANCELED',
      'COOK : ORDER REJECTED',
      'DELIVERY : ORDER CANCELED',
    ]);
    assert.equal(await leftIn(diner), 20);
    const [told] = await messagesOf(diner, 'ORDER : COOK CANCELED');
    assert.match(String(told?.['textKo']), /식당거절 취소 조리 시작 기한 경과$/);
    await diner.holds();
  });

  it('gives the portions back when the kitchen rejects', async () => {
    const diner = await opened('received');
    await diner.done(steps.refuse, kitchen());
    assert.equal(await statusOf(diner), 'ORDER : COOK CANCELED');
    assert.equal(await leftIn(diner), 20);
    assert.equal(await diner.refused(steps.start, kitchen()), 'outOfTurn');
    await diner.holds();
  });

  it('S18, RES-N3: takes so many orders a second, and no others', async () => {
    const diner = await opened(undefined, { settings: { ORDER_RATE_MAX: 20 } });
    const outcomes = [];
    for (const { place } of many(1, 31)) outcomes.push(await diner.refused(place(), customer()));
    assert.equal(outcomes.filter((is) => is === 'done').length, 20);
    assert.equal(outcomes.filter((is) => is === 'OrderBusy').length, 10);
    assert.equal((await diner.rows('Orders')).length, 20);
    await diner.pass(SECOND_MS);
    await diner.done(stepsOf('order-99').place(), customer());
    await diner.holds();
  });
});
