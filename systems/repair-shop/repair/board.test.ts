import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import { deadlineOf, nothing, outOfTurn, policy, scenario, viewOf } from '@dure/testing';
import * as Receipt from '../receipt/contract.ts';
import { Repair, RepairWork } from './board.ts';
import { command, event, reject, remind } from './contract.ts';

const id = { receiptId: 'receipt-1' } as const;
const car = { ...id, vehiNo: '0101', repairId: 'repair-1' } as const;
const now = instantAt('2026-03-02', '10:00');

const list = command.ListRepair({ ...id, vehiNo: '0101', symptom: '브레이크 소음' });
const listed = event.RepairListed({ ...car, symptom: '브레이크 소음' });
const takeIn = command.TakeInRepair(id);
const takenIn = event.RepairReceived(car);
const turnDown = command.RejectRepair({ ...id, reason: '부품 없음' });
const rejected = event.RepairRejected({ ...car, reason: '부품 없음' });
const complete = command.CompleteRepair({ ...id, repairAmt: 180_000 });
const completed = event.RepairCompleted({ ...car, repairAmt: 180_000 });
const consider = command.ConsiderCancel({ ...id, reason: '고객 요청' });
const asked = event.RepairCancelAsked({ ...car, reason: '고객 요청' });
const accept = command.AcceptCancel({ ...id, feeAmt: 30_000 });
const cancelled = event.RepairCancelled({ ...car, feeAmt: 30_000 });
const refuse = command.RefuseCancel({ ...id, reason: '거의 끝남' });
const cancelRefused = event.RepairCancelRefused({ ...car, reason: '거의 끝남' });

const repair = scenario(Repair);

describe('A repair', () => {
  it('is listed once, under a number of its own', () => {
    repair.when(list).then({ ...listed, stat: 'REPAIRLISTED' });
    repair
      .when({ ...list, repairId: 'repair-7' })
      .then({ ...listed, repairId: 'repair-7', stat: 'REPAIRLISTED' });
    repair.given(listed).when(list).then(outOfTurn('listed'));
  });

  it('REP-F2, REP-F8: is taken in, or turned down', () => {
    repair
      .given(listed)
      .when(takeIn)
      .then({ ...takenIn, stat: 'REQUESTREPAIR' });
    repair
      .given(listed)
      .when(turnDown)
      .then({ ...rejected, stat: 'REJECTED' });
    repair.given(listed, takenIn).when(turnDown).then(outOfTurn('takenIn'));
    repair.when(takeIn).then(outOfTurn('absent'));
  });

  it('REP-F3: is completed for its final amount', () => {
    repair
      .given(listed, takenIn)
      .when(complete)
      .then({ ...completed, stat: 'REPAIRCOMPLETED' });
    repair.given(listed).when(complete).then(outOfTurn('listed'));
  });

  it('is cancelled for nothing before it is taken in', () => {
    repair
      .given(listed)
      .when(consider)
      .then({ ...cancelled, feeAmt: 0, stat: 'CANCELLED' });
    repair.given(listed, rejected).when(consider).then(nothing);
    repair
      .given(listed, { ...cancelled, feeAmt: 0 })
      .when(consider)
      .then(nothing);
  });

  it('REP-F7: is cancelled by the shop afterwards, for a fee that is not too high', () => {
    const asking = repair.given(listed, takenIn, asked);
    repair
      .given(listed, takenIn)
      .when(consider)
      .then({ ...asked, stat: 'CANCELREQUESTED' });
    asking.when(accept).then({ ...cancelled, stat: 'CANCELLED' });
    asking.when({ ...accept, feeAmt: 50_000 }).then({ ...cancelled, feeAmt: 50_000 });
    asking
      .when({ ...accept, feeAmt: 50_001 })
      .then(reject.FeeTooHigh({ feeAmt: 50_001, maxAmt: 50_000 }));
    repair.given(listed, takenIn).when(accept).then(outOfTurn('takenIn'));
  });

  it('costs up to its whole amount once it is completed', () => {
    const whole = { ...asked, repairAmt: 180_000 };
    repair.given(listed, takenIn, completed).when(consider).then(whole);
    const asking = repair.given(listed, takenIn, completed, whole);
    asking.when({ ...accept, feeAmt: 180_000 }).then({ ...cancelled, feeAmt: 180_000 });
    asking
      .when({ ...accept, feeAmt: 180_001 })
      .then(reject.FeeTooHigh({ feeAmt: 180_001, maxAmt: 180_000 }));
  });

  it('goes on where it was when its cancellation is refused', () => {
    repair
      .given(listed, takenIn, asked)
      .when(refuse)
      .then({ ...cancelRefused, stat: 'REQUESTREPAIR' });
    repair
      .given(listed, takenIn, completed, { ...asked, repairAmt: 180_000 })
      .when(refuse)
      .then({ ...cancelRefused, stat: 'REPAIRCOMPLETED' });
  });
});

describe('The shop', () => {
  const { listForShop, takeInAtOnce, considerCancel } = RepairWork.policies;
  const { CANCEL_DECISION, TAKE_IN_REMINDER } = RepairWork.deadlines;
  const { RepairTasks } = RepairWork.views;
  assert.ok(listForShop && takeInAtOnce && considerCancel);
  assert.ok(CANCEL_DECISION && TAKE_IN_REMINDER && RepairTasks);

  it('lists what was received, and takes it in at once only where it is set to', () => {
    const received = Receipt.event.Received({ ...list, stat: 'REPAIRREQUEST' });
    policy(listForShop).when(received).then(list);
    policy(takeInAtOnce).when(listed).then();
    policy(takeInAtOnce, { settings: { AUTO_TAKE_IN: true } })
      .when(listed)
      .then(takeIn);
  });

  it('considers what is to be cancelled', () => {
    policy(considerCancel)
      .when(Receipt.event.RepairCancelRequested({ ...consider, vehiNo: '0101' }))
      .then(consider);
  });

  it('is reminded of a car that it has not taken in', () => {
    const reminder = deadlineOf(TAKE_IN_REMINDER, { now });
    reminder.when(listed).then({ at: now + DAY_MS, reminds: remind.TakeInReminded(car) });
    for (const end of [takenIn, rejected, cancelled]) reminder.given(listed).when(end).then();
  });

  it('gives back in time what is not completed, and goes on with what is', () => {
    const decision = deadlineOf(CANCEL_DECISION, { now });
    decision
      .when(asked)
      .then({ at: now + DAY_MS, sends: command.AcceptCancel({ ...id, feeAmt: 0 }) });
    decision
      .when(event.RepairCancelAsked({ ...asked, repairAmt: 180_000 }))
      .then({ at: now + DAY_MS, sends: command.RefuseCancel({ ...id, reason: '결정 기한 경과' }) });
    decision.given(asked).when(cancelled).then();
    decision.given(asked).when(cancelRefused).then();
  });

  it('REP-N5: sees what there is to do', () => {
    const row = { ...car, symptom: '브레이크 소음' };
    const tasks = viewOf(RepairTasks);
    tasks
      .given(
        event.RepairListed({ ...listed, stat: 'REPAIRLISTED' }),
        event.RepairReceived({ ...car, stat: 'REQUESTREPAIR' }),
      )
      .then({ ...row, stat: 'REQUESTREPAIR' });
    tasks
      .given(
        event.RepairListed({ ...listed, stat: 'REPAIRLISTED' }),
        event.RepairCompleted({ ...completed, stat: 'REPAIRCOMPLETED' }),
      )
      .then({ ...row, stat: 'REPAIRCOMPLETED', repairAmt: 180_000 });
  });
});
