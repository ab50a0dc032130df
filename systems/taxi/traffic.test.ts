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

const call = { callId: 'taxicall-1', tel: '01011111111', status: '호출확정' };
const taxi = { poolId: '서울/일반', taxiid: '서울33바1101' };

const views = {
  Taxicalls: [call],
  Taxiassigns: [
    { ...taxi, callId: 'taxicall-1', status: '할당확정' },
    { ...taxi, callId: 'taxicall-2', status: '운행중' },
  ],
};

const now = Date.parse('2026-03-02T10:00:00+09:00');
const seen = seenAs(views, now);

describe('Traffic', () => {
  itFollowsChance(traffic, seen);

  it('has everything in it that people do', () => {
    assert.deepEqual(commandsIn(dayOf(traffic, seen)), [
      'AcceptOffer',
      'CancelCall',
      'CompleteRide',
      'DeclineOffer',
      'GoOffDuty',
      'GoOnDuty',
      'ReportPosition',
      'RequestCall',
      'StartRide',
    ]);
  });

  it('ends with rides completed, and messages that could not be delivered', () => {
    const messages = { 'taxicall-1/호출확정/customer:01011111111': 'givenUp' };
    const last = traffic.finish(withMessages(seen, messages));
    assert.deepEqual(doneIn(last), ['TaxiManager CompleteRide', 'Operator ResolveMessage']);
  });
});
