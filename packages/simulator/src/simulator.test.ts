// Whole businesses in the storm keep every promise, and the same seed gives the same storm.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rehearsal } from '@dure/lodging/rehearsal';
import { traffic } from '@dure/lodging/traffic';
import { bakery, bakeryTraffic } from './bakery.testing.ts';
import { businesses } from './businesses.testing.ts';
import { drawPlan, simulate, simulateInThreads, storyOf } from './index.ts';
import type { Business, StormParts } from './index.ts';
import { runStorm } from './storm.ts';

const lodging = { system: rehearsal, traffic };

/** Tells the story of the first failure; nothing, when there is none. */
const failureOf = async (
  business: Business,
  parts: Omit<StormParts, 'plan'>,
  seeds: number,
): Promise<string> => {
  const { failures } = await simulateInThreads({ business, seeds, failuresMax: 1 });
  const [failure] = failures;
  return failure === undefined ? '' : await storyOf(failure.seed, parts);
};

describe('in the storm', () => {
  it('lodging keeps every promise', async () =>
    assert.equal(await failureOf(businesses.lodging, lodging, 300), ''));

  it('a bakery keeps every promise', async () => {
    const parts = { system: bakery, traffic: bakeryTraffic };
    assert.equal(await failureOf(businesses.bakery, parts, 300), '');
  });

  it('everything breaks at some time', async () => {
    const business = businesses.lodging;
    const summary = await simulateInThreads({ business, seeds: 60 });
    const { struck, records, commands, widest } = summary;
    const kinds = ['crash', 'stop', 'down', 'cutOff', 'brokerDown', 'storeAway', 'externalDown'];
    const more = ['externalSlow', 'again', 'rebuild', 'jump', 'request lost', 'answer lost'];
    for (const kind of [...kinds, ...more]) assert.ok((struck[kind] ?? 0) > 0, kind);
    assert.ok(records > 600);
    assert.ok(commands > 200);
    assert.ok(widest > 0 && widest < 10, `${widest} ran as wide as can be`);
  });

  it('operators act on what is parked, and logs that others have followed are missed', async () => {
    const { struck } = await simulateInThreads({ business: businesses.bakery, seeds: 150 });
    const acts = ['retry', 'mend', 'skip', 'group'].map((act) => `operated: ${act}`);
    for (const kind of [...acts, 'poison', 'older log', 'replaced log', 'log not followed'])
      assert.ok((struck[kind] ?? 0) > 0, kind);
  });

  it('many threads see what one sees', async () => {
    const seeds = { seeds: 15, from: 7 };
    const many = await simulateInThreads({ business: businesses.lodging, threads: 2, ...seeds });
    assert.deepEqual(many, await simulate({ ...lodging, ...seeds }));
  });
});

describe('a seed', () => {
  const trace = async (seed: number, isTraced: boolean) => {
    const plan = drawPlan(lodging, seed);
    const { world, figures, findings } = await runStorm({ ...lodging, plan, isTraced });
    const { entries, hash } = world.trace;
    return { figures, findings, hash, entries };
  };

  for (const seed of [3, 8, 21]) {
    it(`gives the same trace again, byte for byte: ${seed}`, async () => {
      const [once, again] = [await trace(seed, true), await trace(seed, true)];
      assert.ok(once.entries.length > 50);
      assert.deepEqual(again, once);
    });
  }

  it('gives the same storm whether it is traced or not', async () => {
    const [traced, untraced] = [await trace(5, true), await trace(5, false)];
    assert.deepEqual(untraced.figures, traced.figures);
    assert.deepEqual(untraced.entries, []);
  });

  it('gives another storm than its neighbour', async () =>
    assert.notEqual((await trace(1, true)).hash, (await trace(2, true)).hash));
});
