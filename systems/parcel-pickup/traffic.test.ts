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

const pickup = { pickupId: 'pickupcall-1', tel: '01011111111', status: '호출확정' };
const courier = { poolId: '서울', workerid: '서울33바1101' };

const views: { readonly [view: string]: readonly { readonly [field: string]: unknown }[] } = {
  Pickupcalls: [pickup],
  Pickupassigns: [
    { ...courier, pickupId: 'pickupcall-1', status: '할당확정' },
    { ...courier, pickupId: 'pickupcall-2', status: '수거중' },
  ],
};

const now = Date.parse('2026-03-02T10:00:00+09:00');
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
      'CancelPickup',
      'CompleteCollection',
      'GoOffDuty',
      'GoOnDuty',
      'ReportPosition',
      'RequestPickup',
      'StartCollection',
    ]);
  });

  it('ends with parcels handed in, and messages that nobody could deliver', () => {
    const givenUp = new Map([['pickupcall-1/호출확정/customer:01011111111', { is: 'givenUp' }]]);
    const last = traffic.finish({ ...seen, states: () => givenUp });
    assert.deepEqual(
      last.map(({ as, command }) => [as, command.type]),
      [
        ['PickupManager', 'CompleteCollection'],
        ['Operator', 'ResolveMessage'],
      ],
    );
  });
});
