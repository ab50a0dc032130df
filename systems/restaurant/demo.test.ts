import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, dayOf, instantAt } from '@dure/domain';
import { Business } from '@dure/testing/business';
import { demo } from './demo.ts';
import { Restaurant } from './system.ts';

const TODAY = '2026-03-18';

/** The restaurants after the demo was played, on the clock of the demo. */
const played = async (time: string) => {
  const now = instantAt(TODAY, time);
  const diner = await Business.opened(Restaurant, addDays(TODAY, -2));
  for (const { at, as, claims, command } of demo.steps(now)) {
    await diner.pass(at - diner.clock.now());
    await diner.done(command, { kind: 'actor', name: as, claims });
  }
  await diner.pass(now - diner.clock.now());
  return diner;
};

describe('The demo', () => {
  it('has an order that was delivered, one short of portions, and one that is cooked', async () => {
    for (const time of ['00:01', '14:00', '23:59']) {
      const diner = await played(time);
      const rows = await Promise.all([1, 2, 3].map((of) => diner.row('Mypage', `order-${of}`)));
      assert.deepEqual(
        rows.map((row) => [row?.['customerId'], row?.['qty'], row?.['orderStatus']]),
        [
          ['customer-2', 2, 'ORDER : COMPLETED'],
          ['customer-1', 12, 'ORDER : QTY OVER CANCELED'],
          ['customer-3', 1, 'ORDER : COOKING'],
        ],
      );
      assert.equal(rows[2]?.['cookStatus'], 'COOK : COOKING');
      const stocks = (await diner.rows('MenuStocks')).map((row) => [row['menuNm'], row['left']]);
      assert.deepEqual(Object.fromEntries(stocks), {
        평양냉면: 20,
        편육: 10,
        떡볶이: 28,
        김밥: 40,
        '족발 대': 7,
        막국수: 15,
      });
      await diner.holds();
    }
  });

  it('has people of its own who can be told apart', () => {
    const subjects = demo.personas.map(({ actor, subject }) => `${actor}:${subject}`);
    assert.equal(new Set(subjects).size, subjects.length);
  });

  it('goes forward in time, up to now', () => {
    const now = instantAt(TODAY, '00:00');
    const instants = demo.steps(now).map(({ at }) => at);
    assert.deepEqual(
      instants,
      instants.toSorted((a, b) => a - b),
    );
    assert.ok(instants.every((at) => at <= now));
    assert.equal(dayOf(instants[0] ?? 0), addDays(TODAY, -1));
  });
});
