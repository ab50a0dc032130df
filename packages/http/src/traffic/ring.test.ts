// A ring holds as many steps as it has room for, and nothing of before.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addLatency, latencyAt, noLatency } from './latency.ts';
import { Ring } from './ring.ts';

describe('a ring of steps', () => {
  it('counts in the step of an instant, and forgets what is older than it is long', () => {
    const ring = new Ring({ stepMs: 10, steps: 3 }, () => ({ count: 0 }));
    for (let now = 0; now < 100; now += 5) ring.at(now).count += 1;
    assert.deepEqual(
      ring.all(99).map(({ at, value }) => [at, value.count]),
      [
        [70, 2],
        [80, 2],
        [90, 2],
      ],
    );
  });

  it('leaves out steps in which nothing has happened', () => {
    const ring = new Ring({ stepMs: 10, steps: 3 }, () => ({ count: 0 }));
    ring.at(70).count += 1;
    ring.at(90).count += 1;
    assert.deepEqual(
      ring.all(99).map(({ at }) => at),
      [70, 90],
    );
    assert.deepEqual(ring.all(1_000), []);
  });
});

describe('latencies', () => {
  it('are told by the bound below which they lie', () => {
    const latency = noLatency();
    for (let times = 0; times < 98; times += 1) addLatency(latency, 3);
    addLatency(latency, 40);
    addLatency(latency, 90_000);
    assert.deepEqual(
      [0.5, 0.99, 1].map((part) => latencyAt(latency, part)),
      [5, 50, 5_000],
    );
    assert.equal(latencyAt(noLatency(), 0.5), undefined);
  });
});
