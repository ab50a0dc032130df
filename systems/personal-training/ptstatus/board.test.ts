import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyMessage } from '@dure/domain';
import { viewOf } from '@dure/testing';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Ptorder from '../ptorder/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { Status } from './board.ts';

const { Ptstatus } = Status.views;
assert.ok(Ptstatus);
const status = viewOf(Ptstatus);

const id = { ptOrderId: 'ptorder-1' } as const;
const own = { ...id, ptManagerId: 'ptmanager-1' } as const;
const applied = {
  ...id,
  ptClassId: 'ptclass-1',
  ptClassName: '체형교정',
  customerId: 'customer-1',
  customerName: '홍길동',
} as const;
const kang = { trainerId: 'trainer-2001', trainerName: '강민호' } as const;
const yoon = { trainerId: 'trainer-2002', trainerName: '윤지수' } as const;
const ptClassDate = '2026-03-03T19:00:00+09:00';

const ordered = Ptorder.event.PtOrdered({ ...applied, status: 'ORDERED' });

const accepted = (number: number, of: typeof kang | typeof yoon) =>
  Ptmanager.event.PtOrderAccepted({
    ...applied,
    ...own,
    ...of,
    ptTrainerId: `pttrainer-${number}`,
    status: 'ORDER_ACCEPTED',
  });

const slot = (number: number, { trainerId }: typeof kang | typeof yoon) =>
  ({ ...own, trainerId, ptTrainerId: `pttrainer-${number}` }) as const;

const declined = Pttrainer.event.PtScheduleDeclined({
  ...slot(1, kang),
  reason: '휴가',
  status: 'SCHEDULE_DECLINED',
});
const returned = Ptmanager.event.PtOrderReturned({
  ...slot(1, kang),
  ...kang,
  reason: '휴가',
  status: 'ORDER_RECEIVED',
});
const confirmed = Pttrainer.event.PtScheduleConfirmed({
  ...slot(2, yoon),
  ptClassDate,
  status: 'SCHEDULE_CONFIRMED',
});
const resultCreated = Pttrainer.event.PtResultCreated({
  ...slot(2, yoon),
  ptClassDate,
  ptResult: '좋음',
  status: 'RESULT_CREATED',
});
const resultRead = Ptorder.event.PtResultRead({ ...applied, status: 'RESULT_READY' });

const row = {
  ...id,
  ptClassId: 'ptclass-1',
  ptClassName: '체형교정',
  customerId: 'customer-1',
  ptCustomerId: 'customer-1',
  ptCustomerName: '홍길동',
  ptOrderStatus: 'ORDERED',
  ptTrainerStatus: null,
  scheduleStatuses: {},
};

describe('Ptstatus', () => {
  it('PT-N3: shows an application from the first moment on, and who has it', () => {
    status.given(ordered).then(row);
    status.given(ordered, accepted(1, kang)).then({
      ...row,
      ...slot(1, kang),
      ...kang,
      ptManagerStatus: 'ORDER_ACCEPTED',
    });
  });

  it('shows the schedule that was assigned last, and nothing of the one before', () => {
    const again = [ordered, accepted(1, kang), declined, returned, accepted(2, yoon)];
    status.given(...again).then({
      ...row,
      ...slot(2, yoon),
      ...yoon,
      ptManagerStatus: 'ORDER_ACCEPTED',
      scheduleStatuses: { 'pttrainer-1': 'SCHEDULE_DECLINED' },
    });
  });

  it('PT-F11, PT-N4, I9: shows date and result, in whatever order they come', () => {
    const shown = {
      ...row,
      ...slot(2, yoon),
      ...yoon,
      ptOrderStatus: 'RESULT_READY',
      ptManagerStatus: 'ORDER_ACCEPTED',
      ptTrainerStatus: 'RESULT_CREATED',
      ptClassDate,
      ptResult: '좋음',
      scheduleStatuses: { 'pttrainer-2': 'RESULT_CREATED' },
    };
    const orders: readonly (readonly AnyMessage[])[] = [
      [ordered, accepted(2, yoon), confirmed, resultCreated, resultRead],
      [ordered, confirmed, resultCreated, resultRead, accepted(2, yoon)],
      [confirmed, resultCreated, accepted(2, yoon), ordered, resultRead],
    ];
    for (const events of orders) status.given(...events).then(shown);
  });

  it('keeps a cancellation that overtook both the request and the application', () => {
    const canceled = Pttrainer.event.PtScheduleCanceled({
      ...slot(1, kang),
      status: 'SCHEDULE_CANCELED',
    });
    const shown = {
      ...row,
      ...slot(1, kang),
      ...kang,
      ptManagerStatus: 'ORDER_ACCEPTED',
      ptTrainerStatus: 'SCHEDULE_CANCELED',
      scheduleStatuses: { 'pttrainer-1': 'SCHEDULE_CANCELED' },
    };
    status.given(canceled, ordered, accepted(1, kang)).then(shown);
    status.given(ordered, accepted(1, kang), canceled).then(shown);
  });
});
