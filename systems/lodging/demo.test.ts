import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '@dure/domain';
import { SEOUL, instantAt } from '@dure/domain/korea';
import { itIsTold, played } from '@dure/acceptance/demos';
import { demo } from './demo.ts';
import { House } from './lodging.testing.ts';

/** The house after the demo was played, on the clock of the demo. */
const playedAt = async (day: string, time: string) => {
  const now = instantAt(day, time);
  const house = await House.opened(addDays(day, -10), '08:59');
  return played(house, demo, now);
};

describe('The demo', () => {
  it('has a stay of last week, a cancellation, and a task for an owner', async () => {
    const house = await playedAt('2026-03-04', '14:00');
    const statuses = await Promise.all(
      ['order-1', 'order-2', 'order-3'].map(async (key) => await house.row('Mypage', key)),
    );
    assert.deepEqual(
      statuses.map((row) => [row?.['usrId'], row?.['status'], row?.['amount']]),
      [
        ['customer-3', '이용완료', 90_000],
        ['customer-4', '예약취소', 98_000],
        ['customer-2', '결제완료', 240_000],
      ],
    );
    assert.equal(statuses[1]?.['refundAmt'], 98_000);
    assert.equal(statuses[2]?.['strDt'], '2026-03-06');
    assert.equal((await house.row('OwnerTasks', 'order-3'))?.['status'], '확인대기');
    assert.equal((await house.row('NightStocks', 'place-4|2026-12-24'))?.['free'], 0);
    await house.holds();
  });

  it('is as right on Christmas, on a Friday, and two weeks before', async () => {
    for (const [day, time] of [
      ['2026-12-10', '00:01'],
      ['2026-12-24', '23:59'],
      ['2026-12-25', '12:00'],
    ] as const) {
      const house = await playedAt(day, time);
      assert.equal((await house.row('Mypage', 'order-2'))?.['refundAmt'], 98_000, day);
      assert.equal((await house.row('OwnerTasks', 'order-3'))?.['status'], '확인대기', day);
      await house.holds();
    }
  });

  itIsTold(demo, { timeZone: SEOUL, from: '2026-02-22', to: '2026-03-04' });
});
