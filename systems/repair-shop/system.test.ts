// The acceptance scenarios of the repair shop, S1 to S18, on the embedded runtime.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { Business } from '@dure/acceptance/business';
import { accountsIn, isCardBooks } from '@dure/card-network/rehearsal';
import * as Delivery from './delivery/contract.ts';
import * as Receipt from './receipt/contract.ts';
import * as Repair from './repair/contract.ts';
import { desk, driver, opened, owner, shop, stepsOf } from './repair-shop.testing.ts';

const { CompleteDelivery, StartDelivery } = Delivery.command;

const key = 'receipt-1';
const steps = stepsOf(key);

const statOf = async (garage: Business) => (await garage.row('Receipts', key))?.['stat'];

const shown = (garage: Business) => garage.row('Display', key);

const deliveryOf = async (garage: Business) => {
  const [task] = await garage.rows('DeliveryTasks');
  return { deliveryId: String(task?.['deliveryId']) as `delivery-${string}` };
};

const messagesTo = async (garage: Business, recipient: string) =>
  (await garage.rows('Inbox')).flatMap((row) => (row['recipient'] === recipient ? [row] : []));

/** What the card network has taken, by payment, and not given back. */
const charged = async (garage: Business): Promise<readonly number[]> => {
  const books = (await garage.world()).external('CardNetwork');
  if (!isCardBooks(books)) return [];
  return accountsIn(books)
    .map(([, { is, amount, refunded }]) => (is === 'declined' ? 0 : amount - refunded))
    .filter((amount) => amount > 0);
};

describe('The repair shop', () => {
  it('S1, REP-F1: receives a car', async () => {
    const garage = await opened();
    const outcome = await garage.issue(steps.receive({ stat: 'REPAIRREQUEST' }), desk);
    assert.equal(outcome.is === 'done' && outcome.data['stat'], 'REPAIRREQUEST');
    assert.deepEqual(garage.events(key), ['Received', 'RepairListed']);
    assert.partialDeepStrictEqual(await garage.row('Receipts', key), {
      vehiNo: '0101',
      stat: 'REPAIRREQUEST',
      repairAmt: null,
      payAmt: null,
    });
    await garage.holds();
  });

  it('S2: receives a car as new, whatever else is claimed', async () => {
    const garage = await opened();
    const wrong = steps.receive({ vehiNo: '1234', stat: 'DELIVERYREQUESTED' });
    assert.equal((await garage.issue(wrong, desk)).is, 'invalid');
    await garage.done(steps.receive({ vehiNo: '1234' }), desk);
    await garage.holds();
  });

  it('S3: has one open receipt for a car, and names it', async () => {
    const garage = await opened('received');
    const second = stepsOf('receipt-2').receive();
    assert.deepEqual(await garage.issue(second, desk), {
      is: 'refused',
      rejection: { type: 'OpenReceiptExists', vehiNo: '0101', receiptId: key },
    });
    await garage.holds();
  });

  it('S4, REP-F2: takes the car in, at once where it is set to', async () => {
    const garage = await opened('received', { settings: { AUTO_TAKE_IN: true } });
    const task = await garage.row('RepairTasks', key);
    assert.equal(task?.['stat'], 'REQUESTREPAIR');
    assert.equal(await statOf(garage), 'REPAIRRECEIVED');
    await garage.holds();
  });

  it('S5, REP-N2: receives cars while the shop is closed, and lists each once after', async () => {
    const garage = await opened();
    await garage.startedAgain({ down: ['repair'] });
    await garage.done(steps.receive(), desk);
    await garage.done(steps.cancel, desk);
    assert.equal(await statOf(garage), 'CANCELREQUESTED');
    await garage.startedAgain();
    await garage.pass(MINUTE_MS);
    assert.equal((await garage.rows('RepairTasks')).length, 1);
    assert.equal(await statOf(garage), 'CANCELLED');
    await garage.holds();
  });

  it('S6, REP-N1: takes no money for what is not repaired', async () => {
    const garage = await opened('takenIn');
    assert.deepEqual(await garage.issue(steps.pay(), owner), {
      is: 'refused',
      rejection: { type: 'NotYetPayable', receiptId: key, stat: 'REPAIRRECEIVED' },
    });
    assert.deepEqual(await garage.rows('Payments'), []);
    await garage.holds();
  });

  it('S7, REP-F5: is paid what is due, once', async () => {
    const garage = await opened('payRequested');
    assert.equal(await garage.refused(steps.pay(170_000), owner), 'AmountMismatch');
    const outcome = await garage.issue(steps.pay(), owner);
    assert.equal(outcome.is === 'done' && outcome.data['stat'], 'PAYAPPROVED');
    assert.equal(await garage.refused(steps.pay(), owner), 'AlreadyPaid');
    assert.deepEqual(await charged(garage), [180_000]);
    assert.equal((await garage.rows('Payments')).length, 1);
    await garage.holds();
  });

  it("is refused for the card network's reason, and may be paid otherwise", async () => {
    const garage = await opened('payRequested');
    assert.deepEqual(await garage.issue(steps.pay(180_000, 'card-0002'), owner), {
      is: 'refused',
      rejection: { type: 'PaymentRefused', code: 'LIMIT' },
    });
    assert.equal(await statOf(garage), 'PAYREQUEST');
    await garage.done(steps.pay(), owner);
    await garage.holds();
  });

  it('S8, REP-N3: is paid later while payment is down, and charges once', async () => {
    const garage = await opened('payRequested');
    garage.running.fault('payment', 'down');
    const paused = await garage.issue(steps.pay(), owner);
    assert.ok(paused.is === 'refused');
    assert.equal(paused.rejection.type, 'PaymentUnavailable');
    assert.equal(await statOf(garage), 'PAYREQUEST');
    garage.running.fault('payment', 'none');
    await garage.pass(HOUR_MS);
    await garage.done(steps.pay(), owner);
    assert.deepEqual(await charged(garage), [180_000]);
    await garage.holds();
  });

  it('S9: gives back an approval whose answer came too late', async () => {
    const garage = await opened('payRequested');
    const late = steps.pay(180_000, 'card-0009');
    assert.equal(await garage.refused(late, owner), 'PaymentUnavailable');
    await garage.pass(HOUR_MS);
    assert.deepEqual(await charged(garage), []);
    await garage.done(steps.pay(), owner);
    assert.deepEqual(await charged(garage), [180_000]);
    await garage.holds();
  });

  it('S10, REP-N7: asks for no delivery while no one takes it', async () => {
    const garage = await opened('paid');
    garage.running.fault('delivery', 'down');
    assert.equal(await garage.refused(steps.requestDelivery, desk), 'DeliveryUnavailable');
    assert.ok(!garage.events(key).includes('DeliveryRequested'));
    garage.running.fault('delivery', 'none');
    await garage.pass(HOUR_MS);
    await garage.done(steps.requestDelivery, desk);
    assert.equal(await statOf(garage), 'DELIVERYREQUESTED');
    assert.equal((await shown(garage))?.['deliveryStat'], 'DELIVERYREQUESTED');
    await garage.holds();
  });

  it('S11, REP-F9: starts the delivery at once where it is set to', async () => {
    const garage = await opened('deliveryRequested', { settings: { AUTO_START_DELIVERY: true } });
    assert.equal(await statOf(garage), 'DELIVERYSTARTED');
    await garage.holds();
  });

  it('takes no more deliveries than the fleet can drive', async () => {
    const garage = await opened('paid', { settings: { DELIVERY_OPEN_MAX: 0 } });
    assert.equal(await garage.refused(steps.requestDelivery, desk), 'DeliveryRefused');
    assert.equal(await statOf(garage), 'PAYAPPROVED');
    await garage.holds();
  });

  it('S12, REP-F6: is cancelled for nothing before the shop has it', async () => {
    const garage = await opened('received');
    const outcome = await garage.issue(steps.cancel, desk);
    assert.equal(outcome.is === 'done' && outcome.data['stat'], 'CANCELREQUESTED');
    assert.partialDeepStrictEqual(await garage.row('Receipts', key), {
      stat: 'CANCELLED',
      feeAmt: 0,
      refundAmt: 0,
    });
    const again = await garage.issue(steps.cancel, desk);
    assert.deepEqual(again.is === 'done' && again.events, []);
    await garage.done(stepsOf('receipt-2').receive(), desk);
    await garage.holds();
  });

  it('S13, REP-F7: is cancelled for a fee, which the customer pays', async () => {
    const garage = await opened('takenIn');
    await garage.done(steps.cancel, desk);
    assert.equal(await garage.refused(steps.accept(60_000), shop), 'FeeTooHigh');
    await garage.done(steps.accept(30_000), shop);
    assert.equal(await statOf(garage), 'CANCELFEEREQUESTED');
    await garage.done(steps.pay(30_000), owner);
    assert.equal(await statOf(garage), 'CANCELLED');
    assert.deepEqual(await charged(garage), [30_000]);
    await garage.holds();
  });

  it('is cancelled without its fee when the desk waives it', async () => {
    const garage = await opened('takenIn');
    await garage.done(steps.cancel, desk);
    await garage.done(steps.accept(30_000), shop);
    await garage.done(Receipt.command.WaiveCancelFee({ receiptId: key }), desk);
    assert.partialDeepStrictEqual(await shown(garage), { receiptStat: 'CANCELLED', feeAmt: 0 });
    await garage.holds();
  });

  it('S14: is paid back less the fee, once the card network is there', async () => {
    const garage = await opened('paid');
    garage.running.fault('CardNetwork', 'down');
    await garage.done(steps.cancel, desk);
    await garage.done(steps.accept(20_000), shop);
    assert.equal(await statOf(garage), 'REFUNDREQUESTED');
    garage.running.fault('CardNetwork', 'none');
    await garage.pass(HOUR_MS);
    assert.partialDeepStrictEqual(await shown(garage), {
      receiptStat: 'CANCELLED',
      payStat: 'PAYCANCELLED',
      feeAmt: 20_000,
      refundAmt: 160_000,
    });
    const [payment] = await garage.rows('Payments');
    assert.equal(payment?.['keptAmt'], 20_000);
    await garage.holds();
  });

  it('S15: goes on where it was when the shop refuses the cancellation', async () => {
    const garage = await opened('payRequested');
    await garage.done(steps.cancel, desk);
    assert.equal(await statOf(garage), 'CANCELREQUESTED');
    await garage.done(steps.refuse, shop);
    assert.equal(await statOf(garage), 'PAYREQUEST');
    await garage.done(steps.pay(), owner);
    const told = await messagesTo(garage, 'customer:0101');
    assert.ok(
      told.some(({ textKo }) => textKo === '[수리] 취소가 거절되었습니다. 사유: 부품을 이미 끼움'),
    );
    assert.equal((await messagesTo(garage, 'repairShop')).length, 1);
    await garage.holds();
  });

  it('S16, REP-F8: is rejected or cancelled, and both know which', async () => {
    const garage = await opened('received');
    const reject = Repair.command.RejectRepair({ receiptId: key, reason: '부품 없음' });
    await Promise.all([garage.issue(reject, shop), garage.issue(steps.cancel, desk)]);
    await garage.pass(MINUTE_MS);
    const { receiptStat, repairStat } = {
      receiptStat: '',
      repairStat: '',
      ...(await shown(garage)),
    };
    assert.equal(receiptStat, repairStat);
    assert.ok(['REJECTED', 'CANCELLED'].includes(receiptStat));
    await garage.done(stepsOf('receipt-2').receive(), desk);
    await garage.holds();
  });

  it('S17: charges nothing when a cancellation was quicker than the payment', async () => {
    const garage = await opened('payRequested');
    const [, paying] = await Promise.all([
      garage.issue(steps.cancel, desk),
      garage.issue(steps.pay(), owner),
    ]);
    assert.equal(paying.is, 'outOfTurn');
    await garage.pass(HOUR_MS);
    assert.equal(await statOf(garage), 'CANCELREQUESTED');
    assert.deepEqual(await charged(garage), []);
    await garage.holds();
  });

  it('tells where every car stands, to the end', async () => {
    const garage = await opened('deliveryRequested');
    await garage.done(StartDelivery(await deliveryOf(garage)), driver);
    assert.equal(await statOf(garage), 'DELIVERYSTARTED');
    await garage.done(CompleteDelivery(await deliveryOf(garage)), driver);
    assert.partialDeepStrictEqual(await shown(garage), {
      vehiNo: '0101',
      receiptStat: 'DELIVERYCOMPLETED',
      repairStat: 'REPAIRCOMPLETED',
      payStat: 'PAYAPPROVED',
      deliveryStat: 'DELIVERYCOMPLETED',
    });
    assert.equal((await messagesTo(garage, 'customer:0101')).length, 5);
    await garage.done(stepsOf('receipt-2').receive(), desk);
    await garage.holds();
  });
});
