// S19: many replicas, every event twice, a crash between any two steps, and what else can break.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { simulate } from '@dure/simulator';
import { rehearsal } from './rehearsal.ts';
import { traffic } from './traffic.ts';

const SEEDS = 20;

it('S19, I1, I13: parcel pickup keeps its promises in a storm', async () => {
  const told = await simulate({ system: rehearsal, traffic, seeds: SEEDS });
  assert.deepEqual(told.failures, []);
  assert.equal(told.seeds, SEEDS);
  // With three replicas and sixteen partitions of every context.
  assert.ok(told.widest > 0);
  assert.ok(Number(told.struck['crash']) > 0 && Number(told.struck['again']) > 0);
});
