import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { instantAt, isoOf } from '@dure/domain/korea';
import { deadlineOf, nothing, policy, scenario, unavailable } from '@dure/testing';
import * as Pickupassign from '../pickupassign/contract.ts';
import { Pickupmanage, PickupManagement } from './board.ts';
import { command, event, reject, remind } from './contract.ts';
import { feeFor } from './fee.ts';

const NOW = instantAt('2024-02-20', '10:00');

const accept = command.AcceptPickup({
  pickupId: 'pickupcall-1',
  tel: '01050958718',
  location: '이수',
  parcelType: '10KG_UNDER',
  cost: 10_000,
  promiseId: 'promise-1',
});
const id = { pickupId: 'pickupcall-1', orderId: 'pickupcall-1' } as const;
const accepted = event.PickupmanageAccepted({
  ...accept,
  ...id,
  contactTel: accept.tel,
  cost: 5600,
});
const until = isoOf(NOW + 15 * MINUTE_MS);
const assigned = event.PickupmanageAssigned({ ...accepted, poolId: '서울', until });
const courier = { workerid: 'P1', worker: '이준영', workertel: '01041110001' } as const;
const confirmed = event.PickupmanageConfirmed({ ...id, ...courier });
const started = event.PickupmanageCollectionStarted({ ...id, ...courier });
const cancelled = event.PickupmanageCancelled({ ...assigned, reason: 'CUSTOMER' });
const closed = event.PickupmanageClosed({ ...id, status: '수거완료' });

const kase = scenario(Pickupmanage, { now: NOW });

describe('The fee', () => {
  it('is that of parcel type and distance, each begun step counted', () => {
    const types = ['10KG_UNDER', '10KG_OVER'] as const;
    const fees = (metres: number) => types.map((parcelType) => feeFor(parcelType, metres));
    assert.deepEqual(fees(6893), [5600, 11_200]);
    assert.deepEqual(fees(8160), [6100, 12_200]);
    assert.deepEqual(fees(0), [4000, 8000]);
    assert.deepEqual(fees(3000), [4000, 8000]);
    assert.deepEqual(fees(3001), [4100, 8200]);
    assert.deepEqual(fees(3251), [4200, 8400]);
  });
});

describe('PIC-N1 A pickup', () => {
  it('is accepted once, at the fare of management', () => {
    kase.when(accept).then({ ...accepted, status: '호출' });
    const heavy = { location: '사당', parcelType: '10KG_OVER' } as const;
    kase.when({ ...accept, ...heavy }).then({ ...accepted, ...heavy, cost: 12_200 });
    const visit = { contactTel: '01077778888', address: '동작구 사당로 241', wishedTo: until };
    kase.when({ ...accept, ...visit }).then({ ...accepted, ...visit });
    kase.given(accepted).when(accept).then(nothing);
    kase.given(accepted, assigned).when(accept).then(nothing);
  });

  it('PIC-N3: is refused while too many are open', () => {
    const count = { Pickupmanage: { accepted: 400, collecting: 600, closed: 9 } };
    const busy = scenario(Pickupmanage, { count });
    busy.when(accept).then(reject.TooManyPickups({ retryAfter: 10 }));
  });

  it('is withdrawn before, or while it is only promised', () => {
    const withdraw = command.WithdrawPickup({ pickupId: 'pickupcall-1', promiseId: 'promise-1' });
    const withdrawn = event.PickupmanageWithdrawn(id);
    kase.when(withdraw).then({ ...withdrawn, early: true });
    kase.given(accepted).when(withdraw).then(withdrawn);
    kase.given(accepted, withdrawn).when(withdraw).then(nothing);
    kase.given(withdrawn).when(accept).then(reject.PickupWithdrawn(accept));
    kase.given(accepted, assigned).when(withdraw).then(nothing);
  });

  it('is promised to one attempt at a time, and withdrawn for that one alone', () => {
    const withdraw = command.WithdrawPickup({ pickupId: 'pickupcall-1', promiseId: 'promise-2' });
    kase
      .given(accepted)
      .when({ ...accept, promiseId: 'promise-2' })
      .then(unavailable);
    kase.given(accepted).when(withdraw).then(nothing);
  });
});

describe('A case', () => {
  it('asks for a courier until a deadline', () => {
    const request = command.RequestAssignment({ pickupId: 'pickupcall-1' });
    kase
      .given(accepted)
      .when(request)
      .then({ ...assigned, status: '호출중' });
  });

  it('notes who comes, unless it is on its way back', () => {
    const record = command.RecordAssigned({ pickupId: 'pickupcall-1', ...courier });
    kase.given(accepted, assigned).when(record).then(confirmed);
    kase.given(accepted, assigned, cancelled).when(record).then(nothing);
    kase.given(accepted, assigned, closed).when(record).then(nothing);
  });

  it('looks for another courier once an offer came back, unless it is on its way back', () => {
    const record = command.RecordReassigning({ pickupId: 'pickupcall-1' });
    const again = event.PickupmanageReassigning({ ...id, tel: accept.tel });
    kase.given(accepted, assigned, confirmed).when(record).then(again);
    const recorded = command.RecordAssigned({ pickupId: 'pickupcall-1', ...courier });
    kase.given(accepted, assigned, confirmed, again).when(recorded).then(confirmed);
    kase.given(accepted, assigned, confirmed, cancelled).when(record).then(nothing);
    kase.given(accepted, assigned, confirmed, closed).when(record).then(nothing);
  });

  it('notes the ride, also when it was to be cancelled', () => {
    const record = command.RecordManageCollecting({
      pickupId: 'pickupcall-1',
      workerid: courier.workerid,
    });
    kase.given(accepted, assigned, confirmed).when(record).then(started);
    kase.given(accepted, assigned, cancelled).when(record).then(started);
  });

  it('PIC-F6: passes a cancellation on until the parcel is taken over', () => {
    const cancel = command.RequestAssignmentCancel({
      pickupId: 'pickupcall-1',
      reason: 'CUSTOMER',
    });
    kase.given(accepted, assigned).when(cancel).then(cancelled);
    kase
      .given(accepted, assigned, confirmed)
      .when(cancel)
      .then({ ...cancelled, ...courier });
    kase.given(accepted, assigned, confirmed, started).when(cancel).then(nothing);
    kase.given(accepted, assigned, cancelled).when(cancel).then(nothing);
    kase.given(accepted, assigned, closed).when(cancel).then(nothing);
  });

  it('is closed with what became of it', () => {
    const close = command.CloseCase({ pickupId: 'pickupcall-1', status: '수거완료' });
    kase.given(accepted, assigned, confirmed, started).when(close).then(closed);
    kase.given(accepted, assigned, cancelled).when(close).then(closed);
    kase.given(accepted, assigned, closed).when(close).then(nothing);
  });

  it('is closed by each end of an assignment', () => {
    const { closeCase } = PickupManagement.policies;
    assert.ok(closeCase);
    const ended = { ...id, poolId: '서울', tel: accept.tel, reason: 'NO_COURIER' } as const;
    const close = command.CloseCase({ ...ended, status: '호출실패' });
    policy(closeCase).when(Pickupassign.event.PickupassignFailed(ended)).then(close);
    const cancel = Pickupassign.event.PickupassignCancelled(ended);
    policy(closeCase)
      .when(cancel)
      .then({ ...close, ...command.CloseCase({ ...ended, status: '호출취소' }) });
  });

  it('tells the customer when it takes long', () => {
    const { ASSIGN_SILENCE } = PickupManagement.deadlines;
    assert.ok(ASSIGN_SILENCE);
    const reminds = remind.AssignmentDelayed(assigned);
    deadlineOf(ASSIGN_SILENCE)
      .when(assigned)
      .then({ at: NOW + 3 * MINUTE_MS, reminds });
    deadlineOf(ASSIGN_SILENCE).given(assigned).when(confirmed).then();
  });
});
