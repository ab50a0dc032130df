import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, dayOf, instantAt } from '@dure/domain';
import type { By } from '@dure/domain';
import { demo } from './demo.ts';
import { House } from './lodging.testing.ts';

const actor = (name: string, claims: { readonly [name: string]: string }): By => ({
  kind: 'actor',
  name,
  claims,
});

/** The house after the demo was played, on the clock of the demo. */
const played = async (day: string, time: string) => {
  const now = instantAt(day, time);
  const steps = demo.steps(now);
  const house = await House.opened(addDays(day, -10), '08:59');
  for (const { at, as, claims, command } of steps) {
    await house.pass(at - house.clock.now());
    await house.done(command, actor(as, claims));
  }
  await house.pass(now - house.clock.now());
  return house;
};

describe('The demo', () => {
  it('has a stay of last week, a cancellation, and a task for an owner', async () => {
    const house = await played('2026-03-04', '14:00');
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
      const house = await played(day, time);
      assert.equal((await house.row('Mypage', 'order-2'))?.['refundAmt'], 98_000, day);
      assert.equal((await house.row('OwnerTasks', 'order-3'))?.['status'], '확인대기', day);
      await house.holds();
    }
  });

  it('goes forward in time', () => {
    const now = instantAt('2026-03-04', '00:00');
    const instants = demo.steps(now).map(({ at }) => at);
    assert.deepEqual(
      instants,
      instants.toSorted((a, b) => a - b),
    );
    assert.ok(instants.every((at) => at <= now));
    assert.equal(dayOf(instants[0] ?? 0), '2026-02-22');
  });
});
