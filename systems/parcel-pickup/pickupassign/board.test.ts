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
import * as Pickupmanage from '../pickupmanage/contract.ts';
import { PickupAssignment, CourierPool } from './board.ts';
import { command, event, reject } from './contract.ts';

const NOW = instantAt('2024-02-20', '10:00');
const poolId = '서울';
const now = isoOf(NOW);
const until = isoOf(NOW + 15 * MINUTE_MS);

const courierOf = (workerid: string): By => ({
  kind: 'actor',
  name: 'Courier',
  claims: { workerid },
});

const courier = (number: number, location: string, capability: 'LIGHT' | 'FULL' = 'LIGHT') => ({
  poolId,
  workerid: `P${number}`,
  worker: '이준영',
  workertel: '01041110001',
  capability,
  location,
});

const near = courier(1, '이수');
const far = courier(3, '강남구');
const strong = courier(2, '관악구', 'FULL');

/** From 관악구 to 이수. */
const FAR_M = 3632;

const onDuty = (of: ReturnType<typeof courier>, freeSince = now) =>
  [event.CourierRegistered(of), event.CourierWentOnDuty({ ...of, freeSince })] as const;

type Wish = { readonly until?: string; readonly parcelType?: '10KG_OVER' };

const pickup = (number: number, of: Wish = {}) =>
  command.AssignCourier({
    poolId,
    pickupId: `pickupcall-${number}`,
    tel: '01050958718',
    contactTel: '01077778888',
    location: '이수',
    parcelType: '10KG_UNDER',
    until,
    ...of,
  });

const completed = (number: number, { workerid, worker, workertel } = near, distanceM = 0) =>
  event.PickupassignCompleted({ ...pickup(number), workerid, worker, workertel, distanceM });

const queued = (number: number, of: Wish = {}) => event.PickupassignQueued(pickup(number, of));

const one = { poolId, pickupId: 'pickupcall-1' } as const;
const cancel = command.CancelAssignment({ ...one, reason: 'CUSTOMER' });
const started = event.CollectionStarted({ ...near, ...one });
const done = event.CollectionCompleted({
  ...one,
  workerid: near.workerid,
  location: '용산구',
  freeSince: now,
});
const given = [...onDuty(near), completed(1)] as const;
const collecting = [...given, started] as const;

const pool = scenario(CourierPool, { now: NOW });

describe('PIC-F2, PIC-F3 A pickup', () => {
  it('gets the nearest free courier of its pool', () => {
    pool
      .given(...onDuty(far), ...onDuty(near))
      .when(pickup(1))
      .then(completed(1));
    pool
      .given(...onDuty(far))
      .when(pickup(1))
      .then(completed(1, far, 8787));
  });

  it('gets the courier that has been free for longest, of two equally near', () => {
    const other = courier(0, '이수');
    const earlier = isoOf(NOW - MINUTE_MS);
    pool
      .given(...onDuty(other), ...onDuty(near, earlier))
      .when(pickup(1))
      .then(completed(1));
    pool
      .given(...onDuty(near), ...onDuty(other))
      .when(pickup(1))
      .then(completed(1, other));
  });

  it('goes to who carries little, of two equally near', () => {
    const both = courier(0, '이수', 'FULL');
    const earlier = isoOf(NOW - MINUTE_MS);
    pool
      .given(...onDuty(both, earlier), ...onDuty(near))
      .when(pickup(1))
      .then(completed(1));
  });

  it('of a heavy parcel goes to who can carry it, or waits', () => {
    const heavy = pickup(1, { parcelType: '10KG_OVER' });
    const given = { ...completed(1, strong, FAR_M), parcelType: '10KG_OVER' } as const;
    pool
      .given(...onDuty(near), ...onDuty(strong))
      .when(heavy)
      .then(given);
    pool
      .given(...onDuty(near))
      .when(heavy)
      .then(event.PickupassignQueued(heavy));
  });

  it('passes an older one only with whom that cannot use', () => {
    const older = queued(1, { parcelType: '10KG_OVER', until: isoOf(NOW + MINUTE_MS) });
    const younger = queued(3, { parcelType: '10KG_OVER' });
    pool
      .given(older, ...onDuty(near), ...onDuty(strong))
      .when(pickup(2))
      .then(completed(2));
    pool
      .given(older, ...onDuty(strong))
      .when(pickup(2))
      .then(queued(2));
    pool
      .given(younger, ...onDuty(strong))
      .when(pickup(2))
      .then(completed(2, strong, FAR_M));
  });

  it('waits where no courier is free, or others wait already', () => {
    pool.when(pickup(1)).then(queued(1));
    pool.given(event.CourierRegistered(near)).when(pickup(1)).then(queued(1));
    pool
      .given(...given)
      .when(pickup(2))
      .then(queued(2));
    pool
      .given(queued(1), ...onDuty(near))
      .when(pickup(2))
      .then(queued(2));
  });

  it('fails when it comes too late, and passes who waits too long', () => {
    const late = pickup(1, { until: now });
    const failed = event.PickupassignFailed({ ...late, reason: 'TOO_LATE' });
    pool
      .given(...onDuty(near))
      .when(late)
      .then(failed);
    const stale = event.PickupassignQueued({ ...pickup(2), until: now });
    pool
      .given(stale, ...onDuty(near))
      .when(pickup(1))
      .then(completed(1));
  });

  it('is not assigned when its cancellation came first', () => {
    pool.given(event.PickupassignCancelled(cancel)).when(pickup(1)).then(nothing);
  });
});

describe('Those who wait', () => {
  const serve = command.ServeWaiting({ poolId });

  it('are served in turn, while couriers are free', () => {
    const earlier = { ...queued(3), until: isoOf(NOW + MINUTE_MS) };
    pool
      .given(queued(10), queued(2), earlier, ...onDuty(near), ...onDuty(far))
      .when(serve)
      .then({ ...completed(3), until: earlier.until }, completed(2, far, 8787));
  });

  it('wait on while no courier is free, and no other request is served', () => {
    pool.given(queued(1)).when(serve).then(nothing);
    pool
      .given(...onDuty(near))
      .when(serve)
      .then(nothing);
  });

  it('fail when their time is over', () => {
    const expire = command.ExpireAssignment(one);
    const failed = event.PickupassignFailed({ ...pickup(1), reason: 'NO_COURIER' });
    pool.given(queued(1)).when(expire).then(failed);
    pool
      .given(...given)
      .when(expire)
      .then(outOfTurn('assigned'));
  });
});

describe('PIC-F6 A cancellation', () => {
  it('ends a pickup before it comes, while it waits, and until the parcel is taken over', () => {
    pool.when(cancel).then(event.PickupassignCancelled(cancel));
    const { tel } = pickup(1);
    pool
      .given(queued(1))
      .when(cancel)
      .then(event.PickupassignCancelled({ ...cancel, tel }));
    const { workerid } = near;
    pool
      .given(...given)
      .when(cancel)
      .then(event.PickupassignCancelled({ ...cancel, tel, workerid, freeSince: now }));
  });

  it('does nothing where boarding, failure or a cancellation has answered', () => {
    pool
      .given(...collecting)
      .when(cancel)
      .then(nothing);
    pool
      .given(...collecting, done)
      .when(cancel)
      .then(nothing);
    pool.given(event.PickupassignCancelled(cancel)).when(cancel).then(nothing);
    const failed = event.PickupassignFailed({ ...pickup(1), reason: 'NO_COURIER' });
    pool.given(failed).when(cancel).then(nothing);
  });

  it('frees the courier to whom no parcel is handed', () => {
    const { workerid } = near;
    const back = { ...pickup(1), workerid, freeSince: now, reason: 'NO_COLLECTION' } as const;
    const expire = command.ExpireCollection(one);
    pool
      .given(...given)
      .when(expire)
      .then(event.PickupassignCancelled(back));
    pool
      .given(...given, event.PickupassignCancelled(back))
      .when(pickup(2))
      .then(completed(2));
  });
});

describe('A collection', () => {
  const start = command.StartCollection(one);
  const complete = command.CompleteCollection(one);
  const as = (by: By | string) => scenario(CourierPool, { now: NOW, by });

  it('is started by who was sent alone', () => {
    as(courierOf(near.workerid))
      .given(...given)
      .when(start)
      .then(started);
    as(courierOf(far.workerid))
      .given(...given)
      .when(start)
      .then(forbidden);
    pool.given(queued(1)).when(start).then(outOfTurn('waiting'));
  });

  it('is completed by them, or by the pickup manager', () => {
    as(courierOf(near.workerid))
      .given(...collecting)
      .when(complete)
      .then(done);
    as('PickupManager')
      .given(...collecting)
      .when(complete)
      .then(done);
    as(courierOf(far.workerid))
      .given(...collecting)
      .when(complete)
      .then(forbidden);
  });

  it('leaves the courier at the centre, unless they are elsewhere', () => {
    const at = (location: string) =>
      as('PickupManager')
        .given(...collecting)
        .when({ ...complete, location });
    at('신촌').then({ ...done, location: '서대문구' });
    at('부산').then(invalid('location'));
  });
});

describe('A courier', () => {
  const duty = command.GoOnDuty(near);
  const off = command.GoOffDuty(near);
  const move = (location: string) => command.ReportPosition({ ...near, location });
  const registered = event.CourierRegistered(near);

  it('is registered once, in the pool of the city, while that has room', () => {
    const register = command.RegisterCourier(near);
    pool.when(register).then(registered);
    pool
      .when({ ...register, poolId: '부산', location: '부산' })
      .then(invalid('poolId', 'location'));
    pool.given(registered).when(register).then(outOfTurn('off'));
    scenario(CourierPool, { settings: { POOL_COURIERS_MAX: 1 } })
      .given(event.CourierRegistered(far))
      .when(register)
      .then(invalid('poolId'));
  });

  it('is on duty and off duty, but not off while a customer counts on them', () => {
    pool
      .given(registered)
      .when(duty)
      .then(event.CourierWentOnDuty({ ...near, freeSince: now }));
    pool
      .given(...onDuty(near))
      .when(duty)
      .then(nothing);
    pool
      .given(...onDuty(near))
      .when(off)
      .then(event.CourierWentOffDuty(near));
    pool.given(registered).when(off).then(nothing);
    const busy = (courierStatus: string) => reject.CourierBusy({ ...near, courierStatus });
    pool
      .given(...given)
      .when(off)
      .then(busy('배정'));
    pool
      .given(...collecting)
      .when(off)
      .then(busy('수거'));
  });

  it('is seen to move from district to district', () => {
    const moved = event.CourierMoved({ ...near, location: '서대문구' });
    pool
      .given(...onDuty(near))
      .when(move('신촌'))
      .then(moved);
    pool
      .given(...given)
      .when(move('신촌'))
      .then(moved);
    pool
      .given(...collecting)
      .when(move('신촌'))
      .then(moved);
    pool
      .given(...onDuty(near))
      .when(move('이수'))
      .then(nothing);
    pool
      .given(...onDuty(near))
      .when(move('달'))
      .then(invalid('location'));
    pool.given(registered).when(move('신촌')).then(nothing);
  });
});

describe('What follows', () => {
  const { policies, deadlines } = PickupAssignment;

  it('is a command for what management asks', () => {
    assert.ok(
      policies['assignNearest'] && policies['cancelAssignment'] && policies['serveWaiting'],
    );
    const asked = { ...pickup(1), orderId: 'pickupcall-1', cost: 5600 } as const;
    const wanted = Pickupmanage.event.PickupmanageAssigned(asked);
    policy(policies['assignNearest']).when(wanted).then(pickup(1));
    const unwanted = Pickupmanage.event.PickupmanageCancelled({ ...asked, reason: 'CUSTOMER' });
    policy(policies['cancelAssignment']).when(unwanted).then(cancel);
    policy(policies['serveWaiting']).when(done).then(command.ServeWaiting({ poolId }));
  });

  it('is due in time, again and again for who waits', () => {
    const { ASSIGN_DEADLINE, ASSIGN_RETRY, COLLECT_DEADLINE, COLLECTION_REMINDER } = deadlines;
    assert.ok(ASSIGN_DEADLINE && ASSIGN_RETRY && COLLECT_DEADLINE && COLLECTION_REMINDER);
    const due = { at: NOW + 15 * MINUTE_MS, sends: command.ExpireAssignment(one) };
    deadlineOf(ASSIGN_DEADLINE).when(queued(1)).then(due);
    deadlineOf(ASSIGN_DEADLINE).given(queued(1)).when(completed(1)).then();
    deadlineOf(ASSIGN_RETRY)
      .when(queued(1))
      .then({
        at: NOW + 10 * SECOND_MS,
        sends: command.ServeWaiting({ poolId }),
        againAfterMs: 10 * SECOND_MS,
      });
    const sends = command.ExpireCollection(one);
    deadlineOf(COLLECT_DEADLINE)
      .when(completed(1))
      .then({ at: NOW + 2 * HOUR_MS, sends });
    const windowed = { ...completed(1), wishedTo: isoOf(NOW + HOUR_MS) };
    deadlineOf(COLLECT_DEADLINE)
      .when(windowed)
      .then({ at: NOW + 90 * MINUTE_MS, sends });
    deadlineOf(COLLECT_DEADLINE).given(completed(1)).when(started).then();
    deadlineOf(COLLECTION_REMINDER)
      .when(started)
      .then({ at: NOW + 4 * HOUR_MS });
  });
});

describe('The views', () => {
  const { Pickupassigns, CourierBoard } = PickupAssignment.views;
  assert.ok(Pickupassigns && CourierBoard);

  it('forget the phones and the address of the customer once it is over', () => {
    const { worker, workertel, workerid } = near;
    const row = { ...one, workerid, worker, workertel, location: '이수', parcelType: '10KG_UNDER' };
    const own = { tel: '01050958718', contactTel: '01077778888', address: '사당로 241' };
    const at = { ...completed(1), ...own, status: '할당확정' };
    const takenOver = { ...started, status: '수거중' };
    const left = { ...done, status: '수거완료' };
    viewOf(Pickupassigns)
      .given(at)
      .then({ ...row, ...own, status: '할당확정' });
    viewOf(Pickupassigns)
      .given(at, takenOver, left)
      .then({ ...row, status: '수거완료', tel: null, contactTel: null, address: null });
  });

  it('show where each courier is, and whom they serve', () => {
    const board = viewOf(CourierBoard);
    const row = { ...near, courierStatus: '휴무', pickupId: null };
    board.given(event.CourierRegistered(near)).then(row);
    board.given(...given).then({ ...row, courierStatus: '배정', pickupId: 'pickupcall-1' });
    board.given(...given, event.PickupassignCancelled(cancel)).then({
      ...row,
      courierStatus: '배정',
      pickupId: 'pickupcall-1',
    });
    const far = { ...done, location: '강남구' };
    board.given(...collecting, far).then({
      ...row,
      courierStatus: '대기',
      location: '강남구',
    });
  });
});
