// The acceptance scenarios in which somebody is away, or late, or two things happen at once.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@dure/domain';
import type { Business } from '@dure/acceptance/business';
import {
  bring,
  customer,
  kitchen,
  leftIn,
  opened,
  rider,
  shown,
  stepsOf,
} from './restaurant.testing.ts';

const key = 'order-1';
const steps = stepsOf(key);

const count = (diner: Business, type: string) =>
  diner.events(key).filter((one) => one === type).length;

/** Two commands in one breath. */
const atOnce = async (
  diner: Business,
  ...issued: readonly Parameters<Business['issue']>[]
): Promise<readonly string[]> => {
  const outcomes = issued.map(([command, by]) => diner.running.issue({ command, by }));
  await diner.pass(5 * SECOND_MS);
  return (await Promise.all(outcomes)).map((outcome) =>
    outcome.is === 'refused' ? outcome.rejection.type : outcome.is,
  );
};

describe('When somebody is away', () => {
  it('S9, RES-N1: nothing is cancelled that the kitchen cannot confirm', async () => {
    const diner = await opened('received');
    diner.running.fault('cook', 'down');
    assert.equal(await diner.refused(steps.cancel, customer()), 'CancelUnavailable');
    assert.equal((await diner.row('Orders', key))?.['status'], 'ORDER : ORDERED');
    assert.equal(count(diner, 'OrderCancelled'), 0);
    diner.running.fault('cook', 'none');
    await diner.pass(MINUTE_MS);
    await diner.done(steps.cancel, customer());
    assert.equal((await diner.row('Orders', key))?.['status'], 'ORDER : ORDER CANCELED');
    await diner.holds();
  });

  it('RES-N3: a kitchen that fails again and again is left alone for ten seconds', async () => {
    const diner = await opened('received');
    const later = { type: 'CancelUnavailable', retryAfter: 10 };
    diner.running.fault('cook', 'down');
    for (const _time of [1, 2, 3, 4, 5]) {
      assert.equal(await diner.refused(steps.cancel, customer()), 'CancelUnavailable');
    }
    diner.running.fault('cook', 'none');
    const refusal = await diner.issue(steps.cancel, customer());
    assert.deepEqual(refusal.is === 'refused' && refusal.rejection, later);
    await diner.pass(10 * SECOND_MS);
    await diner.done(steps.cancel, customer());
    assert.equal(await leftIn(diner), 20);
    await diner.holds();
  });

  it('S10: a hold that came too late is released, and the dish can be cooked', async () => {
    const diner = await opened('received', { chance: 0.99 });
    diner.running.fault('cook', 'slow');
    assert.equal(await diner.refused(steps.cancel, customer()), 'CancelUnavailable');
    diner.running.fault('cook', 'none');
    await diner.pass(MINUTE_MS);
    assert.equal((await diner.row('KitchenTasks', key))?.['status'], 'COOK : ORDER RECEIPT');
    await bring(diner, 'received', 'order-2');
    await diner.done(steps.start, kitchen());
    await diner.holds();
  });

  it('S11, RES-N1: what starts and is cancelled at once is cooked or cancelled', async () => {
    for (const isStartFirst of [true, false]) {
      const diner = await opened('received');
      const both = [
        [steps.start, kitchen()],
        [steps.cancel, customer()],
      ] as const;
      const [first, second] = isStartFirst ? both : both.toReversed();
      assert.ok(first && second);
      const outcomes = await atOnce(diner, [...first], [...second]);
      const isCooked = count(diner, 'CookStarted') === 1;
      assert.equal(count(diner, 'OrderCancelled'), isCooked ? 0 : 1);
      assert.equal(outcomes.filter((is) => is === 'done').length, 1);
      await diner.holds();
    }
  });

  it('S12, RES-N5: what was ordered while the kitchen was down is cancelled as well', async () => {
    const diner = await opened();
    await diner.startedAgain({ down: ['cook'] });
    await diner.done(steps.place(), customer());
    await diner.startedAgain();
    await diner.done(steps.cancel, customer());
    assert.equal(count(diner, 'CookStarted'), 0);
    assert.deepEqual(await shown(diner), [
      'ORDER : ORDER CANCELED',
      'COOK : ORDER CANCELED',
      'DELIVERY : ORDER CANCELED',
    ]);
    assert.equal(await leftIn(diner), 20);
    await diner.holds();
  });

  it('S14, RES-N5: orders wait for a kitchen that was down, and it is given its time', async () => {
    const diner = await opened();
    await diner.startedAgain({ down: ['cook'] });
    for (const number of [1, 2, 3] as const) {
      await diner.done(stepsOf(`order-${number}`).place(), customer());
    }
    await diner.pass(HOUR_MS);
    await diner.startedAgain();
    await diner.pass(SECOND_MS);
    assert.equal((await diner.rows('KitchenTasks')).length, 3);
    await diner.pass(14 * MINUTE_MS);
    assert.equal(count(diner, 'CookRejected'), 0);
    await diner.pass(2 * MINUTE_MS);
    assert.equal(count(diner, 'CookRejected'), 1);
    assert.equal(await leftIn(diner), 20);
    await diner.holds();
  });

  it('tells the customer that the kitchen is slow', async () => {
    const diner = await opened();
    await diner.startedAgain({ down: ['cook'] });
    await diner.done(steps.place(), customer());
    await diner.pass(20 * MINUTE_MS + SECOND_MS);
    const told = await diner.row('Inbox', `${key}/ORDER : SILENCE/customer:customer-1`);
    assert.match(String(told?.['textEn']), /you may cancel$/);
  });

  it('S15, RES-F2: riders who were away find the dish, once', async () => {
    const diner = await opened('received');
    await diner.startedAgain({ down: ['delivery'] });
    await diner.done(steps.start, kitchen());
    await diner.done(steps.finish, kitchen());
    assert.deepEqual(await shown(diner), ['ORDER : COOKING', 'COOKED', undefined]);
    await diner.startedAgain();
    await diner.pass(SECOND_MS);
    assert.deepEqual(await shown(diner), ['ORDER : COOKING', 'COOKED', 'DELIVERY : COOK FIN']);
    assert.equal(count(diner, 'DeliveryPrepared'), 1);
    await diner.holds();
  });

  it('kitchen and riders finish what they have while orders are down', async () => {
    const diner = await opened('received');
    await diner.startedAgain({ down: ['order'] });
    await diner.done(steps.start, kitchen());
    await diner.done(steps.finish, kitchen());
    await diner.startedAgain();
    await diner.pass(SECOND_MS);
    assert.deepEqual(await shown(diner), ['ORDER : COOKING', 'COOKED', 'DELIVERY : COOK FIN']);
    await diner.holds();
  });

  it('all go on while no message can be sent, and each comes once afterwards', async () => {
    const diner = await opened();
    await diner.startedAgain({ down: ['notification'] });
    await bring(diner, 'delivered');
    await diner.startedAgain();
    await diner.pass(MINUTE_MS);
    assert.equal((await diner.rows('Inbox')).length, 5);
    await diner.holds();
  });

  it('S16, RES-F5, RES-N4: mypage shows everything, in whatever order it hears of it', async () => {
    const diner = await opened();
    await diner.startedAgain({ down: ['mypage'] });
    await bring(diner, 'cooked');
    await diner.startedAgain({ down: ['order'] });
    assert.equal(await diner.row('Mypage', key), undefined);
    await diner.startedAgain();
    await diner.pass(MINUTE_MS);
    assert.deepEqual(await shown(diner), ['ORDER : COOKING', 'COOKED', 'DELIVERY : COOK FIN']);
    await diner.holds();
  });

  it('an order that hears of its delivery first knows that it was cooked', async () => {
    const diner = await opened('received');
    await diner.startedAgain({ down: ['order'] });
    await diner.done(steps.start, kitchen());
    await diner.done(steps.finish, kitchen());
    await diner.done(steps.ship, rider);
    await diner.done(steps.complete, rider);
    await diner.startedAgain({ down: ['cook'] });
    assert.equal((await diner.row('Orders', key))?.['status'], 'ORDER : COMPLETED');
    await diner.startedAgain();
    await diner.pass(MINUTE_MS);
    assert.deepEqual(await shown(diner), [
      'ORDER : COMPLETED',
      'COOKED',
      'DELIVERY : DELIVERY FIN',
    ]);
    assert.equal(count(diner, 'OrderCookingStarted'), 1);
    await diner.holds();
  });
});
