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

const pickup = { pickupId: 'pickupcall-1', tel: '01011111111', status: '호출확정' };
const courier = { poolId: '서울', workerid: 'P1' };

const views = {
  Pickupcalls: [pickup],
  Pickupassigns: [
    { ...courier, pickupId: 'pickupcall-1', status: '할당확정' },
    { ...courier, pickupId: 'pickupcall-2', status: '수거중' },
  ],
};

const now = Date.parse('2026-03-02T10:00:00+09:00');
const seen = seenAs(views, now);

describe('Traffic', () => {
  itFollowsChance(traffic, seen);

  it('has everything in it that people do', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, seen)), [
      'AcceptOffer',
      'CancelPickup',
      'CompleteCollection',
      'DeclineOffer',
      'GoOffDuty',
      'GoOnDuty',
      'ReportPosition',
      'RequestPickup',
      'StartCollection',
    ]);
  });

  it('ends with parcels handed in, and messages that could not be delivered', () => {
    const messages = { 'pickupcall-1/호출확정/customer:01011111111': 'givenUp' };
    const last = traffic.finish(withMessages(seen, messages));
    assert.deepEqual(doneIn(last), ['PickupManager CompleteCollection', 'Operator ResolveMessage']);
  });
});
