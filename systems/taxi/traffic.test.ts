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

const call = { callId: 'taxicall-1', tel: '01011111111', status: '호출확정' };
const taxi = { poolId: '서울/일반', taxiid: '서울33바1101' };

const views: { readonly [view: string]: readonly { readonly [field: string]: unknown }[] } = {
  Taxicalls: [call],
  Taxiassigns: [
    { ...taxi, callId: 'taxicall-1', status: '할당확정' },
    { ...taxi, callId: 'taxicall-2', status: '운행중' },
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
      'CancelCall',
      'CompleteRide',
      'GoOffDuty',
      'GoOnDuty',
      'ReportPosition',
      'RequestCall',
      'StartRide',
    ]);
  });

  it('ends with rides completed, and messages that nobody could deliver', () => {
    const givenUp = new Map([['taxicall-1/호출확정/customer:01011111111', { is: 'givenUp' }]]);
    const last = traffic.finish({ ...seen, states: () => givenUp });
    assert.deepEqual(
      last.map(({ as, command }) => [as, command.type]),
      [
        ['TaxiManager', 'CompleteRide'],
        ['Operator', 'ResolveMessage'],
      ],
    );
  });
});
