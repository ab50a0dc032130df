// The new team of taxi call: it sees where taxis are called, and never by whom.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { HOUR_MS } from '@dure/domain';
import { hotspots } from '@dure/wall';
import type { By } from '@dure/domain';
import { simulate } from '@dure/simulator';
import { rehearsal } from '@dure/taxi/rehearsal';
import { traffic } from '@dure/taxi/traffic';
import * as Taxicall from '@dure/taxi/contracts/taxicall';
import { Business } from '@dure/acceptance/business';
import { dataOf, sourcesOf } from '../untouched.testing.ts';
import { Demand } from './board.ts';

const tel = '01012345678';
const customer: By = { kind: 'actor', name: 'Customer', claims: { tel } };

const opened = (): Promise<Business> => Business.opened(rehearsal, '2026-03-02');

/** Nobody drives, so that every call fails in the end. */
const call = async (town: Business): Promise<string> => {
  const { RequestCall } = Taxicall.command;
  const callId = await town.done(
    RequestCall({ callId: 'taxicall-1', tel, location: '강남', taxiClass: '일반' }),
    customer,
  );
  return callId;
};

describe('S19: demand by district', () => {
  it('knows earlier calls, and offers a discount once to each that failed', async () => {
    const town = await opened();
    const callId = await call(town);
    await town.running.join(Demand);
    await town.pass(HOUR_MS);
    const [row, another] = await town.rows('DemandMap');
    assert.equal(another, undefined);
    assert.equal(row?.['callStatus'], '호출실패');
    assert.ok(!JSON.stringify(row).includes(tel));
    const discounts = await town.rows('Discounts');
    assert.deepEqual(
      discounts.map(({ messageKey }) => messageKey),
      [`demand/${callId}`],
    );
    assert.deepEqual(town.incidents, []);
  });

  it('comes and goes while the others run, which keep their data as it is', async () => {
    const town = await opened();
    await call(town);
    const sources = sourcesOf('taxi');
    const before = dataOf(town.folder, rehearsal.contexts);
    await town.running.join(Demand);
    await town.clock.settle();
    assert.equal((await town.rows('DemandMap')).length, 1);
    assert.deepEqual(dataOf(town.folder, rehearsal.contexts), before);
    await town.running.retire('demand');
    rmSync(join(town.folder, 'demand.db'));
    assert.deepEqual(dataOf(town.folder, rehearsal.contexts), before);
    assert.deepEqual(sourcesOf('taxi'), sources);
    assert.ok(![...sources.values()].some((text) => /demand|marketing/i.test(text)));
    await town.pass(HOUR_MS);
    assert.ok(town.events('taxicall-1').includes('TaxicallFailed'));
  });

  it('stands a storm together with taxi call', async () => {
    const joined = { ...rehearsal, contexts: [...rehearsal.contexts, Demand] };
    assert.deepEqual(hotspots(joined), []);
    const { failures } = await simulate({ system: joined, traffic, seeds: 5 });
    assert.deepEqual(failures, []);
  });
});
