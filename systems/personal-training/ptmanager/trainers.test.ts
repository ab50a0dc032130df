import { describe, it } from 'node:test';
import { nothing, processOf, scenario, viewOf } from '@dure/testing';
import * as Pttrainer from '../pttrainer/contract.ts';
import { command, event } from './contract.ts';
import { assignAtOnce, TrainerEntry, TrainerRoster, Workload } from './trainers.ts';

const kang = { trainerId: 'trainer-2001', trainerName: '강민호' } as const;
const yoon = { trainerId: 'trainer-2002', trainerName: '윤지수' } as const;

const registered = (of: typeof kang | typeof yoon) => event.TrainerRegistered(of);

const caseOf = (number: number) =>
  ({
    ptOrderId: `ptorder-${number}`,
    ptManagerId: `ptmanager-${number}`,
    ptTrainerId: `pttrainer-${number}`,
    ptClassId: 'ptclass-1',
    ptClassName: '체형교정',
    customerId: 'customer-1',
    customerName: '홍길동',
    status: '',
  }) as const;

const accepted = (number: number, of: typeof kang | typeof yoon) =>
  event.PtOrderAccepted({ ...caseOf(number), ...of });

describe('The roster', () => {
  it('has each trainer once', () => {
    const entry = scenario(TrainerEntry);
    entry.when(command.RegisterTrainer(kang)).then(registered(kang));
    entry.given(registered(kang)).when(command.RegisterTrainer(kang)).then(nothing);
    viewOf(TrainerRoster).given(registered(kang), registered(yoon)).then(kang, yoon);
  });

  it('knows how many schedules each of them has ahead', () => {
    const load = viewOf(Workload);
    const both = [registered(kang), registered(yoon)];
    const open = (ofKang: number, ofYoon: number) => ({
      gym: 'all',
      openSchedules: { 'trainer-2001': ofKang, 'trainer-2002': ofYoon },
    });
    load.given(...both).then(open(0, 0));
    load.given(...both, accepted(1, kang), accepted(2, kang), accepted(3, yoon)).then(open(2, 1));
    const busy = [...both, accepted(1, kang), accepted(2, kang)];
    load
      .given(...busy, event.PtOrderReturned({ ...caseOf(1), ...kang, reason: '휴가' }))
      .then(open(1, 0));
    load.given(...busy, event.PtOrderCancelAccepted({ ...caseOf(1), ...kang })).then(open(1, 0));
    const result = { ptClassDate: '2026-03-03T19:00:00+09:00', ptResult: '좋음' };
    const { trainerId } = kang;
    load
      .given(...busy, Pttrainer.event.PtResultCreated({ ...caseOf(1), ...result, trainerId }))
      .then(open(1, 0));
    const unassigned = event.PtOrderCancelAccepted({
      ptOrderId: 'ptorder-9',
      ptManagerId: 'ptmanager-9',
    });
    load.given(...busy, unassigned).then(open(2, 0));
    load.given(registered(kang), accepted(1, kang), registered(yoon)).then(open(1, 0));
  });
});

describe('assignAtOnce', () => {
  const received = event.PtOrderReceived(caseOf(1));
  const loads = (openSchedules: { readonly [trainerId: string]: number }) => ({
    Workload: { all: { gym: 'all', openSchedules } },
  });
  const on = { AUTO_ASSIGN: true };
  const assign = ({ trainerId }: typeof kang | typeof yoon) =>
    command.AssignTrainer({ ptOrderId: 'ptorder-1', trainerId });

  it('S3: takes the trainer who has the least ahead', () => {
    const row = loads({ 'trainer-2002': 1, 'trainer-2001': 2 });
    processOf(assignAtOnce, { settings: on, row }).when(received).then(assign(yoon));
    const even = loads({ 'trainer-2002': 1, 'trainer-2001': 1 });
    processOf(assignAtOnce, { settings: on, row: even }).when(received).then(assign(kang));
  });

  it('leaves it to a clerk while it is off, or the roster is empty', () => {
    processOf(assignAtOnce, { row: loads({ 'trainer-2001': 0 }) })
      .when(received)
      .then();
    processOf(assignAtOnce, { settings: on }).when(received).then();
  });
});
