import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { gapsIn } from '@dure/notification';
import { bring, customer, opened, stepsOf } from '../restaurant.testing.ts';
import { table } from './board.ts';

describe('Messages of the restaurant', () => {
  it('know all that they say', () => assert.deepEqual(gapsIn(table), []));

  it('tell the customer every step, and the kitchen of a new order', async () => {
    const diner = await opened('delivered');
    const inbox = await diner.rows('Inbox');
    const told = inbox.map(({ recipient, textEn }) => [recipient, textEn]);
    const to = (recipient: string) =>
      told.flatMap(([of, text]) => (of === recipient ? [text] : []));
    assert.deepEqual(to('kitchen:restaurant-1'), ['[Restaurant] New order order-1, 2 portions']);
    const steps = [
      '[Restaurant] Cooking of order order-1 has started',
      '[Restaurant] Order order-1 is on its way',
      '[Restaurant] Order order-1 received, 2 portions',
      '[Restaurant] Order order-1 was delivered. Enjoy',
    ];
    assert.deepEqual(new Set(to('customer:customer-1')), new Set(steps));
    await diner.holds();
  });

  it('RES-F6: tell the customer that their order is cancelled, and why', async () => {
    const diner = await opened('received');
    await diner.done(stepsOf('order-1').cancel, customer());
    const key = 'order-1/ORDER : ORDER CANCELED/customer:customer-1';
    const told = await diner.row('Inbox', key);
    assert.match(String(told?.['textKo']), /취소되었습니다\. 사유: 고객취소 배가 안 고픔$/);
    await diner.holds();
  });

  it('go to the inbox at once, and to a phone when the gateway is back', async () => {
    const diner = await opened();
    diner.running.fault('MessageGateway', 'down');
    await bring(diner, 'received');
    const key = 'order-1/ORDER : ORDERED/customer:customer-1';
    assert.ok(await diner.row('Inbox', key));
    diner.running.fault('MessageGateway', 'none');
    await diner.pass(2 * MINUTE_MS);
    assert.equal(diner.events(key).at(-1), 'MessageSent');
    await diner.holds();
  });
});
