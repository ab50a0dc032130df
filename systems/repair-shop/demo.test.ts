import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '@dure/domain';
import { SEOUL, instantAt } from '@dure/domain/korea';
import { itIsTold, played } from '@dure/acceptance/demos';
import { demo } from './demo.ts';
import { opened } from './repair-shop.testing.ts';

/** The shop after the demo was played, on the clock of the demo. */
const playedAt = async (day: string, time: string) => {
  const now = instantAt(day, time);
  const garage = await opened();
  await garage.until(addDays(day, -8), '00:00');
  return played(garage, demo, now);
};

describe('The demo', () => {
  it('has a car at every turn of the way', async () => {
    for (const time of ['00:01', '14:00', '23:59']) {
      const garage = await playedAt('2026-03-18', time);
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

  itIsTold(demo, { timeZone: SEOUL, from: '2026-03-11', to: '2026-03-18' });
});
