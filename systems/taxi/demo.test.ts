import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEOUL, instantAt } from '@dure/domain/korea';
import { itIsTold, played } from '@dure/acceptance/demos';
import { demo } from './demo.ts';
import { Town } from './taxi.testing.ts';

describe('The demo', () => {
  it('has a ride, a call that was cancelled, and taxis that are free', async () => {
    const now = instantAt('2026-03-04', '14:00');
    const town = await Town.opened('2026-03-03', { time: '07:59' });
    await played(town, demo, now);
    const calls = await Promise.all(
      ['taxicall-1', 'taxicall-2'].map((callId) => town.row('Taxicalls', callId)),
    );
    assert.deepEqual(
      calls.map((row) => [row?.['status'], row?.['cost'], row?.['lateCancelFee']]),
      [
        ['운행완료', 17_500, undefined],
        ['호출취소', 14_800, 0],
      ],
    );
    const free = (await town.rows('TaxiBoard')).filter((row) => row['taxiStatus'] === '대기');
    assert.equal(free.length, 6);
    assert.equal((await town.row('TaxiBoard', '서울33바1101'))?.['location'], '마포구');
    await town.holds();
  });

  itIsTold(demo, { timeZone: SEOUL, from: '2026-03-02', to: '2026-03-04' });
});
