import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { instantAt, isoOf } from '@dure/domain/korea';
import type { By } from '@dure/domain';
import { deadlineOf, forbidden, nothing, outOfTurn, policy, scenario, viewOf } from '@dure/testing';
import { PickupAssignment, CourierPool } from './board.ts';
import { command, event } from './contract.ts';

const NOW = instantAt('2024-02-20', '10:00');
const now = isoOf(NOW);
const until = isoOf(NOW + 15 * MINUTE_MS);
const poolId = '서울';
const one = { poolId, pickupId: 'pickupcall-1' } as const;

const courier = (workerid: string, location: string) => ({
  poolId,
  workerid,
  location,
  worker: '이준영',
  workertel: '01041110001',
  capability: 'LIGHT' as const,
});

const near = courier('P1', '이수');
const far = courier('P3', '강남구');

const onDuty = (of: typeof near) =>
  [event.CourierRegistered(of), event.CourierWentOnDuty({ ...of, freeSince: now })] as const;

const courierOf = (workerid: string): By => ({
  kind: 'actor',
  name: 'Courier',
  claims: { workerid },
});

const assign = (number: number) =>
  command.AssignCourier({
    poolId,
    pickupId: `pickupcall-${number}`,
    tel: '01050958718',
    contactTel: '01050958718',
    location: '이수',
    parcelType: '10KG_UNDER',
    until,
  });

const assigned = (number: number) =>
  event.PickupassignCompleted({ ...assign(number), ...near, location: '이수', distanceM: 0 });

const given = [...onDuty(near), assigned(1)] as const;
const accepted = event.OfferAccepted({ ...one, workerid: near.workerid });

const back = (number: number, lapses: number) =>
  event.PickupassignReturned({
    ...assign(number),
    ...near,
    location: '이수',
    passedBy: [near.workerid],
    reason: 'NO_ANSWER',
    lapses,
    courierStatus: lapses < 2 ? '대기' : '휴무',
    freeSince: now,
  });

const declined = { ...back(1, 0), reason: 'DECLINED' };
const goneOff = event.CourierWentOffDuty({ ...near, reason: 'NO_ANSWER' });

const pool = scenario(CourierPool, { now: NOW });
const as = (workerid: string) => scenario(CourierPool, { now: NOW, by: courierOf(workerid) });

describe('An offer', () => {
  const accept = command.AcceptOffer(one);
  const decline = command.DeclineOffer(one);
  const lapse = command.LapseOffer(one);

  it('is taken by its courier alone, once', () => {
    const { given: toNear } = as(near.workerid);
    toNear(...given)
      .when(accept)
      .then(accepted);
    toNear(...given, accepted)
      .when(accept)
      .then(nothing);
    as(far.workerid)
      .given(...given)
      .when(accept)
      .then(forbidden);
  });

  it('is declined by its courier alone, also after it was taken', () => {
    const { given: toNear } = as(near.workerid);
    toNear(...given)
      .when(decline)
      .then(declined);
    toNear(...given, accepted)
      .when(decline)
      .then(declined);
    as(far.workerid)
      .given(...given)
      .when(decline)
      .then(forbidden);
  });

  it('lapses unless it is taken', () => {
    pool
      .given(...given)
      .when(lapse)
      .then(back(1, 1));
    pool
      .given(...given, accepted)
      .when(lapse)
      .then(outOfTurn('accepted'));
  });

  it('that lapses once too often sends its courier off duty', () => {
    const again = [...given, back(1, 1), assigned(2)] as const;
    const second = { ...lapse, pickupId: 'pickupcall-2' } as const;
    pool
      .given(...again)
      .when(second)
      .then(back(2, 2), goneOff);
    scenario(CourierPool, { now: NOW, settings: { OFFER_LAPSES_MAX: 3 } })
      .given(...again)
      .when(second)
      .then({ ...back(2, 2), courierStatus: '대기' });
  });

  it('that is answered ends the row of lapses', () => {
    const second = { ...one, pickupId: 'pickupcall-2' } as const;
    const taken = event.OfferAccepted({ ...second, workerid: near.workerid });
    const cancelled = event.PickupassignCancelled({
      ...assigned(2),
      reason: 'CUSTOMER',
      freeSince: now,
    });
    pool
      .given(...given, back(1, 1), assigned(2), taken, cancelled, assigned(3))
      .when({ ...lapse, pickupId: 'pickupcall-3' })
      .then(back(3, 1));
  });

  it('made before offers could lapse stays with its courier', () => {
    const { until: _until, ...before } = assigned(1);
    pool
      .given(...onDuty(near), before)
      .when(lapse)
      .then(nothing);
  });
});

describe('A pickup whose offer came back', () => {
  const serve = command.ServeWaiting({ poolId });

  it('goes to the next nearest, never to the same again', () => {
    const { capability: _capability, ...who } = far;
    const next = { ...assigned(1), ...who, location: '이수', distanceM: 8787 };
    pool
      .given(...given, ...onDuty(far), back(1, 1))
      .when(serve)
      .then({ ...next, passedBy: [near.workerid] });
    pool
      .given(...given, back(1, 1))
      .when(serve)
      .then(nothing);
  });

  it('keeps no other request from the courier who has passed it', () => {
    pool
      .given(...given, back(1, 1))
      .when(assign(2))
      .then(assigned(2));
  });

  it('fails at its time, and is cancelled as any that waits', () => {
    const expire = command.ExpireAssignment(one);
    const failed = event.PickupassignFailed({ ...assign(1), reason: 'NO_COURIER' });
    pool
      .given(...given, back(1, 1))
      .when(expire)
      .then(failed);
    const cancel = command.CancelAssignment({ ...one, reason: 'CUSTOMER' });
    pool
      .given(...given, back(1, 1))
      .when(cancel)
      .then(event.PickupassignCancelled({ ...cancel, tel: '01050958718' }));
  });
});

describe('What follows an offer', () => {
  const { deadlines, policies, views } = PickupAssignment;

  it('is its lapse, unless it is answered', () => {
    const { OFFER_LAPSE, ASSIGN_DEADLINE } = deadlines;
    assert.ok(OFFER_LAPSE && ASSIGN_DEADLINE && policies['serveWaiting']);
    const due = { at: NOW + 5 * MINUTE_MS, sends: command.LapseOffer(one) };
    deadlineOf(OFFER_LAPSE).when(assigned(1)).then(due);
    deadlineOf(OFFER_LAPSE).given(assigned(1)).when(accepted).then();
    deadlineOf(OFFER_LAPSE).given(assigned(1)).when(back(1, 1)).then();
    const sends = command.ExpireAssignment(one);
    deadlineOf(ASSIGN_DEADLINE)
      .when(back(1, 1))
      .then({ at: NOW + 15 * MINUTE_MS, sends });
    policy(policies['serveWaiting']).when(back(1, 1)).then(command.ServeWaiting({ poolId }));
  });

  it('is seen by managers, and by no courier once it came back', () => {
    const { Pickupassigns, CourierBoard } = views;
    assert.ok(Pickupassigns && CourierBoard);
    const { worker, workertel, workerid } = near;
    const phones = { tel: '01050958718', contactTel: '01050958718' };
    const row = { ...one, ...phones, location: '이수', parcelType: '10KG_UNDER' };
    const seen = viewOf(Pickupassigns);
    const given = { ...assigned(1), status: '할당확정' };
    const taken = { ...accepted, status: '할당수락' };
    const whole = { ...row, worker, workertel, workerid };
    seen.given(given, taken).then({ ...whole, status: '할당수락' });
    const nobody = { worker: null, workertel: null, workerid: null };
    const returned = { ...back(1, 1), status: '할당대기' };
    seen.given(given, returned).then({ ...row, ...nobody, status: '할당대기' });
    const free = { ...near, courierStatus: '대기', pickupId: null };
    viewOf(CourierBoard).given(event.CourierRegistered(near), assigned(1), back(1, 1)).then(free);
  });
});
