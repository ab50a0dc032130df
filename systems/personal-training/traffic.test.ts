import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { instantAt } from '@dure/domain/korea';
import {
  commandsIn,
  dayOf,
  doneIn,
  itFollowsChance,
  seenAs,
  withMessages,
} from '@dure/acceptance/days';
import { traffic } from './traffic.ts';

const orders = [1, 2, 3, 4].map((number) => ({
  ptOrderId: `ptorder-${number}`,
  customerId: 'customer-1',
}));

const schedules = [
  ['SCHEDULE_REQUESTED', undefined],
  ['SCHEDULE_CONFIRMED', '2026-03-02T09:00:00+09:00'],
  ['SCHEDULE_CONFIRMED', '2026-03-02T19:00:00+09:00'],
  ['SCHEDULE_CANCELED', '2026-03-02T20:00:00+09:00'],
].map(([status, ptClassDate], index) => ({
  ptTrainerId: `pttrainer-${index}`,
  ptOrderId: `ptorder-${index}`,
  trainerId: 'trainer-2001',
  status,
  ptClassDate,
}));

const views = {
  Ptorders: orders,
  AssignmentTasks: [
    { ptOrderId: 'ptorder-1', status: 'ORDER_RECEIVED' },
    { ptOrderId: 'ptorder-2', status: 'ORDER_CONFIRMED' },
  ],
  ScheduleTasks: schedules,
};

const now = instantAt('2026-03-02', '10:00');
const seen = seenAs(views, now);
const empty = seenAs({}, seen.now);

describe('Traffic', () => {
  itFollowsChance(traffic, seen);

  it('has everything in it that people do', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, seen)), [
      'AssignTrainer',
      'CancelPtOrder',
      'ConfirmSchedule',
      'DeclineSchedule',
      'PlacePtOrder',
      'RegisterResult',
    ]);
  });

  it('applies as long as there is nothing else to do', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, empty)), ['PlacePtOrder']);
  });

  it('ends with what people still owe, and with messages that could not be delivered', () => {
    const messages = {
      'ptorder-1/RESULT_READY/customer:customer-1': 'givenUp',
      'ptorder-1/ORDER_COMPLETED/customer:customer-1': 'sent',
    };
    const last = traffic.finish(withMessages(seen, messages));
    assert.deepEqual(doneIn(last), [
      'Clerk AssignTrainer',
      'Trainer ConfirmSchedule',
      'Trainer RegisterResult',
      'Operator ResolveMessage',
    ]);
    const [, confirm] = last;
    assert.partialDeepStrictEqual(confirm?.command, { ptClassDate: '2026-03-02T20:00:00+09:00' });
    assert.deepEqual(traffic.finish(empty), []);
  });
});
