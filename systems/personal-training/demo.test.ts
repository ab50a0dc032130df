import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, dayOf, instantAt } from '@dure/domain';
import { Business } from '@dure/testing/business';
import { demo } from './demo.ts';
import { PersonalTraining } from './system.ts';

const TODAY = '2026-03-18';

/** The gym after the demo was played, on the clock of the demo. */
const played = async (time: string) => {
  const now = instantAt(TODAY, time);
  const gym = await Business.opened(PersonalTraining, addDays(TODAY, -8));
  for (const { at, as, claims, command } of demo.steps(now)) {
    await gym.pass(at - gym.clock.now());
    await gym.done(command, { kind: 'actor', name: as, claims });
  }
  await gym.pass(now - gym.clock.now());
  return gym;
};

describe('The demo', () => {
  it('has a class that was held, one to come, and an application that waits', async () => {
    for (const time of ['00:01', '14:00', '23:59']) {
      const gym = await played(time);
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
    assert.equal(dayOf(instants[0] ?? 0), '2026-03-11');
  });
});
