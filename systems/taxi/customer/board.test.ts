import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gapsIn } from '@dure/notification';
import { viewOf } from '@dure/testing';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taxicall from '../taxicall/contract.ts';
import { Customer, table } from './board.ts';

const { CallStatus } = Customer.views;
assert.ok(CallStatus);
const status = viewOf(CallStatus);

const instant = '2024-02-20T10:00:00+09:00';
const facts = {
  callId: 'taxicall-1',
  tel: '01023456789',
  location: '마포',
  taxiClass: '일반',
  cost: 7400,
  requestedAt: instant,
} as const;
const taxi = { taxiid: '서울33바1101', driver: '김민수', drivertel: '01031110001' } as const;
const pool = { ...facts, ...taxi, poolId: '서울/일반', distanceM: 0 } as const;

const requested = Taxicall.event.TaxicallRequested({ ...facts, status: '호출' });
const assigned = Taxiassign.event.TaxiassignCompleted({ ...pool, status: '할당확정' });
const confirmed = Taxicall.event.TaxicallConfirmed({
  ...pool,
  confirmedAt: instant,
  status: '호출확정',
});
const late = { ...facts, lateCancelFee: 3000, reason: 'CUSTOMER' } as const;
const cancelled = Taxicall.event.TaxicallCancelled({ ...late, status: '호출취소중' });
const refused = Taxicall.event.TaxicallCancelRefused({ ...pool, status: '운행중' });
const started = Taxiassign.event.RideStarted({ ...pool, status: '운행중' });
const freeSince = instant;
const arrived = Taxiassign.event.RideCompleted({ ...pool, status: '운행완료', freeSince });
const completed = Taxicall.event.TaxicallCompleted({ ...facts, status: '운행완료' });
const forgotten = Taxicall.remind.DriverForgotten({ callId: 'taxicall-1' });

const row = { ...facts, recipient: 'customer:01023456789' };
const known = { ...row, ...taxi, confirmedAt: instant };

describe('TAX-F7 The status of a call', () => {
  it('comes from the call, and from its assignment', () => {
    status.given(requested).then({ ...row, callStatus: '호출' });
    const told = { ...known, callStatus: '호출확정', assignStatus: '할당확정' };
    status.given(requested, assigned, confirmed).then(told);
    status.given(assigned, requested, confirmed).then(told);
  });

  it('has a fee only while a cancellation stands', () => {
    const before = [requested, assigned, confirmed, cancelled] as const;
    const cancelling = { callStatus: '호출취소중', assignStatus: '할당확정', lateCancelFee: 3000 };
    status.given(...before).then({ ...known, ...cancelling });
    const onBoard = { callStatus: '운행중', assignStatus: '운행중', lateCancelFee: 0 };
    status.given(...before, started, refused).then({ ...known, ...onBoard });
  });

  it('forgets who drove, whatever the assignment still has to tell', () => {
    const ridden = [requested, confirmed, completed, forgotten] as const;
    const nobody = { driver: null, drivertel: null, callStatus: '운행완료' };
    status.given(...ridden).then({ ...known, ...nobody });
    const late = [assigned, started, arrived] as const;
    status.given(...ridden, ...late).then({ ...known, ...nobody, assignStatus: '운행완료' });
    status.given(...late, ...ridden).then({ ...known, ...nobody, assignStatus: '운행완료' });
  });
});

describe('Messages of taxi call', () => {
  it('know all that they say', () => assert.deepEqual(gapsIn(table), []));
});
