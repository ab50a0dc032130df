import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@dure/domain';
import { instantAt, isoOf } from '@dure/domain/korea';
import type { By } from '@dure/domain';
import {
  deadlineOf,
  forbidden,
  invalid,
  nothing,
  outOfTurn,
  policy,
  scenario,
  viewOf,
} from '@dure/testing';
import * as Taximanage from '../taximanage/contract.ts';
import { TaxiAssignment, TaxiPool } from './board.ts';
import { command, event, reject } from './contract.ts';

const NOW = instantAt('2024-02-20', '10:00');
const poolId = '서울/일반';
const now = isoOf(NOW);
const until = isoOf(NOW + 10 * MINUTE_MS);

const driverOf = (taxiid: string): By => ({ kind: 'actor', name: 'Driver', claims: { taxiid } });

const taxi = (taxiid: string, location: string) =>
  ({ poolId, taxiid, location, driver: '김민수', drivertel: '01031110001' }) as const;

const mapo = taxi('서울33바1101', '마포구');
const gangnam = taxi('서울33바1103', '강남구');

const onDuty = (of: ReturnType<typeof taxi>, freeSince = now) =>
  [event.TaxiRegistered(of), event.TaxiWentOnDuty({ ...of, freeSince })] as const;

const call = (number: number, of: { readonly until?: string } = {}) =>
  command.AssignTaxi({
    poolId,
    callId: `taxicall-${number}`,
    tel: '01023456789',
    location: '마포',
    until,
    ...of,
  });

const completed = (number: number, { taxiid, driver, drivertel } = mapo, distanceM = 0) =>
  event.TaxiassignCompleted({ ...call(number), taxiid, driver, drivertel, distanceM });

const queued = (number: number) => event.TaxiassignQueued(call(number));

const one = { poolId, callId: 'taxicall-1' } as const;
const cancel = command.CancelAssignment({ ...one, reason: 'CUSTOMER' });
const started = event.RideStarted({ ...mapo, ...one });
const done = event.RideCompleted({
  ...one,
  taxiid: mapo.taxiid,
  location: '마포구',
  freeSince: now,
});
const given = [...onDuty(mapo), completed(1)] as const;
const riding = [...given, started] as const;

const pool = scenario(TaxiPool, { now: NOW });

describe('TAX-F3 A call', () => {
  it('gets the nearest free taxi of its pool', () => {
    pool
      .given(...onDuty(gangnam), ...onDuty(mapo))
      .when(call(1))
      .then(completed(1));
    pool
      .given(...onDuty(gangnam))
      .when(call(1))
      .then(completed(1, gangnam, 18_114));
  });

  it('gets the taxi that has been free for longest, of two equally near', () => {
    const other = taxi('서울33바1100', '마포구');
    const earlier = isoOf(NOW - MINUTE_MS);
    pool
      .given(...onDuty(other), ...onDuty(mapo, earlier))
      .when(call(1))
      .then(completed(1));
    pool
      .given(...onDuty(mapo), ...onDuty(other))
      .when(call(1))
      .then(completed(1, other));
  });

  it('waits where no taxi is free, or others wait already', () => {
    pool.when(call(1)).then(queued(1));
    pool.given(event.TaxiRegistered(mapo)).when(call(1)).then(queued(1));
    pool
      .given(...given)
      .when(call(2))
      .then(queued(2));
    pool
      .given(queued(1), ...onDuty(mapo))
      .when(call(2))
      .then(queued(2));
  });

  it('fails when it comes too late, and passes who waits too long', () => {
    const late = call(1, { until: now });
    const failed = event.TaxiassignFailed({ ...late, reason: 'TOO_LATE' });
    pool
      .given(...onDuty(mapo))
      .when(late)
      .then(failed);
    const stale = event.TaxiassignQueued({ ...call(2), until: now });
    pool
      .given(stale, ...onDuty(mapo))
      .when(call(1))
      .then(completed(1));
  });

  it('is not assigned when its cancellation came first', () => {
    pool.given(event.TaxiassignCancelled(cancel)).when(call(1)).then(nothing);
  });
});

describe('Those who wait', () => {
  const serve = command.ServeWaiting({ poolId });

  it('are served in turn, while taxis are free', () => {
    const earlier = { ...queued(3), until: isoOf(NOW + MINUTE_MS) };
    pool
      .given(queued(10), queued(2), earlier, ...onDuty(mapo), ...onDuty(gangnam))
      .when(serve)
      .then({ ...completed(3), until: earlier.until }, completed(2, gangnam, 18_114));
  });

  it('wait on while no taxi is free, and no other request is served', () => {
    pool.given(queued(1)).when(serve).then(nothing);
    pool
      .given(...onDuty(mapo))
      .when(serve)
      .then(nothing);
  });

  it('fail when their time is over', () => {
    const expire = command.ExpireAssignment(one);
    const failed = event.TaxiassignFailed({ ...call(1), reason: 'NO_TAXI' });
    pool.given(queued(1)).when(expire).then(failed);
    pool
      .given(...given)
      .when(expire)
      .then(outOfTurn('assigned'));
  });
});

describe('TAX-F6 A cancellation', () => {
  it('ends a call before it comes, while it waits, and until the passenger boards', () => {
    pool.when(cancel).then(event.TaxiassignCancelled(cancel));
    const { tel } = call(1);
    pool
      .given(queued(1))
      .when(cancel)
      .then(event.TaxiassignCancelled({ ...cancel, tel }));
    const { taxiid } = mapo;
    pool
      .given(...given)
      .when(cancel)
      .then(event.TaxiassignCancelled({ ...cancel, tel, taxiid, freeSince: now }));
  });

  it('does nothing where boarding, failure or a cancellation has answered', () => {
    pool
      .given(...riding)
      .when(cancel)
      .then(nothing);
    pool
      .given(...riding, done)
      .when(cancel)
      .then(nothing);
    pool.given(event.TaxiassignCancelled(cancel)).when(cancel).then(nothing);
    const failed = event.TaxiassignFailed({ ...call(1), reason: 'NO_TAXI' });
    pool.given(failed).when(cancel).then(nothing);
  });

  it('frees the taxi that no passenger boards', () => {
    const { taxiid } = mapo;
    const back = { ...call(1), taxiid, freeSince: now, reason: 'NO_BOARDING' } as const;
    const expire = command.ExpireBoarding(one);
    pool
      .given(...given)
      .when(expire)
      .then(event.TaxiassignCancelled(back));
    pool
      .given(...given, event.TaxiassignCancelled(back))
      .when(call(2))
      .then(completed(2));
  });
});

describe('A ride', () => {
  const start = command.StartRide(one);
  const complete = command.CompleteRide(one);
  const as = (by: By | string) => scenario(TaxiPool, { now: NOW, by });

  it('is started by the driver of its taxi alone', () => {
    as(driverOf(mapo.taxiid))
      .given(...given)
      .when(start)
      .then(started);
    as(driverOf(gangnam.taxiid))
      .given(...given)
      .when(start)
      .then(forbidden);
    pool.given(queued(1)).when(start).then(outOfTurn('waiting'));
  });

  it('is completed by them, or by the taxi manager', () => {
    as(driverOf(mapo.taxiid))
      .given(...riding)
      .when(complete)
      .then(done);
    as('TaxiManager')
      .given(...riding)
      .when(complete)
      .then(done);
    as(driverOf(gangnam.taxiid))
      .given(...riding)
      .when(complete)
      .then(forbidden);
  });

  it('leaves the taxi where it ends', () => {
    const at = (location: string) =>
      as('TaxiManager')
        .given(...riding)
        .when({ ...complete, location });
    at('신촌').then({ ...done, location: '서대문구' });
    at('부산').then(invalid('location'));
    const far = { ...completed(1), destination: '강남' };
    as('TaxiManager')
      .given(...onDuty(mapo), far, started)
      .when(complete)
      .then({ ...done, location: '강남구' });
  });
});

describe('A taxi', () => {
  const duty = command.GoOnDuty(mapo);
  const off = command.GoOffDuty(mapo);
  const move = (location: string) => command.ReportPosition({ ...mapo, location });
  const registered = event.TaxiRegistered(mapo);

  it('is registered once, with the control room where it has no driver', () => {
    const { driver: _nobody, drivertel: _nowhere, ...alone } = mapo;
    const register = command.RegisterTaxi(alone);
    const registeredAlone = { ...registered, driver: '', drivertel: '01031119999' };
    pool.when(register).then(registeredAlone);
    pool
      .when({ ...register, poolId: '부산', location: '부산' })
      .then(invalid('poolId', 'location'));
    pool.given(registered).when(register).then(outOfTurn('off'));
    scenario(TaxiPool, { settings: { POOL_TAXIS_MAX: 1 } })
      .given(event.TaxiRegistered(gangnam))
      .when(register)
      .then(invalid('poolId'));
  });

  it('is on duty and off duty, but not off while a customer counts on it', () => {
    pool
      .given(registered)
      .when(duty)
      .then(event.TaxiWentOnDuty({ ...mapo, freeSince: now }));
    pool
      .given(...onDuty(mapo))
      .when(duty)
      .then(nothing);
    pool
      .given(...onDuty(mapo))
      .when(off)
      .then(event.TaxiWentOffDuty(mapo));
    pool.given(registered).when(off).then(nothing);
    const busy = (taxiStatus: string) => reject.TaxiBusy({ ...mapo, taxiStatus });
    pool
      .given(...given)
      .when(off)
      .then(busy('배정'));
    pool
      .given(...riding)
      .when(off)
      .then(busy('운행'));
  });

  it('is seen to move from district to district', () => {
    const moved = event.TaxiMoved({ ...mapo, location: '서대문구' });
    pool
      .given(...onDuty(mapo))
      .when(move('신촌'))
      .then(moved);
    pool
      .given(...given)
      .when(move('신촌'))
      .then(moved);
    pool
      .given(...riding)
      .when(move('신촌'))
      .then(moved);
    pool
      .given(...onDuty(mapo))
      .when(move('홍대'))
      .then(nothing);
    pool
      .given(...onDuty(mapo))
      .when(move('달'))
      .then(invalid('location'));
    pool.given(registered).when(move('신촌')).then(nothing);
  });
});

describe('What follows', () => {
  const { policies, deadlines } = TaxiAssignment;

  it('is a command for what management asks', () => {
    assert.ok(
      policies['assignNearest'] && policies['cancelAssignment'] && policies['serveWaiting'],
    );
    const asked = { ...call(1), orderId: 'taxicall-1', taxiClass: '일반', cost: 7400 } as const;
    const wanted = Taximanage.event.TaximanageAssigned(asked);
    policy(policies['assignNearest']).when(wanted).then(call(1));
    const unwanted = Taximanage.event.TaximanageCancelled({ ...asked, reason: 'CUSTOMER' });
    policy(policies['cancelAssignment']).when(unwanted).then(cancel);
    policy(policies['serveWaiting']).when(done).then(command.ServeWaiting({ poolId }));
  });

  it('is due in time, again and again for who waits', () => {
    const { ASSIGN_DEADLINE, ASSIGN_RETRY, BOARDING_DEADLINE, RIDE_REMINDER } = deadlines;
    assert.ok(ASSIGN_DEADLINE && ASSIGN_RETRY && BOARDING_DEADLINE && RIDE_REMINDER);
    const due = { at: NOW + 10 * MINUTE_MS, sends: command.ExpireAssignment(one) };
    deadlineOf(ASSIGN_DEADLINE).when(queued(1)).then(due);
    deadlineOf(ASSIGN_DEADLINE).given(queued(1)).when(completed(1)).then();
    deadlineOf(ASSIGN_RETRY)
      .when(queued(1))
      .then({
        at: NOW + 10 * SECOND_MS,
        sends: command.ServeWaiting({ poolId }),
        againAfterMs: 10 * SECOND_MS,
      });
    const board = { at: NOW + 30 * MINUTE_MS, sends: command.ExpireBoarding(one) };
    deadlineOf(BOARDING_DEADLINE).when(completed(1)).then(board);
    deadlineOf(RIDE_REMINDER)
      .when(started)
      .then({ at: NOW + 3 * HOUR_MS });
  });
});

describe('The views', () => {
  const { Taxiassigns, TaxiBoard } = TaxiAssignment.views;
  assert.ok(Taxiassigns && TaxiBoard);

  it('forget the phone of the customer once it is over', () => {
    const { driver, drivertel, taxiid } = mapo;
    const row = { ...one, taxiid, driver, drivertel, location: '마포' };
    const at = { ...completed(1), status: '할당확정' };
    const boarded = { ...started, status: '운행중' };
    const left = { ...done, status: '운행완료' };
    viewOf(Taxiassigns)
      .given(at)
      .then({ ...row, status: '할당확정', tel: '01023456789' });
    viewOf(Taxiassigns)
      .given(at, boarded, left)
      .then({ ...row, status: '운행완료', tel: null });
  });

  it('show where each taxi is, and whom it serves', () => {
    const board = viewOf(TaxiBoard);
    const row = { ...mapo, taxiStatus: '휴무', callId: null };
    board.given(event.TaxiRegistered(mapo)).then(row);
    board.given(...given).then({ ...row, taxiStatus: '배정', callId: 'taxicall-1' });
    board.given(...given, event.TaxiassignCancelled(cancel)).then({
      ...row,
      taxiStatus: '배정',
      callId: 'taxicall-1',
    });
    const far = { ...done, location: '강남구' };
    board.given(...riding, far).then({
      ...row,
      taxiStatus: '대기',
      location: '강남구',
    });
  });
});
