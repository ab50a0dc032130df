// The acceptance scenarios of personal training, S1 to S19, on the embedded runtime.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, MINUTE_MS } from '@dure/domain';
import type { Business } from '@dure/acceptance/business';
import * as Pttrainer from './pttrainer/contract.ts';
import {
  bring,
  clerk,
  customer,
  kang,
  messagesTo,
  opened,
  scheduleOf,
  statusIn,
  stepsOf,
  templatesTo,
  tomorrowAt,
  trainer,
  turnsOf,
  yoon,
} from './personal-training.testing.ts';

const key = 'ptorder-1';
const steps = stepsOf(key);

const shown = (gym: Business, id: string = key) => gym.row('Ptstatus', id);

describe('Personal training', () => {
  it('S1, PT-F1: is applied for, and waits for a clerk', async () => {
    const gym = await opened();
    const outcome = await gym.issue(steps.place({ status: 'ORDERED' }), customer());
    assert.equal(outcome.is === 'done' && outcome.data['status'], 'ORDERED');
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDERED');
    assert.equal(await statusIn(gym, 'AssignmentTasks'), 'ORDER_RECEIVED');
    await gym.holds();
  });

  it('S2: is applied for as new, whatever else is claimed', async () => {
    const gym = await opened();
    const wrong = steps.place({ status: 'ORDER_COMPLETED' });
    assert.equal((await gym.issue(wrong, customer())).is, 'invalid');
    await gym.holds();
  });

  it('S3: follows by itself where machines assign and confirm, as documented', async () => {
    const gym = await opened(undefined, { settings: { AUTO_ASSIGN: true, AUTO_CONFIRM: true } });
    await gym.done(steps.place(), customer());
    assert.deepEqual(gym.events(key), [
      'PtOrdered',
      'PtOrderReceived',
      'PtOrderAccepted',
      'PtScheduleRequested',
      'PtScheduleConfirmed',
      'PtOrderConfirmed',
      'PtOrderCompleted',
    ]);
    const [row, another] = await gym.rows('Ptstatus');
    assert.equal(another, undefined);
    assert.equal(row?.['ptOrderStatus'], 'ORDER_COMPLETED');
    assert.equal(String(row?.['ptClassDate']).slice(0, 10), '2026-03-03');
    await gym.holds();
  });

  it('S4, PT-F2, PT-F4, PT-F5, I4: is assigned by a clerk, confirmed by a trainer', async () => {
    const gym = await opened('completed');
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_COMPLETED');
    assert.partialDeepStrictEqual(await shown(gym), {
      ptOrderStatus: 'ORDER_COMPLETED',
      trainerName: '강민호',
      ptClassDate: tomorrowAt('19:00'),
    });
    assert.deepEqual(await templatesTo(gym, `trainer:${kang}`), [
      'personal-training.SCHEDULE_REQUESTED',
    ]);
    assert.deepEqual(await templatesTo(gym, 'customer:customer-1'), [
      'personal-training.ORDER_COMPLETED',
    ]);
    await gym.holds();
  });

  it('S5, I1: has no two classes of a trainer overlap', async () => {
    const gym = await opened('completed');
    const first = await scheduleOf(gym, key);
    const other = turnsOf(kang, await bring(gym, 'assigned', { ptOrderId: 'ptorder-2' }));
    assert.deepEqual(await gym.issue(other.confirm(tomorrowAt('19:30')), trainer(kang)), {
      is: 'refused',
      rejection: {
        type: 'ScheduleOverlap',
        ptClassDate: tomorrowAt('19:30'),
        otherPtTrainerId: first,
      },
    });
    await gym.done(other.confirm(tomorrowAt('20:00')), trainer(kang));
    await gym.holds();
  });

  it('S6, I1: gives an hour to one of two at once', async () => {
    const gym = await opened();
    const schedules = [
      await bring(gym, 'assigned'),
      await bring(gym, 'assigned', { ptOrderId: 'ptorder-2' }),
    ];
    const outcomes = await Promise.all(
      schedules.map((one) => gym.issue(turnsOf(kang, one).confirm(), trainer(kang))),
    );
    assert.deepEqual(outcomes.map(({ is }) => is).toSorted(), ['done', 'refused']);
    await gym.holds();
  });

  it('S7, PT-F4, I5: is declined, and given to another trainer', async () => {
    const gym = await opened();
    const first = await bring(gym, 'assigned');
    await gym.done(turnsOf(kang, first).decline, trainer(kang));
    assert.equal(await statusIn(gym, 'AssignmentTasks'), 'ORDER_RECEIVED');
    const [told] = await messagesTo(gym, 'clerk');
    assert.equal(
      told?.['textKo'],
      '[PT] 강민호 강사가 거절했습니다. 다시 배정해 주세요. 사유: 휴가',
    );
    await gym.done(steps.assign(yoon), clerk);
    const second = await scheduleOf(gym, key);
    assert.notEqual(second, first);
    await gym.done(turnsOf(yoon, second).confirm(), trainer(yoon));
    assert.partialDeepStrictEqual(await shown(gym), {
      ptOrderStatus: 'ORDER_COMPLETED',
      trainerName: '윤지수',
      ptTrainerStatus: 'SCHEDULE_CONFIRMED',
    });
    await gym.holds();
  });

  it('is given to no one who is not on the roster, and confirmed for no past date', async () => {
    const gym = await opened('received');
    assert.equal(await gym.refused(steps.assign('trainer-9999'), clerk), 'UnknownTrainer');
    await gym.done(steps.assign(kang), clerk);
    const turns = turnsOf(kang, await scheduleOf(gym, key));
    const past = turns.confirm('2026-03-02T09:00:00+09:00');
    assert.equal(await gym.refused(past, trainer(kang)), 'ClassDateInPast');
    await gym.holds();
  });

  it('S8, PT-F6, PT-F7, PT-F11, I6: has a result, and the customer one message of it', async () => {
    const gym = await opened('held');
    const turns = turnsOf(kang, await scheduleOf(gym, key));
    const outcome = await gym.issue(turns.register(), trainer(kang));
    assert.equal(outcome.is === 'done' && outcome.data['status'], 'RESULT_CREATED');
    assert.equal(await statusIn(gym, 'Ptorders'), 'RESULT_READY');
    assert.equal((await shown(gym))?.['ptResult'], '자세 교정 3회차 권장');
    const results = (await messagesTo(gym, 'customer:customer-1')).filter(
      ({ template }) => template === 'personal-training.RESULT_READY',
    );
    assert.deepEqual(
      results.map(({ textKo }) => textKo),
      ['[PT] 체형교정 수업결과가 등록되었습니다. 확인해 주세요'],
    );
    await gym.holds();
  });

  it('S9, I11: has no result before its class', async () => {
    const gym = await opened('completed');
    const turns = turnsOf(kang, await scheduleOf(gym, key));
    assert.equal(await gym.refused(turns.register(), trainer(kang)), 'ClassNotHeldYet');
    await gym.holds();
    const lenient = await opened('completed', { settings: { RESULT_ANYTIME: true } });
    await lenient.done(turns.register(), trainer(kang));
    assert.equal(await statusIn(lenient, 'Ptorders'), 'RESULT_READY');
  });

  it('goes to its result although the confirmation is still travelling', async () => {
    const gym = await opened();
    const schedule = await bring(gym, 'assigned');
    await gym.startedAgain({ down: ['ptmanager'] });
    await gym.done(turnsOf(kang, schedule).confirm(), trainer(kang));
    await gym.until('2026-03-03', '20:00');
    await gym.done(turnsOf(kang, schedule).register(), trainer(kang));
    assert.equal(await statusIn(gym, 'Ptorders'), 'RESULT_READY');
    await gym.startedAgain();
    assert.equal(await statusIn(gym, 'Ptorders'), 'RESULT_READY');
    await gym.holds();
  });
});

describe('Cancelling personal training', () => {
  it('S10, PT-F8, PT-F9, I2, I3: cancels the schedule with it, and frees the hour', async () => {
    const gym = await opened('completed');
    const outcome = await gym.issue(steps.cancel, customer());
    assert.equal(outcome.is === 'done' && outcome.data['status'], 'CANCEL_ORDERED');
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_CANCELED');
    assert.equal((await shown(gym))?.['ptTrainerStatus'], 'SCHEDULE_CANCELED');
    const again = await gym.issue(steps.cancel, customer());
    assert.deepEqual(again.is === 'done' && again.events, []);
    await bring(gym, 'completed', { ptOrderId: 'ptorder-2', customerId: 'customer-2' });
    assert.equal(await statusIn(gym, 'Ptorders', 'ptorder-2'), 'ORDER_COMPLETED');
    await gym.holds();
  });

  it('needs no trainer where none was assigned', async () => {
    const gym = await opened('received');
    await gym.done(steps.cancel, customer());
    assert.equal(await statusIn(gym, 'AssignmentTasks'), 'ORDER_CANCEL_ACCEPTED');
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_CANCELED');
    await gym.holds();
  });

  it('meets a trainer who has declined at the same time', async () => {
    const gym = await opened();
    const schedule = await bring(gym, 'assigned');
    await Promise.all([
      gym.issue(turnsOf(kang, schedule).decline, trainer(kang)),
      gym.issue(steps.cancel, customer()),
    ]);
    await gym.pass(MINUTE_MS);
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_CANCELED');
    await gym.holds();
  });

  it('S14: is too late once there is a result', async () => {
    const gym = await opened('resultReady');
    assert.equal(await gym.refused(steps.cancel, customer()), 'ResultAlreadyCreated');
    await gym.holds();
  });

  it('S15: ends with the result or with the cancellation, never with both', async () => {
    const gym = await opened('held');
    const turns = turnsOf(kang, await scheduleOf(gym, key));
    const [registered] = await Promise.all([
      gym.issue(turns.register(), trainer(kang)),
      gym.issue(steps.cancel, customer()),
    ]);
    await gym.pass(MINUTE_MS);
    const ended = registered.is === 'done' ? 'RESULT_READY' : 'ORDER_CANCELED';
    assert.equal(await statusIn(gym, 'Ptorders'), ended);
    await gym.holds();
  });

  it('S15: learns that the result was quicker', async () => {
    const gym = await opened('held');
    const turns = turnsOf(kang, await scheduleOf(gym, key));
    await gym.startedAgain({ down: ['pttrainer', 'ptmanager'] });
    await gym.done(steps.cancel, customer());
    await gym.startedAgain({ down: ['ptorder', 'ptmanager'] });
    await gym.done(turns.register(), trainer(kang));
    await gym.startedAgain();
    await gym.pass(MINUTE_MS);
    assert.equal(await statusIn(gym, 'Ptorders'), 'RESULT_READY');
    const templates = await templatesTo(gym, 'customer:customer-1');
    assert.ok(templates.includes('personal-training.CANCEL_REFUSED'));
    assert.ok(templates.includes('personal-training.RESULT_READY'));
    await gym.holds();
  });

  it('S16: overtakes the request for a schedule, which then adds nothing', async () => {
    const gym = await opened('received');
    await gym.startedAgain({ down: ['pttrainer'] });
    await gym.done(steps.assign(kang), clerk);
    const ptTrainerId = await scheduleOf(gym, key);
    // The trainers cannot read what care has told, but are asked.
    await gym.startedAgain({ down: ['ptmanager'] });
    const cancel = { trainerId: kang, ptTrainerId, ptOrderId: key } as const;
    const ask = { kind: 'ask', name: 'cancelSchedule', claims: {} } as const;
    await gym.done(Pttrainer.command.CancelSchedule(cancel), ask);
    await gym.done(steps.cancel, customer());
    await gym.startedAgain();
    await gym.pass(MINUTE_MS);
    assert.deepEqual(await gym.rows('ScheduleTasks'), []);
    assert.ok(!gym.events(key).includes('PtScheduleRequested'));
    assert.equal(await statusIn(gym, 'Ptorders'), 'ORDER_CANCELED');
    assert.equal((await shown(gym))?.['ptTrainerStatus'], 'SCHEDULE_CANCELED');
    assert.deepEqual(await messagesTo(gym, `trainer:${kang}`), []);
    await gym.holds();
  });

  it('S17: comes back to the clerk when the trainer is silent for a day', async () => {
    const gym = await opened('assigned');
    await gym.pass(DAY_MS + MINUTE_MS);
    assert.equal(await statusIn(gym, 'AssignmentTasks'), 'ORDER_RECEIVED');
    assert.deepEqual(await templatesTo(gym, 'clerk'), ['personal-training.ORDER_RECEIVED']);
    await gym.holds();
  });

  it('S18, PT-F10, I8: keeps ten applications apart', async () => {
    const gym = await opened();
    const cases = [107, 3, 91, 12, 55, 8, 300, 41, 77, 20].map((number, index) => ({
      ptOrderId: `ptorder-${number}` as const,
      customerId: `customer-${index}` as const,
      trainerId: index % 2 === 0 ? kang : yoon,
      time: `${9 + Math.floor(index / 2)}:00`.padStart(5, '0'),
    }));
    for (const of of cases) await bring(gym, 'completed', of);
    await gym.until('2026-03-03', '20:00');
    for (const { ptOrderId, trainerId } of cases.toReversed()) {
      const turns = turnsOf(trainerId, await scheduleOf(gym, ptOrderId));
      await gym.done(turns.register(`결과 ${ptOrderId}`), trainer(trainerId));
    }
    for (const { ptOrderId, customerId, trainerId, time } of cases) {
      assert.partialDeepStrictEqual(await shown(gym, ptOrderId), {
        customerId,
        trainerId,
        ptClassDate: tomorrowAt(time),
        ptResult: `결과 ${ptOrderId}`,
        ptOrderStatus: 'RESULT_READY',
      });
    }
    await gym.holds();
  });
});
