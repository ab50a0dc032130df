import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, HOUR_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import type { Deadline } from '@dure/domain';
import { deadlineOf, policy } from '@dure/testing';
import * as Place from '../place/contract.ts';
import { Management } from './board.ts';
import { command, event, remind } from './contract.ts';

const now = instantAt('2024-02-20', '10:00');
const order = { placeId: 'place-2', orderId: 'order-1' } as const;
const stay = {
  ...order,
  usrId: 'customer-2',
  strDt: '2024-03-01',
  endDt: '2024-03-03',
  qty: 1,
  amount: 240_000,
} as const;
const held = event.ReservationHeld({ ...stay, stock: 3, decideBy: '2024-02-21T10:00:00+09:00' });
const confirmed = event.ReservationConfirmed({ ...stay, stock: 3 });
const canceled = event.ReservationCancelConfirmed({
  ...order,
  stock: 4,
  feeAmt: 0,
  cancelledBy: 'OWNER',
});
const ended = event.StayEnded(order);

const named = (name: string): Deadline => {
  const deadline = Management.deadlines[name];
  assert.ok(deadline, name);
  return deadline;
};

describe('OWNER_DECISION', () => {
  const lapse = command.RejectReservation({ ...order, reason: '확인 기한 경과' });
  const decision = deadlineOf(named('OWNER_DECISION'), { now });

  it('rejects when the owner stays silent', () => {
    decision.when(held).then({ at: now + DAY_MS, sends: lapse });
  });

  it('ends with their decision', () => {
    decision.given(held).when(confirmed).then();
    decision.given(held).when(canceled).then();
    decision
      .given(held)
      .when(ended)
      .then({ at: now + DAY_MS, sends: lapse });
  });
});

describe('OWNER_REMINDER', () => {
  it('reminds the owner half-way, unless they have decided', () => {
    const reminder = deadlineOf(named('OWNER_REMINDER'), { now });
    const reminds = remind.OwnerReminded(held);
    reminder.when(held).then({ at: now + 12 * HOUR_MS, reminds });
    reminder.given(held).when(confirmed).then();
    reminder.given(held).when(canceled).then();
  });
});

describe('CHECK_OUT', () => {
  const sends = command.EndStay(order);

  it('ends the stay on the day of leaving', () => {
    const at = instantAt('2024-03-03', '11:00');
    deadlineOf(named('CHECK_OUT'), { now }).when(confirmed).then({ at, sends });
    const settings = { CHECK_OUT_TIME: '12:00' };
    const later = deadlineOf(named('CHECK_OUT'), { now, settings });
    later.when(confirmed).then({ at: at + HOUR_MS, sends });
  });

  it('is dropped when the stay is given back', () => {
    const checkOut = deadlineOf(named('CHECK_OUT'), { now });
    checkOut.given(confirmed).when(canceled).then();
    checkOut.given(confirmed).when(ended).then();
  });
});

describe('NEXT_NIGHT', () => {
  it('comes at every midnight', () => {
    const opened = event.StockOpened({
      placeId: 'place-2',
      stock: 4,
      orderId: null,
      fromDt: '2024-02-20',
      toDt: '2025-03-21',
    });
    deadlineOf(named('NEXT_NIGHT'), { now })
      .when(opened)
      .then({
        at: instantAt('2024-02-21', '00:00'),
        sends: command.OpenNights({ placeId: 'place-2' }),
        againAfterMs: DAY_MS,
      });
  });
});

describe('Management', () => {
  const { adoptPlace, releaseRooms } = Management.policies;
  assert.ok(adoptPlace && releaseRooms);

  it('adopts a place when it is registered', () => {
    const place = {
      placeId: 'place-2',
      placeNm: '북촌 한옥스테이',
      ownerId: 'owner-2',
      instantConfirmation: true,
    } as const;
    const terms = { pricePerNight: 120_000, freeCancelDays: 3 };
    const registered = Place.event.PlaceRegistered({ ...place, ...terms });
    policy(adoptPlace).when(registered).then(command.AdoptPlace(place));
  });

  it('releases the rooms when a cancellation is asked for', () => {
    const asked = { ...order, feeAmt: 72_000 };
    const requested = Place.event.ReservationCancelRequested({ ...asked, usrId: 'customer-2' });
    policy(releaseRooms).when(requested).then(command.ReleaseRooms(asked));
  });
});
