import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { instantAt, isoOf } from '@dure/domain/korea';
import { deadlineOf, nothing, policy, scenario, unavailable } from '@dure/testing';
import * as Taxiassign from '../taxiassign/contract.ts';
import { Taximanage, TaxiManagement } from './board.ts';
import { command, event, reject, remind } from './contract.ts';
import { fareFor } from './fare.ts';

const NOW = instantAt('2024-02-20', '10:00');

const accept = command.AcceptCall({
  callId: 'taxicall-1',
  tel: '01023456789',
  location: '마포',
  taxiClass: '일반',
  cost: 25_500,
  promiseId: 'promise-1',
});
const id = { callId: 'taxicall-1', orderId: 'taxicall-1' } as const;
const accepted = event.TaximanageAccepted({ ...accept, ...id, cost: 7400 });
const until = isoOf(NOW + 10 * MINUTE_MS);
const assigned = event.TaximanageAssigned({ ...accepted, poolId: '서울/일반', until });
const taxi = { taxiid: '서울33바1101', driver: '김민수', drivertel: '01031110001' } as const;
const confirmed = event.TaximanageConfirmed({ ...id, ...taxi });
const started = event.TaximanageRideStarted({ ...id, ...taxi });
const cancelled = event.TaximanageCancelled({ ...assigned, reason: 'CUSTOMER' });
const closed = event.TaximanageClosed({ ...id, status: '운행완료' });

const kase = scenario(Taximanage, { now: NOW });

describe('The fare', () => {
  it('is that of class and distance, each begun step counted', () => {
    const classes = ['일반', '고급', '대형'] as const;
    const fares = (metres: number) => classes.map((taxiClass) => fareFor(taxiClass, metres));
    assert.deepEqual(fares(5000), [7400, 9800, 12_000]);
    assert.deepEqual(fares(18_114), [17_500, 27_200, 30_600]);
    assert.deepEqual(fares(1600), [4800, 7000, 9000]);
    assert.equal(fareFor('일반', 1601), 4900);
  });
});

describe('TAX-N1 A call', () => {
  it('is accepted once, at the fare of management', () => {
    kase.when(accept).then({ ...accepted, status: '호출' });
    kase.when({ ...accept, destination: '강남' }).then({
      ...accepted,
      destination: '강남',
      cost: 17_500,
    });
    kase.given(accepted).when(accept).then(nothing);
    kase.given(accepted, assigned).when(accept).then(nothing);
  });

  it('TAX-N3: is refused while too many are open', () => {
    const count = { Taximanage: { accepted: 400, riding: 600, closed: 9 } };
    const busy = scenario(Taximanage, { count });
    busy.when(accept).then(reject.TooManyCalls({ retryAfter: 10 }));
  });

  it('is withdrawn before, or while it is only promised', () => {
    const withdraw = command.WithdrawCall({ callId: 'taxicall-1', promiseId: 'promise-1' });
    const withdrawn = event.TaximanageWithdrawn(id);
    kase.when(withdraw).then({ ...withdrawn, early: true });
    kase.given(accepted).when(withdraw).then(withdrawn);
    kase.given(accepted, withdrawn).when(withdraw).then(nothing);
    kase.given(withdrawn).when(accept).then(reject.CallWithdrawn(accept));
    kase.given(accepted, assigned).when(withdraw).then(nothing);
  });

  it('is promised to one attempt at a time, and withdrawn for that one alone', () => {
    const withdraw = command.WithdrawCall({ callId: 'taxicall-1', promiseId: 'promise-2' });
    kase
      .given(accepted)
      .when({ ...accept, promiseId: 'promise-2' })
      .then(unavailable);
    kase.given(accepted).when(withdraw).then(nothing);
  });
});

describe('A case', () => {
  it('asks for a taxi until a deadline', () => {
    const request = command.RequestAssignment({ callId: 'taxicall-1' });
    kase
      .given(accepted)
      .when(request)
      .then({ ...assigned, status: '호출중' });
  });

  it('notes who comes, unless it is on its way back', () => {
    const record = command.RecordAssigned({ callId: 'taxicall-1', ...taxi });
    kase.given(accepted, assigned).when(record).then(confirmed);
    kase.given(accepted, assigned, cancelled).when(record).then(nothing);
    kase.given(accepted, assigned, closed).when(record).then(nothing);
  });

  it('looks for another taxi once an offer came back, unless it is on its way back', () => {
    const record = command.RecordReassigning({ callId: 'taxicall-1' });
    const again = event.TaximanageReassigning({ ...id, tel: accept.tel });
    kase.given(accepted, assigned, confirmed).when(record).then(again);
    const recorded = command.RecordAssigned({ callId: 'taxicall-1', ...taxi });
    kase.given(accepted, assigned, confirmed, again).when(recorded).then(confirmed);
    kase.given(accepted, assigned, confirmed, cancelled).when(record).then(nothing);
    kase.given(accepted, assigned, confirmed, closed).when(record).then(nothing);
  });

  it('notes the ride, also when it was to be cancelled', () => {
    const record = command.RecordRiding({ callId: 'taxicall-1', taxiid: taxi.taxiid });
    kase.given(accepted, assigned, confirmed).when(record).then(started);
    kase.given(accepted, assigned, cancelled).when(record).then(started);
  });

  it('TAX-F6: passes a cancellation on until the passenger boards', () => {
    const cancel = command.RequestAssignmentCancel({ callId: 'taxicall-1', reason: 'CUSTOMER' });
    kase.given(accepted, assigned).when(cancel).then(cancelled);
    kase
      .given(accepted, assigned, confirmed)
      .when(cancel)
      .then({ ...cancelled, ...taxi });
    kase.given(accepted, assigned, confirmed, started).when(cancel).then(nothing);
    kase.given(accepted, assigned, cancelled).when(cancel).then(nothing);
    kase.given(accepted, assigned, closed).when(cancel).then(nothing);
  });

  it('is closed with what became of it', () => {
    const close = command.CloseCase({ callId: 'taxicall-1', status: '운행완료' });
    kase.given(accepted, assigned, confirmed, started).when(close).then(closed);
    kase.given(accepted, assigned, cancelled).when(close).then(closed);
    kase.given(accepted, assigned, closed).when(close).then(nothing);
  });

  it('is closed by each end of an assignment', () => {
    const { closeCase } = TaxiManagement.policies;
    assert.ok(closeCase);
    const ended = { ...id, poolId: '서울/일반', tel: accept.tel, reason: 'NO_TAXI' } as const;
    const close = command.CloseCase({ ...ended, status: '호출실패' });
    policy(closeCase).when(Taxiassign.event.TaxiassignFailed(ended)).then(close);
    const cancel = Taxiassign.event.TaxiassignCancelled(ended);
    policy(closeCase)
      .when(cancel)
      .then({ ...close, ...command.CloseCase({ ...ended, status: '호출취소' }) });
  });

  it('tells the customer when it takes long', () => {
    const { ASSIGN_SILENCE } = TaxiManagement.deadlines;
    assert.ok(ASSIGN_SILENCE);
    const reminds = remind.AssignmentDelayed(assigned);
    deadlineOf(ASSIGN_SILENCE)
      .when(assigned)
      .then({ at: NOW + 2 * MINUTE_MS, reminds });
    deadlineOf(ASSIGN_SILENCE).given(assigned).when(confirmed).then();
  });
});
