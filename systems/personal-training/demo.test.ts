import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '@dure/domain';
import { SEOUL, instantAt } from '@dure/domain/korea';
import { Business } from '@dure/acceptance/business';
import { itIsTold, played } from '@dure/acceptance/demos';
import { demo } from './demo.ts';
import { rehearsal } from './rehearsal.ts';

const TODAY = '2026-03-18';

/** The gym after the demo was played, on the clock of the demo. */
const playedAt = async (time: string) => {
  const now = instantAt(TODAY, time);
  const gym = await Business.opened(rehearsal, addDays(TODAY, -8));
  return played(gym, demo, now);
};

describe('The demo', () => {
  it('has a class that was held, one to come, and an application that waits', async () => {
    for (const time of ['00:01', '14:00', '23:59']) {
      const gym = await playedAt(time);
      const rows = await Promise.all(
        [1, 2, 3].map((number) => gym.row('Ptstatus', `ptorder-${number}`)),
      );
      assert.deepEqual(
        rows.map((row) => [row?.['ptCustomerName'], row?.['trainerName'], row?.['ptOrderStatus']]),
        [
          ['성춘향', '윤지수', 'RESULT_READY'],
          ['홍길동', '강민호', 'ORDER_COMPLETED'],
          ['이몽룡', undefined, 'ORDERED'],
        ],
      );
      assert.equal(rows[0]?.['ptResult'], '유연성 좋음, 코어 보강 필요');
      assert.equal(rows[1]?.['ptClassDate'], '2026-03-19T19:00:00+09:00');
      assert.equal((await gym.row('AssignmentTasks', 'ptorder-3'))?.['status'], 'ORDER_RECEIVED');
      await gym.holds();
    }
  });

  itIsTold(demo, { timeZone: SEOUL, from: '2026-03-11', to: TODAY });
});
