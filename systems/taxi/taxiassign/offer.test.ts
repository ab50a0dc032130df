import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS } from '@dure/domain';
import { instantAt, isoOf } from '@dure/domain/korea';
import type { By } from '@dure/domain';
import { deadlineOf, forbidden, nothing, outOfTurn, policy, scenario, viewOf } from '@dure/testing';
import { TaxiAssignment, TaxiPool } from './board.ts';
import { command, event } from './contract.ts';

const NOW = instantAt('2024-02-20', '10:00');
const now = isoOf(NOW);
const until = isoOf(NOW + 10 * MINUTE_MS);
const poolId = '서울/일반';
const one = { poolId, callId: 'taxicall-1' } as const;

const taxi = (taxiid: string, location: string) =>
  ({ poolId, taxiid, location, driver: '김민수', drivertel: '01031110001' }) as const;

const mapo = taxi('서울33바1101', '마포구');
const gangnam = taxi('서울33바1103', '강남구');

const onDuty = (of: typeof mapo) =>
  [event.TaxiRegistered(of), event.TaxiWentOnDuty({ ...of, freeSince: now })] as const;

const driverOf = (taxiid: string): By => ({ kind: 'actor', name: 'Driver', claims: { taxiid } });

const assign = (number: number) =>
  command.AssignTaxi({
    poolId,
    callId: `taxicall-${number}`,
    tel: '01023456789',
    location: '마포',
    until,
  });

const assigned = (number: number) =>
  event.TaxiassignCompleted({ ...assign(number), ...mapo, location: '마포', distanceM: 0 });

const given = [...onDuty(mapo), assigned(1)] as const;
const accepted = event.OfferAccepted({ ...one, taxiid: mapo.taxiid });

const back = (number: number, lapses: number) =>
  event.TaxiassignReturned({
    ...assign(number),
    ...mapo,
    location: '마포',
    passedBy: [mapo.taxiid],
    reason: 'NO_ANSWER',
    lapses,
    taxiStatus: lapses < 2 ? '대기' : '휴무',
    freeSince: now,
  });

const declined = { ...back(1, 0), reason: 'DECLINED' };
const goneOff = event.TaxiWentOffDuty({ ...mapo, reason: 'NO_ANSWER' });

const pool = scenario(TaxiPool, { now: NOW });
const as = (taxiid: string) => scenario(TaxiPool, { now: NOW, by: driverOf(taxiid) });

describe('An offer', () => {
  const accept = command.AcceptOffer(one);
  const decline = command.DeclineOffer(one);
  const lapse = command.LapseOffer(one);

  it('is taken by its driver alone, once', () => {
    const { given: toMapo } = as(mapo.taxiid);
    toMapo(...given)
      .when(accept)
      .then(accepted);
    toMapo(...given, accepted)
      .when(accept)
      .then(nothing);
    as(gangnam.taxiid)
      .given(...given)
      .when(accept)
      .then(forbidden);
  });

  it('is declined by its driver alone, also after it was taken', () => {
    const { given: toMapo } = as(mapo.taxiid);
    toMapo(...given)
      .when(decline)
      .then(declined);
    toMapo(...given, accepted)
      .when(decline)
      .then(declined);
    as(gangnam.taxiid)
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

  it('that lapses once too often sends its driver off duty', () => {
    const again = [...given, back(1, 1), assigned(2)] as const;
    const second = { ...lapse, callId: 'taxicall-2' } as const;
    pool
      .given(...again)
      .when(second)
      .then(back(2, 2), goneOff);
    scenario(TaxiPool, { now: NOW, settings: { OFFER_LAPSES_MAX: 3 } })
      .given(...again)
      .when(second)
      .then({ ...back(2, 2), taxiStatus: '대기' });
  });

  it('that is answered ends the row of lapses', () => {
    const second = { ...one, callId: 'taxicall-2' } as const;
    const taken = event.OfferAccepted({ ...second, taxiid: mapo.taxiid });
    const cancelled = event.TaxiassignCancelled({
      ...assigned(2),
      reason: 'CUSTOMER',
      freeSince: now,
    });
    pool
      .given(...given, back(1, 1), assigned(2), taken, cancelled, assigned(3))
      .when({ ...lapse, callId: 'taxicall-3' })
      .then(back(3, 1));
  });

  it('made before offers could lapse stays with its driver', () => {
    const { until: _until, ...before } = assigned(1);
    pool
      .given(...onDuty(mapo), before)
      .when(lapse)
      .then(nothing);
  });
});

describe('A call whose offer came back', () => {
  const serve = command.ServeWaiting({ poolId });

  it('goes to the next nearest, never to the same again', () => {
    const next = { ...assigned(1), ...gangnam, location: '마포', distanceM: 18_114 };
    pool
      .given(...given, ...onDuty(gangnam), back(1, 1))
      .when(serve)
      .then({ ...next, passedBy: [mapo.taxiid] });
    pool
      .given(...given, back(1, 1))
      .when(serve)
      .then(nothing);
  });

  it('keeps no other request from the driver who has passed it', () => {
    pool
      .given(...given, back(1, 1))
      .when(assign(2))
      .then(assigned(2));
  });

  it('fails at its time, and is cancelled as any that waits', () => {
    const expire = command.ExpireAssignment(one);
    const failed = event.TaxiassignFailed({ ...assign(1), reason: 'NO_TAXI' });
    pool
      .given(...given, back(1, 1))
      .when(expire)
      .then(failed);
    const cancel = command.CancelAssignment({ ...one, reason: 'CUSTOMER' });
    pool
      .given(...given, back(1, 1))
      .when(cancel)
      .then(event.TaxiassignCancelled({ ...cancel, tel: '01023456789' }));
  });
});

describe('What follows an offer', () => {
  const { deadlines, policies, views } = TaxiAssignment;

  it('is its lapse, unless it is answered', () => {
    const { OFFER_LAPSE, ASSIGN_DEADLINE } = deadlines;
    assert.ok(OFFER_LAPSE && ASSIGN_DEADLINE && policies['serveWaiting']);
    const due = { at: NOW + 2 * MINUTE_MS, sends: command.LapseOffer(one) };
    deadlineOf(OFFER_LAPSE).when(assigned(1)).then(due);
    deadlineOf(OFFER_LAPSE).given(assigned(1)).when(accepted).then();
    deadlineOf(OFFER_LAPSE).given(assigned(1)).when(back(1, 1)).then();
    const sends = command.ExpireAssignment(one);
    deadlineOf(ASSIGN_DEADLINE)
      .when(back(1, 1))
      .then({ at: NOW + 10 * MINUTE_MS, sends });
    policy(policies['serveWaiting']).when(back(1, 1)).then(command.ServeWaiting({ poolId }));
  });

  it('is seen by managers, and by no driver once it came back', () => {
    const { Taxiassigns, TaxiBoard } = views;
    assert.ok(Taxiassigns && TaxiBoard);
    const { driver, drivertel, taxiid } = mapo;
    const row = { ...one, location: '마포', tel: '01023456789' };
    const seen = viewOf(Taxiassigns);
    const given = { ...assigned(1), status: '할당확정' };
    const taken = { ...accepted, status: '할당수락' };
    const whole = { ...row, driver, drivertel, taxiid };
    seen.given(given, taken).then({ ...whole, status: '할당수락' });
    const nobody = { driver: null, drivertel: null, taxiid: null };
    const returned = { ...back(1, 1), status: '할당대기' };
    seen.given(given, returned).then({ ...row, ...nobody, status: '할당대기' });
    const free = { ...mapo, taxiStatus: '대기', callId: null };
    viewOf(TaxiBoard).given(event.TaxiRegistered(mapo), assigned(1), back(1, 1)).then(free);
  });
});
