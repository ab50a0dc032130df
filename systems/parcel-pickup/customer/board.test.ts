import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gapsIn } from '@dure/notification';
import { viewOf } from '@dure/testing';
import * as Pickupassign from '../pickupassign/contract.ts';
import * as Pickupcall from '../pickupcall/contract.ts';
import { Customer, table } from './board.ts';

const { PickupStatus } = Customer.views;
assert.ok(PickupStatus);
const status = viewOf(PickupStatus);

const instant = '2024-02-20T10:00:00+09:00';
const facts = {
  pickupId: 'pickupcall-1',
  tel: '01050958718',
  contactTel: '01050958718',
  location: '이수',
  parcelType: '10KG_UNDER',
  cost: 5600,
  requestedAt: instant,
} as const;
const courier = { workerid: 'P1', worker: '이준영', workertel: '01041110001' } as const;
const pool = { ...facts, ...courier, poolId: '서울', distanceM: 0 } as const;

const requested = Pickupcall.event.PickupcallRequested({ ...facts, status: '호출' });
const assigned = Pickupassign.event.PickupassignCompleted({ ...pool, status: '할당확정' });
const confirmed = Pickupcall.event.PickupcallConfirmed({
  ...pool,
  confirmedAt: instant,
  status: '호출확정',
});
const late = { ...facts, lateCancelFee: 2000, reason: 'CUSTOMER' } as const;
const cancelled = Pickupcall.event.PickupcallCancelled({ ...late, status: '호출취소중' });
const refused = Pickupcall.event.PickupcallCancelRefused({ ...pool, status: '수거중' });
const started = Pickupassign.event.CollectionStarted({ ...pool, status: '수거중' });
const freeSince = instant;
const arrived = Pickupassign.event.CollectionCompleted({ ...pool, status: '수거완료', freeSince });
const completed = Pickupcall.event.PickupcallCompleted({ ...facts, status: '수거완료' });
const forgotten = Pickupcall.remind.CourierForgotten({ pickupId: 'pickupcall-1' });

const { contactTel: _contactTel, ...shown } = facts;
const row = { ...shown, recipient: 'customer:01050958718' };
const known = { ...row, ...courier, confirmedAt: instant };

describe('PIC-F7 The status of a pickup', () => {
  it('comes from the pickup, and from its assignment', () => {
    status.given(requested).then({ ...row, pickupStatus: '호출' });
    const told = { ...known, pickupStatus: '호출확정', assignStatus: '할당확정' };
    status.given(requested, assigned, confirmed).then(told);
    status.given(assigned, requested, confirmed).then(told);
  });

  it('has a fee only while a cancellation stands', () => {
    const before = [requested, assigned, confirmed, cancelled] as const;
    const cancelling = {
      pickupStatus: '호출취소중',
      assignStatus: '할당확정',
      lateCancelFee: 2000,
    };
    status.given(...before).then({ ...known, ...cancelling });
    const takenOver = { pickupStatus: '수거중', assignStatus: '수거중', lateCancelFee: 0 };
    status.given(...before, started, refused).then({ ...known, ...takenOver });
  });

  it('forgets who came, whatever the assignment still has to tell', () => {
    const handedIn = [requested, confirmed, completed, forgotten] as const;
    const nobody = { worker: null, workertel: null, pickupStatus: '수거완료' };
    status.given(...handedIn).then({ ...known, ...nobody });
    const late = [assigned, started, arrived] as const;
    status.given(...handedIn, ...late).then({ ...known, ...nobody, assignStatus: '수거완료' });
    status.given(...late, ...handedIn).then({ ...known, ...nobody, assignStatus: '수거완료' });
  });
});

describe('Messages of parcel pickup', () => {
  it('know all that they say', () => assert.deepEqual(gapsIn(table), []));
});
