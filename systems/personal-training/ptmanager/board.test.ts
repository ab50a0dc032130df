import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  asks,
  nothing,
  outOfTurn,
  policy,
  refused,
  scenario,
  unavailable,
  viewOf,
} from '@dure/testing';
import { told } from '../personal-training.testing.ts';
import * as Ptorder from '../ptorder/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { CustomerCare, Ptmanager } from './board.ts';
import { command, event, reject } from './contract.ts';

const id = { ptOrderId: 'ptorder-1' } as const;
const applied = {
  ...id,
  ptClassId: 'ptclass-1',
  ptClassName: '체형교정',
  customerId: 'customer-1',
  customerName: '홍길동',
} as const;
const own = { ...id, ptManagerId: 'ptmanager-1' } as const;
const given = { trainerId: 'trainer-2001', trainerName: '강민호' } as const;
const assigned = { ...own, ...given, ptTrainerId: 'pttrainer-1' } as const;
const ptClassDate = '2026-03-03T19:00:00+09:00';

const receive = command.ReceivePtOrder(applied);
const received = event.PtOrderReceived({ ...applied, ...own });
const assign = command.AssignTrainer({ ...id, trainerId: 'trainer-2001' });
const accepted = event.PtOrderAccepted({ ...applied, ...assigned, trainerTel: '01051110001' });
const confirm = command.ConfirmPtOrder({ ...id, ptTrainerId: 'pttrainer-1', ptClassDate });
const confirmed = event.PtOrderConfirmed({ ...assigned, ptClassDate });
const back = command.ReturnToClerk({ ...id, ptTrainerId: 'pttrainer-1', reason: '휴가' });
const returned = event.PtOrderReturned({ ...assigned, reason: '휴가' });
const accept = command.AcceptPtCancel(id);
const retry = command.RetryPtCancel(id);
const deferred = event.PtOrderCancelDeferred(assigned);
const cancelAccepted = event.PtOrderCancelAccepted(assigned);
const cancelRefused = event.PtOrderCancelRefused(assigned);

const roster = {
  TrainerEntry: {
    'trainer-2001': { is: 'registered', trainerName: '강민호', trainerTel: '01051110001' },
  },
};

const care = scenario(Ptmanager, { find: roster });

const pasts = {
  unassigned: [received],
  accepted: [received, accepted],
  confirmed: [received, accepted, confirmed],
  canceling: [received, accepted, deferred],
  cancelAccepted: [received, accepted, cancelAccepted],
} as const;

describe('A care case', () => {
  it('is received under a number of its own', () => {
    care.when(receive).then({ ...received, status: 'ORDER_RECEIVED' });
    care
      .when({ ...receive, ptManagerId: 'ptmanager-7' })
      .then({ ...received, ptManagerId: 'ptmanager-7', status: 'ORDER_RECEIVED' });
    care.given(received).when(receive).then(outOfTurn('unassigned'));
  });

  it('PT-F2, I7: is given to a trainer of the roster, by the name that stands there', () => {
    const unassigned = care.given(received);
    unassigned.when(assign).then({ ...accepted, status: 'ORDER_ACCEPTED' });
    unassigned
      .when({ ...assign, trainerName: '아무개' })
      .then({ ...accepted, status: 'ORDER_ACCEPTED' });
    unassigned
      .when({ ...assign, trainerId: 'trainer-9999' })
      .then(reject.UnknownTrainer({ trainerId: 'trainer-9999' }));
    care
      .given(...pasts.accepted)
      .when(assign)
      .then(outOfTurn('accepted'));
  });

  it('is confirmed for the schedule that was assigned, and for no other', () => {
    const waiting = care.given(...pasts.accepted);
    waiting.when(confirm).then({ ...confirmed, status: 'ORDER_CONFIRMED' });
    waiting.when({ ...confirm, ptTrainerId: 'pttrainer-2' }).then(nothing);
    for (const past of ['confirmed', 'canceling', 'cancelAccepted'] as const) {
      care
        .given(...pasts[past])
        .when(confirm)
        .then(nothing);
    }
  });

  it('goes back to the clerk when its trainer declines', () => {
    const waiting = care.given(...pasts.accepted);
    waiting.when(back).then({ ...returned, status: 'ORDER_RECEIVED' });
    waiting.when({ ...back, ptTrainerId: 'pttrainer-2' }).then(nothing);
    for (const past of ['canceling', 'cancelAccepted'] as const) {
      care
        .given(...pasts[past])
        .when(back)
        .then(nothing);
    }
    care
      .given(...pasts.accepted, returned)
      .when(assign)
      .then({ ...accepted, status: 'ORDER_ACCEPTED' });
  });
});

describe('Cancelling a care case', () => {
  const cancelSchedule = Pttrainer.command.CancelSchedule({
    ...id,
    trainerId: 'trainer-2001',
    ptTrainerId: 'pttrainer-1',
  });
  const resultExists = Ptorder.reject.ResultAlreadyCreated({ ...id, status: 'RESULT_CREATED' });

  it('needs no trainer where none was assigned', () => {
    care
      .given(received)
      .when(accept)
      .then(event.PtOrderCancelAccepted({ ...own, status: 'ORDER_CANCEL_ACCEPTED' }));
  });

  it('PT-F9, PT-N1: asks the trainer in the same step', () => {
    for (const past of ['accepted', 'confirmed'] as const) {
      const open = care.given(...pasts[past]);
      open.when(accept).then(asks(cancelSchedule));
      open
        .answered({ cancelSchedule: {} })
        .when(accept)
        .then({ ...cancelAccepted, status: 'ORDER_CANCEL_ACCEPTED' });
      open
        .answered({ cancelSchedule: refused(resultExists) })
        .when(accept)
        .then({ ...cancelRefused, status: 'ORDER_CONFIRMED' });
      open
        .answered({ cancelSchedule: unavailable })
        .when(accept)
        .then({ ...deferred, status: 'ORDER_CANCEL_PENDING' });
    }
  });

  it('PT-N2: is finished later, when the trainer can be asked again', () => {
    const waiting = care.given(...pasts.canceling);
    waiting.when(retry).then(asks(cancelSchedule));
    waiting
      .answered({ cancelSchedule: {} })
      .when(retry)
      .then({ ...cancelAccepted, status: 'ORDER_CANCEL_ACCEPTED' });
    waiting
      .answered({ cancelSchedule: refused(resultExists) })
      .when(retry)
      .then({ ...cancelRefused, status: 'ORDER_CONFIRMED' });
    waiting.answered({ cancelSchedule: unavailable }).when(retry).then(nothing);
    care
      .given(...pasts.cancelAccepted)
      .when(retry)
      .then(outOfTurn('cancelAccepted'));
  });
});

describe('Customer care', () => {
  const follows = (name: string) => {
    const named = CustomerCare.policies[name];
    assert.ok(named, name);
    return policy(named);
  };
  const slot = {
    ...own,
    trainerId: 'trainer-2001',
    ptTrainerId: 'pttrainer-1',
    status: '',
  } as const;

  it('follows the application and the trainer', () => {
    follows('PtOrderRequest').when(Ptorder.event.PtOrdered(applied)).then(receive);
    follows('PtScheduleConfirmationNotify')
      .when(Pttrainer.event.PtScheduleConfirmed({ ...slot, ptClassDate }))
      .then(confirm);
    follows('returnDeclined')
      .when(Pttrainer.event.PtScheduleDeclined({ ...slot, reason: '휴가' }))
      .then(back);
    follows('PtCancelOrderRequest').when(Ptorder.event.PtCancelOrdered(applied)).then(accept);
  });

  it('PT-F10, PT-N3: shows each clerk what waits for them, and who declined it', () => {
    const { AssignmentTasks } = CustomerCare.views;
    assert.ok(AssignmentTasks);
    const row = { ...own, ptClassName: '체형교정', customerName: '홍길동', reason: null };
    const tasks = viewOf(AssignmentTasks);
    const heard = told(received, 'ORDER_RECEIVED');
    tasks.given(heard).then({ ...row, status: 'ORDER_RECEIVED' });
    const declined = [told(accepted, ''), told(returned, 'ORDER_RECEIVED')];
    tasks
      .given(heard, ...declined)
      .then({ ...row, ...assigned, reason: '휴가', status: 'ORDER_RECEIVED' });
    tasks
      .given(heard, ...declined, told(accepted, 'ORDER_ACCEPTED'))
      .then({ ...row, ...assigned, status: 'ORDER_ACCEPTED' });
    tasks
      .given(heard, told(accepted, ''), told(confirmed, 'ORDER_CONFIRMED'))
      .then({ ...row, ...assigned, ptClassDate, status: 'ORDER_CONFIRMED' });
  });
});
