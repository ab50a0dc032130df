// A business keeps its promises in storms: many replicas, every event twice, crashes, outages.

import assert from 'node:assert/strict';
import { simulate } from './simulate.ts';
import type { Simulation } from './simulate.ts';

/** A storm for each seed breaks no promise; with all of them together, they were storms indeed. */
export const keepsPromises = async (
  business: Pick<Simulation, 'system' | 'traffic' | 'sabotage'>,
  seeds: number,
): Promise<void> => {
  const storms = await simulate({ ...business, seeds });
  assert.deepEqual(storms.failures, []);
  assert.equal(storms.seeds, seeds);
  for (const kind of ['crash', 'again']) assert.ok(Number(storms.struck[kind]) > 0, kind);
};
