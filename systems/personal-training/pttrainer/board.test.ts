import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, HOUR_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import { deadlineOf, nothing, outOfTurn, policy, scenario, viewOf } from '@dure/testing';
import { told } from '../personal-training.testing.ts';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Ptorder from '../ptorder/contract.ts';
import { TrainerCalendar, Trainers } from './board.ts';
import { command, event, reject, remind } from './contract.ts';

const now = instantAt('2026-03-02', '10:00');
const at = (time: string) => `2026-03-03T${time}:00+09:00`;

const trainerId = 'trainer-2001';
const trainerTel = '01051110001';

const slotOf = (number: number) =>
  ({ trainerId, ptTrainerId: `pttrainer-${number}`, ptOrderId: `ptorder-${number}` }) as const;

const heldOf = (number: number) =>
  ({ ...slotOf(number), ptManagerId: `ptmanager-${number}` }) as const;

const requestOf = (number: number) =>
  command.RequestSchedule({
    ...heldOf(number),
    ptClassName: '체형교정',
    customerName: '홍길동',
    trainerTel,
  });

const requestedOf = (number: number) => event.PtScheduleRequested(requestOf(number));
const confirmOf = (number: number, time: string) =>
  command.ConfirmSchedule({ ...slotOf(number), ptClassDate: at(time) });
const confirmedOf = (number: number, time: string) =>
  event.PtScheduleConfirmed({ ...heldOf(number), trainerTel, ptClassDate: at(time) });

const requested = requestedOf(1);
const confirmed = confirmedOf(1, '19:00');
const decline = command.DeclineSchedule({ ...slotOf(1), reason: '휴가' });
const declined = event.PtScheduleDeclined({ ...heldOf(1), reason: '휴가' });
const cancel = command.CancelSchedule(slotOf(1));
const canceled = event.PtScheduleCanceled({
  ...heldOf(1),
  toldTrainerId: trainerId,
  trainerTel,
});
const early = event.PtScheduleCanceled(slotOf(1));
const register = command.RegisterResult({ ...slotOf(1), ptResult: '자세 교정 3회차 권장' });
const resultCreated = event.PtResultCreated({
  ...heldOf(1),
  ptClassDate: at('19:00'),
  ptResult: '자세 교정 3회차 권장',
});

const calendar = scenario(TrainerCalendar, { now });

describe('A schedule', () => {
  it('PT-F3: is requested, unless its cancellation came first', () => {
    calendar.when(requestOf(1)).then({ ...requested, status: 'SCHEDULE_REQUESTED' });
    calendar.given(early).when(requestOf(1)).then(nothing);
    calendar.given(requested).when(requestOf(1)).then(outOfTurn('requested'));
  });

  it('PT-F4: is confirmed for a date to come', () => {
    calendar
      .given(requested)
      .when(confirmOf(1, '19:00'))
      .then({ ...confirmed, status: 'SCHEDULE_CONFIRMED' });
    const past = '2026-03-02T10:00:00+09:00';
    calendar
      .given(requested)
      .when({ ...confirmOf(1, '19:00'), ptClassDate: past })
      .then(reject.ClassDateInPast({ ptClassDate: past }));
    calendar.when(confirmOf(1, '19:00')).then(outOfTurn('absent'));
  });

  it('I1: overlaps no other class of its trainer', () => {
    const busy = calendar.given(requested, confirmed, requestedOf(2));
    for (const time of ['18:01', '19:00', '19:30', '19:59']) {
      busy
        .when(confirmOf(2, time))
        .then(reject.ScheduleOverlap({ ptClassDate: at(time), otherPtTrainerId: 'pttrainer-1' }));
    }
    for (const time of ['18:00', '20:00']) {
      busy.when(confirmOf(2, time)).then({ ...confirmedOf(2, time), status: 'SCHEDULE_CONFIRMED' });
    }
    calendar
      .given(requested, confirmed, canceled, requestedOf(2))
      .when(confirmOf(2, '19:00'))
      .then({ ...confirmedOf(2, '19:00'), status: 'SCHEDULE_CONFIRMED' });
  });

  it('S3: is confirmed by a machine for the first hour that is free', () => {
    const machine = scenario(TrainerCalendar, {
      now,
      by: { kind: 'policy', name: 'confirmAtOnce', claims: {} },
    });
    machine
      .given(requested, confirmed, requestedOf(2), confirmedOf(2, '20:30'), requestedOf(3))
      .when(confirmOf(3, '19:00'))
      .then({ ...confirmedOf(3, '22:00'), status: 'SCHEDULE_CONFIRMED' });
    machine
      .given(requested)
      .when(confirmOf(1, '19:00'))
      .then({ ...confirmed, status: 'SCHEDULE_CONFIRMED' });
  });

  it('PT-F4: is declined as long as it is not confirmed', () => {
    calendar
      .given(requested)
      .when(decline)
      .then({ ...declined, status: 'SCHEDULE_DECLINED' });
    calendar.given(requested, confirmed).when(decline).then(outOfTurn('confirmed'));
  });

  it('PT-F9: is cancelled as long as there is no result, also before it came', () => {
    calendar.when(cancel).then({ ...early, status: 'SCHEDULE_CANCELED' });
    calendar
      .given(requested)
      .when(cancel)
      .then({ ...canceled, status: 'SCHEDULE_CANCELED' });
    calendar
      .given(requested, confirmed)
      .when(cancel)
      .then({ ...canceled, ptClassDate: at('19:00'), status: 'SCHEDULE_CANCELED' });
    for (const past of [[requested, declined], [requested, canceled], [early]] as const) {
      calendar
        .given(...past)
        .when(cancel)
        .then(nothing);
    }
    calendar
      .given(requested, confirmed, resultCreated)
      .when(cancel)
      .then(
        Ptorder.reject.ResultAlreadyCreated({ ptOrderId: 'ptorder-1', status: 'RESULT_CREATED' }),
      );
  });

  it('PT-F6, I11: has a result once its class has begun', () => {
    const held = [requested, confirmed] as const;
    calendar
      .given(...held)
      .when(register)
      .then(reject.ClassNotHeldYet({ ptClassDate: at('19:00') }));
    const result = { ...resultCreated, status: 'RESULT_CREATED' };
    scenario(TrainerCalendar, { now: instantAt('2026-03-03', '19:00') })
      .given(...held)
      .when(register)
      .then(result);
    scenario(TrainerCalendar, { now, settings: { RESULT_ANYTIME: true } })
      .given(...held)
      .when(register)
      .then(result);
    calendar
      .given(...held, canceled)
      .when(register)
      .then(outOfTurn('canceled'));
  });
});

describe('Trainers', () => {
  const follows = (name: string, settings = {}) => {
    const named = Trainers.policies[name];
    assert.ok(named, name);
    return policy(named, { now: instantAt('2026-03-02', '09:30'), settings });
  };

  it('PT-F3: are asked for a date when they are assigned', () => {
    const accepted = Ptmanager.event.PtOrderAccepted({ ...requestOf(1), trainerName: '강민호' });
    follows('PtScheduleConfirmationRequest').when(accepted).then(requestOf(1));
  });

  it('S3: confirm at once where they are set to, from the full hour tomorrow', () => {
    follows('confirmAtOnce').when(requested).then();
    follows('confirmAtOnce', { AUTO_CONFIRM: true }).when(requested).then(confirmOf(1, '10:00'));
  });

  it('see their tasks, and their week', () => {
    const { ScheduleTasks, TrainerWeek } = Trainers.views;
    assert.ok(ScheduleTasks && TrainerWeek);
    const asked = { ...slotOf(1), ptClassName: '체형교정', customerName: '홍길동' };
    const dated = { ...slotOf(1), ptClassDate: at('19:00') };
    const tasks = viewOf(ScheduleTasks);
    const week = viewOf(TrainerWeek);
    const events = [requested, told(confirmed, 'SCHEDULE_CONFIRMED')];
    tasks.given(...events).then({ ...asked, ...dated, status: 'SCHEDULE_CONFIRMED' });
    week.given(...events).then({ ...dated, status: 'SCHEDULE_CONFIRMED' });
    const off = { ...canceled, ptClassDate: at('19:00'), status: 'SCHEDULE_CANCELED' };
    week.given(...events, off).then({ ...dated, status: 'SCHEDULE_CANCELED' });
    tasks.given(early).then();
    week.given(requested, canceled).then();
    tasks
      .given(requested, told(declined, 'SCHEDULE_DECLINED'))
      .then({ ...asked, reason: '휴가', status: 'SCHEDULE_DECLINED' });
  });
});

describe('The deadlines of a trainer', () => {
  const named = (name: string) => {
    const deadline = Trainers.deadlines[name];
    assert.ok(deadline, name);
    return deadlineOf(deadline, { now });
  };

  it('TRAINER_DECISION declines for who stays silent', () => {
    const decision = named('TRAINER_DECISION');
    const sends = command.DeclineSchedule({ ...slotOf(1), reason: '결정 기한 경과' });
    decision.when(requested).then({ at: now + DAY_MS, sends });
    for (const end of [confirmed, declined, canceled]) decision.given(requested).when(end).then();
  });

  it('RESULT_REMINDER reminds a day after the end of the class', () => {
    const reminder = named('RESULT_REMINDER');
    const reminds = remind.ResultReminded(confirmed);
    const due = instantAt('2026-03-03', '20:00') + 24 * HOUR_MS;
    reminder.when(confirmed).then({ at: due, reminds });
    for (const end of [resultCreated, canceled]) reminder.given(confirmed).when(end).then();
  });
});
