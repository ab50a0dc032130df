// The numbers of replicas that a scaler wants, over the time of a load that comes and goes.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CALM_MS, JUDGE_MS, REST_MS, Scaler } from './scaler.ts';
import type { Step } from './scaler.ts';

const LOOK_MS = 1_000;
const START_MS = 3_000;
const BOUNDS = { min: 1, max: 4, lagPerReplica: 100 };

type World = {
  /** Records that come in a second, at a time. */
  readonly comes: (atMs: number) => number;
  /** Records that so many replicas consume in a second. */
  readonly consumes: (replicas: number, atMs: number) => number;
  readonly forMs: number;
};

type Seen = Step & { readonly atMs: number };

/** A replica takes its time to start; what was consumed counts on whoever does it. */
const played = ({ comes, consumes, forMs }: World, bounds = BOUNDS) => {
  const scaler = new Scaler(bounds);
  const steps: Seen[] = [];
  let [lag, consumed, ready, readyAt] = [0, 0, bounds.min, Infinity];
  for (let atMs = 0; atMs < forMs; atMs += LOOK_MS) {
    if (atMs >= readyAt) [ready, readyAt] = [scaler.replicas, Infinity];
    const done = Math.min(lag + comes(atMs), consumes(ready, atMs));
    lag += comes(atMs) - done;
    consumed += done;
    const step = scaler.look({ atMs, ready, lag, consumed });
    if (!step) continue;
    steps.push({ ...step, atMs });
    if (step.to > ready) readyAt = atMs + START_MS;
    else ready = step.to;
  }
  return { steps, lag, replicas: scaler.replicas };
};

const numbersOf = (steps: readonly Seen[]): readonly number[] => steps.map(({ to }) => to);

describe('The number of replicas', () => {
  const tenTimes = (atMs: number): number => (atMs >= 20_000 && atMs < 140_000 ? 200 : 20);

  it('rises under ten times the load, and is back afterwards, one at a time', () => {
    const { steps, lag } = played({
      comes: tenTimes,
      consumes: (replicas) => replicas * 80,
      forMs: 600_000,
    });
    deepEqual(numbersOf(steps), [2, 3, 4, 3, 2, 1]);
    equal(lag, 0);
    for (const [at, step] of steps.entries()) {
      const before = steps[at - 1];
      if (step.why === 'caughtUp' && before) equal(step.atMs - before.atMs >= CALM_MS, true);
    }
  });

  it('takes back one more that consumes no faster, and leaves it at that for a while', () => {
    const { steps } = played({ comes: () => 200, consumes: () => 80, forMs: REST_MS });
    deepEqual(
      steps.map(({ to, why }) => [to, why]),
      [
        [2, 'behind'],
        [1, 'noFaster'],
      ],
    );
  });

  it('keeps one that is slow at first, as what has just started is', () => {
    const warmAtMs = 2 * JUDGE_MS + START_MS;
    const consumes = (replicas: number, atMs: number): number =>
      80 * (atMs < warmAtMs ? 1 : replicas);
    const { steps } = played({ comes: () => 200, consumes, forMs: 4 * JUDGE_MS });
    deepEqual(numbersOf(steps), [2, 3]);
  });

  it('tries again after the rest', () => {
    const forMs = REST_MS + 6 * JUDGE_MS;
    const { steps } = played({ comes: () => 200, consumes: () => 80, forMs });
    deepEqual(numbersOf(steps).slice(0, 3), [2, 1, 2]);
  });

  it('keeps those that do help, where one more does not', () => {
    const consumes = (replicas: number): number => Math.min(replicas, 2) * 80;
    const { replicas, steps } = played({ comes: () => 200, consumes, forMs: REST_MS });
    equal(replicas, 2);
    deepEqual(numbersOf(steps), [2, 3, 2]);
  });

  it('stays where one message that cannot be handled holds everything up', () => {
    const world = { comes: (atMs: number) => (atMs < 10_000 ? 500 : 0), consumes: () => 0 };
    const { replicas } = played({ ...world, forMs: 3 * JUDGE_MS + START_MS + 4 * LOOK_MS });
    equal(replicas, 1);
  });

  it('stays for a lag that is over in a moment', () => {
    const comes = (atMs: number): number => (atMs === 20_000 ? 500 : 20);
    const { steps } = played({ comes, consumes: () => 80, forMs: 120_000 });
    deepEqual(steps, []);
  });

  it('does not go to and fro under a load that one is just too few for', () => {
    const { steps } = played({ comes: () => 100, consumes: (of) => of * 80, forMs: 1_800_000 });
    equal(steps.length <= 60, true, String(steps.length));
    const ups = steps.filter(({ why }) => why === 'behind').map(({ atMs }) => atMs);
    for (const [at, atMs] of ups.entries())
      equal(at === 0 || atMs - (ups[at - 1] ?? 0) > CALM_MS, true, String(ups));
  });

  it('is never above what the file allows', () => {
    const { steps } = played({ comes: () => 9_000, consumes: (of) => of * 80, forMs: 300_000 });
    equal(Math.max(...numbersOf(steps)), BOUNDS.max);
  });

  it('rises where the one that is there has so much to do that it answers now and then', () => {
    const scaler = new Scaler(BOUNDS);
    const steps: number[] = [];
    for (let atMs = 0; atMs <= 2 * JUDGE_MS; atMs += LOOK_MS) {
      const ready = atMs % (3 * LOOK_MS) === 0 ? 1 : 0;
      const step = scaler.look({ atMs, ready, lag: ready * 10_000, consumed: 0 });
      if (step) steps.push(step.to);
    }
    deepEqual(steps, [2]);
  });

  it('stays until all of them answer', () => {
    const scaler = new Scaler(BOUNDS);
    for (let atMs = 0; atMs < 60_000; atMs += LOOK_MS)
      equal(scaler.look({ atMs, ready: 0, lag: 10_000, consumed: 0 }), undefined);
  });
});
