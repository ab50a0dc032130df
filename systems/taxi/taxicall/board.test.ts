import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@dure/domain';
import { instantAt, isoOf } from '@dure/domain/korea';
import {
  asks,
  deadlineOf,
  invalid,
  nothing,
  outOfTurn,
  processOf,
  refused,
  scenario,
  unavailable,
} from '@dure/testing';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taximanage from '../taximanage/contract.ts';
import { ServeCall, Taxicall, Taxicalling } from './board.ts';
import { command, event, reject, remind } from './contract.ts';

const NOW = instantAt('2024-02-20', '10:00');
const now = isoOf(NOW);

const id = { callId: 'taxicall-1' } as const;
const tel = '01023456789';
const request = command.RequestCall({ ...id, tel });
const asked = { ...id, tel, location: '마포', taxiClass: '일반' } as const;
const accept = Taximanage.command.AcceptCall({
  ...asked,
  orderId: 'taxicall-1',
  promiseId: 'promise-1',
});
const requested = event.TaxicallRequested({ ...asked, cost: 7400, requestedAt: now });
const searching = event.TaxicallSearchStarted(requested);
const taxi = { taxiid: '서울33바1101', driver: '김민수', drivertel: '01031110001' } as const;
const confirmed = event.TaxicallConfirmed({ ...requested, ...taxi, confirmedAt: now });
const riding = event.TaxicallRideStarted(requested);
const completed = event.TaxicallCompleted(requested);
const cancelled = event.TaxicallCancelled({ ...requested, lateCancelFee: 0, reason: 'CUSTOMER' });
const cancelConfirmed = event.TaxicallCancelConfirmed({ ...cancelled, cancelledAt: now });
const failed = event.TaxicallFailed({ ...requested, reason: 'NO_TAXI' });

const call = scenario(Taxicall, { now: NOW });

describe('TAX-F1 A call', () => {
  it('is asked of management, with what the server knows', () => {
    const inEnglish = { ...accept, location: '마포구' };
    const premium = { ...accept, taxiClass: '고급', destination: '강남' };
    call.when(request).then(asks(accept));
    call.when({ ...request, status: 'call', location: 'mapo', cost: 1 }).then(asks(inEnglish));
    call
      .when({ ...request, status: '호출', taxiClass: '고급', destination: '강남' })
      .then(asks(premium));
  });

  it('is not made of nonsense, nor without a place', () => {
    call
      .when({ ...request, status: '호출확정', location: '부산', destination: '달' })
      .then(invalid('status', 'location', 'destination'));
    const strict = scenario(Taxicall, { settings: { DEFAULT_LOCATION: '' } });
    strict.when(request).then(invalid('location'));
  });

  it('TAX-N1: exists once management has accepted it', () => {
    const answering = (answer: Parameters<typeof call.answered>[0]['acceptCall']) =>
      call.answered({ acceptCall: answer ?? unavailable }).when(request);
    answering({ cost: 7400 }).then({ ...requested, status: '호출' });
    answering(unavailable).then(reject.CallUnavailable({ retryAfter: 5 }));
    const busy = Taximanage.reject.TooManyCalls({ retryAfter: 10 });
    answering(refused(busy)).then(reject.CallBusy({ retryAfter: 10 }));
    const withdrawn = Taximanage.reject.CallWithdrawn(id);
    answering(refused(withdrawn)).then(reject.CallBusy({ retryAfter: 5 }));
  });
});

describe('TAX-F8 A call follows its assignment', () => {
  it('while a taxi is looked for', () => {
    const record = command.RecordAssigning(id);
    call.given(requested).when(record).then(searching);
    call.given(requested, searching).when(record).then(nothing);
    call.given(requested, cancelled).when(record).then(nothing);
  });

  it('when one comes', () => {
    const record = command.RecordConfirmed({ ...id, ...taxi });
    call.given(requested).when(record).then(confirmed);
    call.given(requested, searching).when(record).then(confirmed);
    call.given(requested, cancelled).when(record).then(nothing);
    call.given(requested, cancelled, cancelConfirmed).when(record).then(nothing);
  });

  it('back to the search when its driver does not come, and costs nothing then', () => {
    const record = command.RecordReturned({ ...id, reason: 'NO_ANSWER' });
    const again = event.TaxicallReassigning({ ...requested, reason: 'NO_ANSWER' });
    call.given(requested, confirmed).when(record).then(again);
    call.given(requested, confirmed, cancelled).when(record).then(nothing);
    call.given(requested, confirmed, cancelled, cancelConfirmed).when(record).then(nothing);
    call.given(requested, confirmed, cancelled, failed).when(record).then(nothing);
    const confirm = command.RecordConfirmed({ ...id, ...taxi });
    call.given(requested, confirmed, again).when(confirm).then(confirmed);
    scenario(Taxicall, { now: NOW + HOUR_MS })
      .given(requested, confirmed, again)
      .when(command.CancelCall(id))
      .then(cancelled);
  });

  it('onto the ride and off it', () => {
    const record = command.RecordRideStarted({ ...id, ...taxi });
    call.given(requested, confirmed).when(record).then(riding);
    const refusedCancel = event.TaxicallCancelRefused({ ...requested, ...taxi });
    call.given(requested, confirmed, cancelled).when(record).then(refusedCancel);
    const end = command.RecordRideCompleted(id);
    call.given(requested, confirmed, riding).when(end).then(completed);
    call.given(requested, confirmed, cancelled, refusedCancel).when(end).then(completed);
    call.given(requested, confirmed).when(end).then(outOfTurn('confirmed'));
  });

  it('when it fails', () => {
    const record = command.RecordFailed({ ...id, reason: 'NO_TAXI' });
    call.given(requested).when(record).then(failed);
    call.given(requested, searching).when(record).then(failed);
    call.given(requested, cancelled).when(record).then(failed);
  });

  it('when it is cancelled, for nothing where it was not asked for', () => {
    const record = command.RecordCancelled({ ...id, reason: 'NO_BOARDING' });
    const free = { ...cancelConfirmed, reason: 'NO_BOARDING' };
    call.given(requested).when(record).then(free);
    call.given(requested, searching).when(record).then(free);
    call.given(requested, confirmed).when(record).then(free);
    const late = { ...cancelled, lateCancelFee: 3000 };
    call
      .given(requested, confirmed, late)
      .when({ ...record, reason: 'CUSTOMER' })
      .then({ ...cancelConfirmed, lateCancelFee: 3000 });
  });
});

describe('The driver', () => {
  it('is forgotten a day after each end of a call', () => {
    const { DRIVER_RETENTION } = Taxicalling.deadlines;
    assert.ok(DRIVER_RETENTION);
    const forgetting = deadlineOf(DRIVER_RETENTION, { now: NOW });
    const reminds = remind.DriverForgotten(id);
    for (const end of [completed, failed, cancelConfirmed]) {
      forgetting.when(end).then({ at: NOW + 24 * HOUR_MS, reminds });
    }
    for (const step of [confirmed, riding, cancelled]) forgetting.when(step).then();
  });

  it('is named by nothing that comes after the end', () => {
    const comes = command.RecordConfirmed({ ...id, ...taxi });
    const boards = command.RecordRideStarted({ ...id, ...taxi });
    const over = {
      completed: call.given(requested, confirmed, riding, completed),
      cancelled: call.given(requested, confirmed, cancelled, cancelConfirmed),
      failed: call.given(requested, confirmed, cancelled, failed),
    };
    over.completed.when(comes).then(outOfTurn('completed'));
    over.cancelled.when(comes).then(nothing);
    over.failed.when(comes).then(outOfTurn('failed'));
    over.completed.when(boards).then(outOfTurn('completed'));
    over.cancelled.when(boards).then(outOfTurn('cancelled'));
    over.failed.when(boards).then(outOfTurn('failed'));
  });
});

describe('TAX-F5 A customer', () => {
  const cancel = command.CancelCall(id);
  const after = (ms: number) => scenario(Taxicall, { now: NOW + ms }).given(requested, confirmed);

  it('cancels for nothing until some minutes after the confirmation', () => {
    call.given(requested).when(cancel).then(cancelled);
    call.given(requested, searching).when(cancel).then(cancelled);
    after(3 * MINUTE_MS)
      .when(cancel)
      .then(cancelled);
    const reason = '다른 차를 탐';
    call
      .given(requested)
      .when({ ...cancel, reason })
      .then({ ...cancelled, reason });
  });

  it('pays a fee after that', () => {
    const late = after(3 * MINUTE_MS + SECOND_MS);
    late.when(cancel).then({ ...cancelled, lateCancelFee: 3000 });
  });

  it('never pays less than nothing, nor parts of a won, whatever the setting', () => {
    const paying = (fee: number) =>
      scenario(Taxicall, { now: NOW + HOUR_MS, settings: { LATE_CANCEL_FEE: { 일반: fee } } })
        .given(requested, confirmed)
        .when(cancel);
    paying(-500).then(cancelled);
    paying(1500.5).then({ ...cancelled, lateCancelFee: 1500 });
  });

  it('does not cancel what has begun, nor twice', () => {
    const boarded = (status: string) => reject.AlreadyBoarded({ ...id, status });
    call.given(requested, confirmed, riding).when(cancel).then(boarded('운행중'));
    call.given(requested, confirmed, riding, completed).when(cancel).then(boarded('운행완료'));
    call.given(requested, cancelled).when(cancel).then(nothing);
    call.given(requested, cancelled, cancelConfirmed).when(cancel).then(nothing);
    call.given(requested, failed).when(cancel).then(nothing);
  });
});

describe('The saga of a call', () => {
  it('sends nothing, and knows where the call stands', () => {
    const facts = { ...asked, orderId: 'taxicall-1', cost: 7400, poolId: '서울/일반' } as const;
    const wanted = Taximanage.event.TaximanageAssigned({ ...facts, until: now });
    const given = Taxiassign.event.TaxiassignCompleted({ ...facts, ...taxi, distanceM: 0 });
    const story = processOf(ServeCall);
    story.when(requested).then();
    story.given(requested, wanted).when(given).remembers({ step: 2, status: 'running' });
    const gone = Taxiassign.event.TaxiassignFailed({ ...facts, reason: 'NO_TAXI' });
    story.given(requested, wanted).when(gone).remembers({ step: 1, status: 'ended' });
  });
});
