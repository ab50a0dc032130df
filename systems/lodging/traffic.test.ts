import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seen } from '@dure/domain/traffic';
import { traffic } from './traffic.ts';

/** Numbers that look like chance and are the same each time (Lehmer's generator). */
const chance = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const now = Date.parse('2026-03-02T10:00:00+09:00');
const booked = { orderId: 'order-1', usrId: 'customer-2', status: '예약완료' };
const task = { orderId: 'order-1', placeId: 'place-2', status: '확인대기' };

const views: { readonly [view: string]: readonly { readonly [field: string]: unknown }[] } = {
  ReservationManagements: [{ placeId: 'place-1', stock: 1 }],
  Accommodations: [booked],
  OwnerTasks: [task],
};

const seen: Seen = { now, rows: (view) => views[view] ?? [], states: () => new Map() };

const dayOf = (seed: number) => {
  const random = chance(seed);
  return Array.from({ length: 500 }, () => traffic.next(random, seen));
};

describe('Traffic', () => {
  it('is the same for the same chance', () => {
    assert.deepEqual(dayOf(7), dayOf(7));
    assert.notDeepEqual(dayOf(7), dayOf(8));
  });

  it('has everything in it that people do', () => {
    const commands = new Set(dayOf(1).map(({ command }) => command.type));
    assert.deepEqual([...commands].toSorted(), [
      'CancelReservation',
      'ConfirmReservation',
      'PlaceReservation',
      'RejectReservation',
      'SetInstantConfirmation',
      'SetNightStock',
    ]);
  });

  it('opens the stock of a place first', () => {
    const unopened: Seen = { ...seen, rows: () => [{ placeId: 'place-2' }] };
    assert.equal(traffic.next(chance(1), unopened).command.type, 'OpenStock');
  });

  it('ends with messages that nobody could deliver', () => {
    const givenUp = new Map([
      ['order-1/예약완료/customer:customer-2', { is: 'givenUp' }],
      ['order-1/결제완료/owner:owner-2', { is: 'sent' }],
    ]);
    const last = traffic.finish({ ...seen, states: () => givenUp });
    assert.deepEqual(
      last.map(({ as, command }) => [as, command.type]),
      [['Operator', 'ResolveMessage']],
    );
  });
});
