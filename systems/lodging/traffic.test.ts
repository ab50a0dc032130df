import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  commandsIn,
  dayOf,
  doneIn,
  itFollowsChance,
  seenAs,
  withMessages,
} from '@dure/acceptance/days';
import { traffic } from './traffic.ts';

const now = Date.parse('2026-03-02T10:00:00+09:00');
const booked = { orderId: 'order-1', usrId: 'customer-2', status: '예약완료' };
const task = { orderId: 'order-1', placeId: 'place-2', status: '확인대기' };

const views = {
  ReservationManagements: [{ placeId: 'place-1', stock: 1 }],
  Accommodations: [booked],
  OwnerTasks: [task],
};

const seen = seenAs(views, now);

describe('Traffic', () => {
  itFollowsChance(traffic, seen);

  it('has everything in it that people do', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, seen)), [
      'CancelReservation',
      'ConfirmReservation',
      'PlaceReservation',
      'RejectReservation',
      'SetInstantConfirmation',
      'SetNightStock',
    ]);
  });

  it('opens the stock of a place first', () => {
    const unopened = seenAs({ ReservationManagements: [{ placeId: 'place-2' }] }, now);
    assert.deepEqual(commandsIn(dayOf(traffic, unopened)), ['OpenStock']);
  });

  it('ends with messages that could not be delivered', () => {
    const messages = {
      'order-1/예약완료/customer:customer-2': 'givenUp',
      'order-1/결제완료/owner:owner-2': 'sent',
    };
    const last = traffic.finish(withMessages(seen, messages));
    assert.deepEqual(doneIn(last), ['Operator ResolveMessage']);
  });
});
