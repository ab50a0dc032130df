import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, MINUTE_MS } from '@dure/domain';
import { gapsIn } from '@dure/notification';
import { bring, desk, opened, shop, stepsOf } from '../repair-shop.testing.ts';
import { table } from './board.ts';

const steps = stepsOf('receipt-1');
const key = 'receipt-1/PAYREQUEST/customer:0101';

describe('Messages of the repair shop', () => {
  it('know all that they say', () => assert.deepEqual(gapsIn(table), []));

  it('go to the inbox at once, and to a phone when the gateway is back', async () => {
    const garage = await opened();
    garage.running.fault('MessageGateway', 'down');
    await bring(garage, 'payRequested');
    const told = await garage.row('Inbox', key);
    assert.equal(told?.['textKo'], '[수리] 0101 수리가 끝났습니다. 결제금액 180,000원');
    garage.running.fault('MessageGateway', 'none');
    await garage.pass(2 * MINUTE_MS);
    assert.equal(garage.events(key).at(-1), 'MessageSent');
    await garage.holds();
  });

  it('count the cancellations that were refused', async () => {
    const garage = await opened('takenIn');
    for (const _time of [1, 2]) {
      await garage.done(steps.cancel, desk);
      await garage.done(steps.refuse, shop);
    }
    const keys = (await garage.rows('Inbox')).map(({ messageKey }) => messageKey);
    assert.ok(keys.includes('receipt-1/CANCELREFUSED#2/customer:0101'));
    assert.ok(keys.includes('receipt-1/CANCELREQUESTED#2/repairShop'));
    await garage.holds();
  });

  it('remind the customer to pay, and the shop of a car', async () => {
    const unpaid = await opened('payRequested');
    await unpaid.pass(3 * DAY_MS);
    const reminded = await unpaid.row('Inbox', 'receipt-1/PAYREMINDED/customer:0101');
    assert.equal(reminded?.['textEn'], '[Repair] 180,000 won for 0101 are not paid yet');
    const waiting = await opened('received');
    await waiting.pass(DAY_MS);
    assert.ok(await waiting.row('Inbox', 'receipt-1/TAKEINREMINDED/repairShop'));
  });
});
