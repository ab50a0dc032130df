// S20: many replicas, every event twice, a crash between any two steps, and what else can break.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { simulate } from '@dure/simulator';
import { PersonalTraining, traffic } from './system.ts';

const SEEDS = 20;

it('S6, S20: personal training keeps its promises in a storm', async () => {
  const { seeds, failures, struck } = await simulate({
    system: PersonalTraining,
    traffic,
    seeds: SEEDS,
  });
  assert.deepEqual(failures, []);
  assert.equal(seeds, SEEDS);
  assert.ok(Number(struck['crash']) > 0 && Number(struck['again']) > 0);
});
