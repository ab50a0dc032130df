import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, SECOND_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import { deadlineOf } from '@dure/testing';
import { CustomerCare } from './board.ts';
import { command, event } from './contract.ts';
import { cancelRetryMs } from './settings.ts';

const now = instantAt('2026-03-02', '10:00');
const id = { ptOrderId: 'ptorder-1' } as const;
const assigned = {
  ...id,
  ptManagerId: 'ptmanager-1',
  ptTrainerId: 'pttrainer-1',
  trainerId: 'trainer-2001',
  trainerName: '강민호',
} as const;
const applied = {
  ...assigned,
  ptClassId: 'ptclass-1',
  ptClassName: '체형교정',
  customerId: 'customer-1',
  customerName: '홍길동',
} as const;

const deferred = event.PtOrderCancelDeferred(assigned);
const ends = [event.PtOrderCancelAccepted(assigned), event.PtOrderCancelRefused(assigned)];

const named = (name: string) => {
  const deadline = CustomerCare.deadlines[name];
  assert.ok(deadline, name);
  return deadlineOf(deadline, { now });
};

describe('CANCEL_RETRY', () => {
  it('asks the trainer again, until they have answered', () => {
    const sends = command.RetryPtCancel(id);
    named('CANCEL_RETRY')
      .when(deferred)
      .then({ at: now + 5 * SECOND_MS, sends, againAfterMs: 10 * SECOND_MS });
    for (const end of ends) named('CANCEL_RETRY').given(deferred).when(end).then();
  });

  it('waits twice as long each time, and a minute at most', () => {
    const known = {
      now,
      today: '2026-03-02',
      setting: <T>({ standard }: { standard: T }) => standard,
    };
    const waits = [0, 1, 2, 3, 4, 50].map((times) => cancelRetryMs(times, known) / SECOND_MS);
    assert.deepEqual(waits, [5, 10, 20, 40, 60, 60]);
  });

  it('is looked at by a person after ten attempts', () => {
    named('CANCEL_STUCK')
      .when(deferred)
      .then({ at: now + 435 * SECOND_MS });
    for (const end of ends) named('CANCEL_STUCK').given(deferred).when(end).then();
  });
});

describe('ASSIGN_REMINDER', () => {
  it('puts what waits for a day on the work list, and what came back again', () => {
    const received = event.PtOrderReceived(applied);
    const returned = event.PtOrderReturned({ ...assigned, reason: '휴가' });
    const reminder = named('ASSIGN_REMINDER');
    reminder.when(received).then({ at: now + DAY_MS });
    reminder.when(returned).then({ at: now + DAY_MS });
    reminder.given(received).when(event.PtOrderAccepted(applied)).then();
    reminder.given(received).when(event.PtOrderCancelAccepted(assigned)).then();
  });
});
