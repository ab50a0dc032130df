import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, dayOf, instantAt } from '@dure/domain';
import { demo } from './demo.ts';
import { opened } from './repair-shop.testing.ts';

/** The shop after the demo was played, on the clock of the demo. */
const played = async (day: string, time: string) => {
  const now = instantAt(day, time);
  const garage = await opened();
  await garage.until(addDays(day, -8), '00:00');
  for (const { at, as, claims, command } of demo.steps(now)) {
    await garage.pass(at - garage.clock.now());
    await garage.done(command, { kind: 'actor', name: as, claims });
  }
  await garage.pass(now - garage.clock.now());
  return garage;
};

describe('The demo', () => {
  it('has a car at every turn of the way', async () => {
    for (const time of ['00:01', '14:00', '23:59']) {
      const garage = await played('2026-03-18', time);
      const rows = await Promise.all(
        [1, 2, 3, 4].map((number) => garage.row('Display', `receipt-${number}`)),
      );
      assert.deepEqual(
        rows.map((row) => [row?.['vehiNo'], row?.['receiptStat'], row?.['repairAmt']]),
        [
          ['1234', 'DELIVERYCOMPLETED', 85_000],
          ['0101', 'CANCELLED', undefined],
          ['34나5678', 'PAYREQUEST', 85_000],
          ['12가3456', 'REPAIRRECEIVED', undefined],
        ],
      );
      await garage.holds();
    }
  });

  it('has people of its own who can be told apart', () => {
    const subjects = demo.personas.map(({ actor, subject }) => `${actor}:${subject}`);
    assert.equal(new Set(subjects).size, subjects.length);
  });

  it('goes forward in time, up to now', () => {
    const now = instantAt('2026-03-18', '00:00');
    const instants = demo.steps(now).map(({ at }) => at);
    assert.deepEqual(
      instants,
      instants.toSorted((a, b) => a - b),
    );
    assert.ok(instants.every((at) => at <= now));
    assert.equal(dayOf(instants[0] ?? 0), '2026-03-11');
  });
});
