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
import * as Pickupassign from '../pickupassign/contract.ts';
import * as Pickupmanage from '../pickupmanage/contract.ts';
import { ServePickup, Pickupcall, PickupRequesting } from './board.ts';
import { command, event, reject, remind } from './contract.ts';

const NOW = instantAt('2024-02-20', '10:00');
const now = isoOf(NOW);

const later = (hours: number): string => isoOf(NOW + hours * HOUR_MS);

const id = { pickupId: 'pickupcall-1' } as const;
const tel = '01050958718';
const request = command.RequestPickup({ ...id, tel });
const asked = {
  ...id,
  tel,
  location: '이수',
  contactTel: tel,
  parcelType: '10KG_UNDER',
} as const;
const accept = Pickupmanage.command.AcceptPickup({
  ...asked,
  orderId: 'pickupcall-1',
  promiseId: 'promise-1',
});
const requested = event.PickupcallRequested({ ...asked, cost: 5600, requestedAt: now });
const searching = event.PickupcallSearchStarted(requested);
const courier = { workerid: 'P1', worker: '이준영', workertel: '01041110001' } as const;
const confirmed = event.PickupcallConfirmed({ ...requested, ...courier, confirmedAt: now });
const collecting = event.PickupcallCollectionStarted(requested);
const completed = event.PickupcallCompleted(requested);
const cancelled = event.PickupcallCancelled({ ...requested, lateCancelFee: 0, reason: 'CUSTOMER' });
const cancelConfirmed = event.PickupcallCancelConfirmed({ ...cancelled, cancelledAt: now });
const failed = event.PickupcallFailed({ ...requested, reason: 'NO_COURIER' });

const pickup = scenario(Pickupcall, { now: NOW });

describe('PIC-F1 A pickup', () => {
  it('is asked of management, with what the server knows', () => {
    pickup.when(request).then(asks(accept));
    pickup.when({ ...request, status: '호출', location: '이수', cost: 1 }).then(asks(accept));
    const all = {
      location: '강남',
      address: '강남구 테헤란로 1',
      contactTel: '01077778888',
      parcelType: '10KG_OVER',
      wishedFrom: later(1),
      wishedTo: later(2),
    } as const;
    pickup.when({ ...request, ...all }).then(asks({ ...accept, ...all }));
  });

  it('is not made of nonsense, nor without a place', () => {
    pickup
      .when({ ...request, status: '호출확정', location: '부산' })
      .then(invalid('status', 'location'));
    const strict = scenario(Pickupcall, { settings: { DEFAULT_LOCATION: '' } });
    strict.when(request).then(invalid('location'));
  });

  it('is for a window that ends after it begins, is not over, and begins within hours', () => {
    const when = (from: number | undefined, to?: number) =>
      pickup.when({
        ...request,
        ...(from === undefined ? {} : { wishedFrom: later(from) }),
        ...(to === undefined ? {} : { wishedTo: later(to) }),
      });
    const wished = (from: number, to: number) => {
      const window = { wishedFrom: later(from), wishedTo: later(to) };
      return { ...accept, ...window };
    };
    when(1, 1).then(invalid('wishedTo'));
    when(-2, -1).then(invalid('wishedFrom'));
    when(-1).then(invalid('wishedFrom'));
    when(2.01, 4).then(invalid('wishedFrom'));
    when(undefined, 3).then(invalid('wishedFrom'));
    when(2, 4).then(asks(wished(2, 4)));
    when(-1, 1).then(asks(wished(-1, 1)));
  });

  it('PIC-N1: exists once management has accepted it', () => {
    const answering = (answer: Parameters<typeof pickup.answered>[0]['acceptPickup']) =>
      pickup.answered({ acceptPickup: answer ?? unavailable }).when(request);
    answering({ cost: 5600 }).then({ ...requested, status: '호출' });
    answering(unavailable).then(reject.PickupUnavailable({ retryAfter: 5 }));
    const busy = Pickupmanage.reject.TooManyPickups({ retryAfter: 10 });
    answering(refused(busy)).then(reject.PickupBusy({ retryAfter: 10 }));
    const withdrawn = Pickupmanage.reject.PickupWithdrawn(id);
    answering(refused(withdrawn)).then(reject.PickupBusy({ retryAfter: 5 }));
  });
});

describe('PIC-F8 A pickup follows its assignment', () => {
  it('while a courier is looked for', () => {
    const record = command.RecordAssigning(id);
    pickup.given(requested).when(record).then(searching);
    pickup.given(requested, searching).when(record).then(nothing);
    pickup.given(requested, cancelled).when(record).then(nothing);
  });

  it('when one comes', () => {
    const record = command.RecordConfirmed({ ...id, ...courier });
    pickup.given(requested).when(record).then(confirmed);
    pickup.given(requested, searching).when(record).then(confirmed);
    pickup.given(requested, cancelled).when(record).then(nothing);
    pickup.given(requested, cancelled, cancelConfirmed).when(record).then(nothing);
  });

  it('back to the search when its courier does not come, and costs nothing then', () => {
    const record = command.RecordReturned({ ...id, reason: 'NO_ANSWER' });
    const again = event.PickupcallReassigning({ ...requested, reason: 'NO_ANSWER' });
    pickup.given(requested, confirmed).when(record).then(again);
    pickup.given(requested, confirmed, cancelled).when(record).then(nothing);
    pickup.given(requested, confirmed, cancelled, cancelConfirmed).when(record).then(nothing);
    pickup.given(requested, confirmed, cancelled, failed).when(record).then(nothing);
    const confirm = command.RecordConfirmed({ ...id, ...courier });
    pickup.given(requested, confirmed, again).when(confirm).then(confirmed);
    scenario(Pickupcall, { now: NOW + HOUR_MS })
      .given(requested, confirmed, again)
      .when(command.CancelPickup(id))
      .then(cancelled);
  });

  it('onto the ride and off it', () => {
    const record = command.RecordCollecting({ ...id, ...courier });
    pickup.given(requested, confirmed).when(record).then(collecting);
    const refusedCancel = event.PickupcallCancelRefused({ ...requested, ...courier });
    pickup.given(requested, confirmed, cancelled).when(record).then(refusedCancel);
    const end = command.RecordCollected(id);
    pickup.given(requested, confirmed, collecting).when(end).then(completed);
    pickup.given(requested, confirmed, cancelled, refusedCancel).when(end).then(completed);
    pickup.given(requested, confirmed).when(end).then(outOfTurn('confirmed'));
  });

  it('when it fails', () => {
    const record = command.RecordFailed({ ...id, reason: 'NO_COURIER' });
    pickup.given(requested).when(record).then(failed);
    pickup.given(requested, searching).when(record).then(failed);
    pickup.given(requested, cancelled).when(record).then(failed);
  });

  it('when it is cancelled, for nothing where it was not asked for', () => {
    const record = command.RecordCancelled({ ...id, reason: 'NO_COLLECTION' });
    const free = { ...cancelConfirmed, reason: 'NO_COLLECTION' };
    pickup.given(requested).when(record).then(free);
    pickup.given(requested, searching).when(record).then(free);
    pickup.given(requested, confirmed).when(record).then(free);
    const late = { ...cancelled, lateCancelFee: 2000 };
    pickup
      .given(requested, confirmed, late)
      .when({ ...record, reason: 'CUSTOMER' })
      .then({ ...cancelConfirmed, lateCancelFee: 2000 });
  });
});

describe('The courier', () => {
  it('is forgotten a day after each end of a pickup', () => {
    const { COURIER_RETENTION } = PickupRequesting.deadlines;
    assert.ok(COURIER_RETENTION);
    const forgetting = deadlineOf(COURIER_RETENTION, { now: NOW });
    const reminds = remind.CourierForgotten(id);
    for (const end of [completed, failed, cancelConfirmed]) {
      forgetting.when(end).then({ at: NOW + 24 * HOUR_MS, reminds });
    }
    for (const step of [confirmed, collecting, cancelled]) forgetting.when(step).then();
  });

  it('is named by nothing that comes after the end', () => {
    const comes = command.RecordConfirmed({ ...id, ...courier });
    const takesOver = command.RecordCollecting({ ...id, ...courier });
    const over = {
      completed: pickup.given(requested, confirmed, collecting, completed),
      cancelled: pickup.given(requested, confirmed, cancelled, cancelConfirmed),
      failed: pickup.given(requested, confirmed, cancelled, failed),
    };
    over.completed.when(comes).then(outOfTurn('completed'));
    over.cancelled.when(comes).then(nothing);
    over.failed.when(comes).then(outOfTurn('failed'));
    over.completed.when(takesOver).then(outOfTurn('completed'));
    over.cancelled.when(takesOver).then(outOfTurn('cancelled'));
    over.failed.when(takesOver).then(outOfTurn('failed'));
  });
});

describe('PIC-F5 A customer', () => {
  const cancel = command.CancelPickup(id);
  const after = (ms: number) => scenario(Pickupcall, { now: NOW + ms }).given(requested, confirmed);

  it('cancels for nothing until some minutes after the confirmation', () => {
    pickup.given(requested).when(cancel).then(cancelled);
    pickup.given(requested, searching).when(cancel).then(cancelled);
    after(5 * MINUTE_MS)
      .when(cancel)
      .then(cancelled);
    const reason = '다른 차를 탐';
    pickup
      .given(requested)
      .when({ ...cancel, reason })
      .then({ ...cancelled, reason });
  });

  it('pays a fee after that', () => {
    const late = after(5 * MINUTE_MS + SECOND_MS);
    late.when(cancel).then({ ...cancelled, lateCancelFee: 2000 });
  });

  it('never pays less than nothing, nor parts of a won, whatever the setting', () => {
    const paying = (fee: number) =>
      scenario(Pickupcall, {
        now: NOW + HOUR_MS,
        settings: { LATE_CANCEL_FEE: { '10KG_UNDER': fee } },
      })
        .given(requested, confirmed)
        .when(cancel);
    paying(-500).then(cancelled);
    paying(1500.5).then({ ...cancelled, lateCancelFee: 1500 });
  });

  it('does not cancel what has begun, nor twice', () => {
    const boarded = (status: string) => reject.AlreadyCollected({ ...id, status });
    pickup.given(requested, confirmed, collecting).when(cancel).then(boarded('수거중'));
    pickup
      .given(requested, confirmed, collecting, completed)
      .when(cancel)
      .then(boarded('수거완료'));
    pickup.given(requested, cancelled).when(cancel).then(nothing);
    pickup.given(requested, cancelled, cancelConfirmed).when(cancel).then(nothing);
    pickup.given(requested, failed).when(cancel).then(nothing);
  });
});

describe('The saga of a pickup', () => {
  it('sends nothing, and knows where the pickup stands', () => {
    const facts = { ...asked, orderId: 'pickupcall-1', cost: 5600, poolId: '서울' } as const;
    const wanted = Pickupmanage.event.PickupmanageAssigned({ ...facts, until: now });
    const given = Pickupassign.event.PickupassignCompleted({ ...facts, ...courier, distanceM: 0 });
    const story = processOf(ServePickup);
    story.when(requested).then();
    story.given(requested, wanted).when(given).remembers({ step: 2, status: 'running' });
    const gone = Pickupassign.event.PickupassignFailed({ ...facts, reason: 'NO_COURIER' });
    story.given(requested, wanted).when(gone).remembers({ step: 1, status: 'ended' });
  });
});
