// What is counted here reads as what the client's own histogram counts.

import { equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Histogram, Registry } from '@prometheus-io/client';
import { Durations } from './durations.ts';

const name = 'dure_test_seconds';
const help = 'Time of a test.';
const labelNames = ['route', 'status'] as const;
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const took: readonly (readonly [route: string, status: string, ms: number])[] = [
  ['/a', '200', 0],
  ['/a', '200', 0.5],
  ['/a', '200', 0.5000001],
  ['/b "quoted"\n', '409', 3],
  ['/a', '200', 5_000],
  ['/a', '200', 5_001],
  ['/a', '500', 40],
];

describe('A histogram of durations', () => {
  it('reads as that of the client does', async () => {
    const theirs = new Registry();
    const histogram = new Histogram({ name, help, labelNames, buckets, registers: [theirs] });
    const ours = new Registry();
    const durations = new Durations({ name, help, labelNames, registry: ours });
    for (const [route, status, ms] of took) {
      histogram.labels(route, status).observe(ms / 1000);
      durations.series(route, status).add(ms);
    }
    equal(await ours.metrics(), await theirs.metrics());
  });

  it('says that there is none, where nothing was counted', async () => {
    const registry = new Registry();
    void new Durations({ name, help, labelNames, registry });
    equal(await registry.metrics(), `# HELP ${name} ${help}\n# TYPE ${name} histogram\n`);
  });
});
