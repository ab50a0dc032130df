import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { instantAt } from '@dure/domain';
import type { Seen } from '@dure/domain/traffic';
import { traffic } from './traffic.ts';

/** Numbers that look like chance and are the same each time (Lehmer's generator). */
const chance = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

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

const views: { readonly [view: string]: readonly { readonly [field: string]: unknown }[] } = {
  Ptorders: orders,
  AssignmentTasks: [
    { ptOrderId: 'ptorder-1', status: 'ORDER_RECEIVED' },
    { ptOrderId: 'ptorder-2', status: 'ORDER_CONFIRMED' },
  ],
  ScheduleTasks: schedules,
};

const now = instantAt('2026-03-02', '10:00');
const seen: Seen = { now, rows: (view) => views[view] ?? [], states: () => new Map() };
const empty: Seen = { ...seen, rows: () => [] };

const dayOf = (seed: number, of = seen) => {
  const random = chance(seed);
  return Array.from({ length: 500 }, () => traffic.next(random, of));
};

describe('Traffic', () => {
  it('is the same for the same chance', () => {
    assert.deepEqual(dayOf(7), dayOf(7));
    assert.notDeepEqual(dayOf(7), dayOf(8));
  });

  it('has everything in it that people do', () => {
    const commands = new Set(dayOf(1).map(({ command }) => command.type));
    assert.deepEqual([...commands].toSorted(), [
      'AssignTrainer',
      'CancelPtOrder',
      'ConfirmSchedule',
      'DeclineSchedule',
      'PlacePtOrder',
      'RegisterResult',
    ]);
  });

  it('applies as long as there is nothing else to do', () => {
    const commands = new Set(dayOf(1, empty).map(({ command }) => command.type));
    assert.deepEqual([...commands], ['PlacePtOrder']);
  });

  it('ends with what people still owe, and with messages that nobody could deliver', () => {
    const givenUp = new Map([
      ['ptorder-1/RESULT_READY/customer:customer-1', { is: 'givenUp' }],
      ['ptorder-1/ORDER_COMPLETED/customer:customer-1', { is: 'sent' }],
    ]);
    const last = traffic.finish({ ...seen, states: () => givenUp });
    assert.deepEqual(
      last.map(({ as, command }) => `${as} ${command.type}`),
      [
        'Clerk AssignTrainer',
        'Trainer ConfirmSchedule',
        'Trainer RegisterResult',
        'Operator ResolveMessage',
      ],
    );
    const [, confirm] = last;
    assert.partialDeepStrictEqual(confirm?.command, { ptClassDate: '2026-03-02T20:00:00+09:00' });
    assert.deepEqual(traffic.finish(empty), []);
  });
});
