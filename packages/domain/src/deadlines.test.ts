import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, HOUR_MS } from './calendar.ts';
import { contract } from './contract.ts';
import { deadline, reminder } from './deadlines.ts';
import type { DeadlineKnown } from './deadlines.ts';
import { settings } from './settings.ts';
import { id } from './shapes.ts';

const orderId = id('order');
const { command, event } = contract('shop', {
  commands: { DropOrder: { orderId } },
  events: { OrderPlaced: { orderId }, OrderPaid: { orderId } },
});
const setting = settings({ PATIENCE: [2, 'days'], NAGGING: [3, 'hours'] });
const known: DeadlineKnown = { now: 1000, today: '2026-03-02', setting: (of) => of.standard };
const placed = event.OrderPlaced({ orderId: 'order-1' });
const work = { ko: '결제를 기다리는 주문', en: 'An order waits to be paid' };

describe('A deadline', () => {
  it('falls due after what a setting says, and again after what another says', () => {
    const PAY = deadline({
      starts: event.OrderPlaced,
      after: setting.PATIENCE,
      again: setting.NAGGING,
      ends: [event.OrderPaid],
      due: command.DropOrder,
    });
    assert.equal(PAY.at(placed, known), 1000 + 2 * DAY_MS);
    assert.equal(PAY.again?.(7, known), 3 * HOUR_MS);
    const turned: DeadlineKnown = { ...known, setting: <T>() => 1 as T };
    assert.equal(PAY.at(placed, turned), 1000 + DAY_MS);
  });

  it('falls due once, when it does not say again', () => {
    const PAY = reminder({ starts: event.OrderPlaced, after: setting.NAGGING, ends: [], work });
    assert.equal('again' in PAY, false);
    assert.equal(PAY.at(placed, known), 1000 + 3 * HOUR_MS);
  });

  it('may say itself when it is due', () => {
    const at = () => 5;
    const again = (times: number) => times * 10;
    const PAY = reminder({ starts: [event.OrderPlaced], at, again, ends: [], work });
    assert.equal(PAY.at(placed, known), 5);
    assert.equal(PAY.again?.(2, known), 20);
    assert.deepEqual(PAY.starts, [event.OrderPlaced]);
  });
});
