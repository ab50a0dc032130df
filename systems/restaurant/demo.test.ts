import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '@dure/domain';
import { SEOUL, instantAt } from '@dure/domain/korea';
import { Business } from '@dure/acceptance/business';
import { itIsTold, played } from '@dure/acceptance/demos';
import { demo } from './demo.ts';
import { rehearsal } from './rehearsal.ts';

const TODAY = '2026-03-18';

/** The restaurants after the demo was played, on the clock of the demo. */
const playedAt = async (time: string) => {
  const now = instantAt(TODAY, time);
  const diner = await Business.opened(rehearsal, addDays(TODAY, -2));
  return played(diner, demo, now);
};

describe('The demo', () => {
  it('has an order that was delivered, one short of portions, and one that is cooked', async () => {
    for (const time of ['00:01', '14:00', '23:59']) {
      const diner = await playedAt(time);
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

  itIsTold(demo, { timeZone: SEOUL, from: '2026-03-17', to: TODAY });
});
