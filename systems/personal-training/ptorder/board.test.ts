import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invalid, nothing, outOfTurn, policy, processOf, scenario, viewOf } from '@dure/testing';
import { told } from '../personal-training.testing.ts';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { Applications, PtCase, Ptorder } from './board.ts';
import { command, event, reject } from './contract.ts';

const id = { ptOrderId: 'ptorder-1' } as const;
const applied = {
  ...id,
  ptClassId: 'ptclass-1',
  ptClassName: '체형교정',
  customerId: 'customer-1',
  customerName: '홍길동',
} as const;
const given = { ptManagerId: 'ptmanager-1', ptTrainerId: 'pttrainer-1' } as const;

const place = command.PlacePtOrder({ ...applied, customerTel: '01022223333' });
const ordered = event.PtOrdered({ ...applied, customerTel: '01022223333' });
const complete = command.CompletePtOrder({ ...id, ...given });
const completed = event.PtOrderCompleted({ ...applied, ...given });
const record = command.RecordPtResult({ ...id, ptTrainerId: 'pttrainer-1' });
const resultRead = event.PtResultRead({ ...applied, ...given });
const cancel = command.CancelPtOrder(id);
const cancelOrdered = event.PtCancelOrdered(applied);
const close = command.ClosePtCancel(id);
const canceled = event.PtOrderCanceled(applied);
const refuse = command.RefusePtCancel(id);
const cancelRefused = event.PtCancelRefused(applied);

const order = scenario(Ptorder);

const pasts = {
  ordered: [ordered],
  completed: [ordered, completed],
  resultReady: [ordered, completed, resultRead],
  cancelOrdered: [ordered, cancelOrdered],
  canceled: [ordered, cancelOrdered, canceled],
} as const;

describe('An application', () => {
  it('PT-F1: is placed as new, whatever else is claimed', () => {
    order.when(place).then({ ...ordered, status: 'ORDERED' });
    order.when({ ...place, status: 'ORDERED' }).then({ ...ordered, status: 'ORDERED' });
    order.when({ ...place, status: 'ORDER_COMPLETED' }).then(invalid('status'));
    order.given(ordered).when(place).then(outOfTurn('ordered'));
  });

  it('PT-F5: is completed with the confirmation, unless something else came before', () => {
    order
      .given(ordered)
      .when(complete)
      .then({ ...completed, status: 'ORDER_COMPLETED' });
    for (const past of ['cancelOrdered', 'canceled', 'resultReady'] as const) {
      order
        .given(...pasts[past])
        .when(complete)
        .then(nothing);
    }
    order
      .given(...pasts.completed)
      .when(complete)
      .then(outOfTurn('completed'));
  });

  it('PT-F7: has a result to read, also where its completion is still travelling', () => {
    order
      .given(...pasts.completed)
      .when(record)
      .then({ ...resultRead, status: 'RESULT_READY' });
    order
      .given(ordered)
      .when(record)
      .then(event.PtResultRead({ ...applied, ptTrainerId: 'pttrainer-1', status: 'RESULT_READY' }));
    order
      .given(...pasts.resultReady)
      .when(record)
      .then(nothing);
  });
});

describe('Cancelling an application', () => {
  it('PT-F8, I10: is accepted until there is a result, and as often as it is asked', () => {
    order
      .given(ordered)
      .when(cancel)
      .then({ ...cancelOrdered, status: 'CANCEL_ORDERED' });
    order
      .given(...pasts.completed)
      .when(cancel)
      .then({ ...cancelOrdered, ...given, status: 'CANCEL_ORDERED' });
    for (const past of ['cancelOrdered', 'canceled'] as const) {
      order
        .given(...pasts[past])
        .when(cancel)
        .then(nothing);
    }
    order
      .given(...pasts.resultReady)
      .when(cancel)
      .then(reject.ResultAlreadyCreated({ ...id, status: 'RESULT_READY' }));
  });

  it('is closed when care has accepted it', () => {
    order
      .given(...pasts.cancelOrdered)
      .when(close)
      .then({ ...canceled, status: 'ORDER_CANCELED' });
    order.given(ordered).when(close).then(outOfTurn('ordered'));
  });

  it('is refused by a result that was quicker, whoever tells it first', () => {
    const end = { ...applied, ptTrainerId: 'pttrainer-1' } as const;
    const late = order.given(...pasts.cancelOrdered);
    late
      .when(record)
      .then(
        { ...cancelRefused, status: 'ORDER_COMPLETED' },
        event.PtResultRead({ ...end, status: 'RESULT_READY' }),
      );
    order
      .given(...pasts.completed, cancelOrdered)
      .when(refuse)
      .then(
        { ...cancelRefused, status: 'ORDER_COMPLETED' },
        { ...resultRead, status: 'RESULT_READY' },
      );
    const refused = [...pasts.cancelOrdered, cancelRefused, resultRead] as const;
    for (const again of [record, refuse]) {
      order
        .given(...refused)
        .when(again)
        .then(nothing);
    }
  });
});

const status = '';
const received = Ptmanager.event.PtOrderReceived({ ...applied, ...given, status });
const trainer = { trainerId: 'trainer-2001', trainerName: '강민호' } as const;
const accepted = Ptmanager.event.PtOrderAccepted({
  ...applied,
  ...given,
  ...trainer,
  status,
});
const slot = { ...id, ...given, trainerId: 'trainer-2001', status } as const;
const ptClassDate = '2026-03-03T19:00:00+09:00';
const requested = Pttrainer.event.PtScheduleRequested({ ...applied, ...slot });
const declined = Pttrainer.event.PtScheduleDeclined({ ...slot, reason: '휴가' });
const confirmed = Pttrainer.event.PtScheduleConfirmed({ ...slot, ptClassDate });

describe('Applications', () => {
  const follows = (name: string) => {
    const named = Applications.policies[name];
    assert.ok(named, name);
    return policy(named);
  };

  it('PT-F5: follow what care and the trainers did', () => {
    follows('PtOrderCompletionNotify')
      .when(Ptmanager.event.PtOrderConfirmed({ ...slot, ...trainer, ptClassDate }))
      .then(complete);
    follows('PtResultCreationNotify')
      .when(Pttrainer.event.PtResultCreated({ ...slot, ptClassDate, ptResult: '좋음' }))
      .then(record);
    follows('PtOrderCancelAccept').when(Ptmanager.event.PtOrderCancelAccepted(slot)).then(close);
    follows('refuseCancel').when(Ptmanager.event.PtOrderCancelRefused(slot)).then(refuse);
  });

  it('are listed as they stand', () => {
    const { Ptorders } = Applications.views;
    assert.ok(Ptorders);
    const list = viewOf(Ptorders);
    list.given(told(ordered, 'ORDERED')).then({ ...applied, status: 'ORDERED' });
    list
      .given(told(ordered, 'ORDERED'), told(completed, 'ORDER_COMPLETED'))
      .then({ ...applied, ...given, status: 'ORDER_COMPLETED' });
    list
      .given(told(ordered, ''), told(canceled, 'ORDER_CANCELED'))
      .then({ ...applied, status: 'ORDER_CANCELED' });
  });
});

describe('PtCase', () => {
  const story = processOf(PtCase);
  const asked = [ordered, received, accepted, requested] as const;

  it('PT-F3: knows where a case stands, and sends nothing', () => {
    story.given(ordered).when(received).remembers({ step: 1, status: 'running' });
    story
      .given(...asked)
      .when(confirmed)
      .remembers({ step: 4, status: 'running' });
    story
      .given(...asked, confirmed)
      .when(completed)
      .then();
    story
      .given(...asked, confirmed, completed)
      .when(resultRead)
      .remembers({ step: 6, status: 'completed' });
  });

  it('waits for the next trainer when one has declined', () => {
    story
      .given(...asked)
      .when(declined)
      .remembers({ step: 3, status: 'running' });
    story
      .given(...asked, declined, accepted, requested)
      .when(confirmed)
      .remembers({ step: 4, status: 'running' });
  });

  it('ends with the cancellation, wherever it stands', () => {
    const ways = [[ordered, received], asked, [...asked, confirmed, completed]];
    for (const [index, past] of ways.entries()) {
      story
        .given(...past)
        .when(canceled)
        .remembers({ step: [1, 3, 5][index], status: 'ended' });
    }
    story
      .given(...asked, confirmed)
      .when(cancelOrdered)
      .remembers({ status: 'ended' });
  });
});
