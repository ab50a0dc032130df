// A next version is deployed in the storm, replica by replica, and every promise is kept; bugs of
// two versions side by side are caught.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bakeryTraffic } from './bakery.testing.ts';
import { businesses } from './businesses.testing.ts';
import { deployedBakery } from './deployed-bakery.testing.ts';
import { formerBakery } from './former-bakery.testing.ts';
import { simulateInThreads, storyOf } from './index.ts';

const SEEDS = 200;
const SEEDS_MOST = 20;
const business = businesses.deployed;
const module = import.meta.resolve('./planted-versions.testing.ts');

/** The bugs, and the promises one of which each breaks first. */
const bugs: readonly (readonly [name: string, breaks: RegExp])[] = [
  ['lifeUnread', /^(G1|G6|P7)$/],
  ['versionUnwritten', /^G1$/],
  ['entryLifeUnread', /^(G|P)\d+$/],
  ['foldedUnwritten', /^(G|P)\d+$/],
  ['viewVersionUnread', /^(G|P)\d+$/],
  ['removedStaysDue', /^(G|P)\d+$/],
  ['stepsNumbered', /^(G|P)\d+$/],
];

/** Upcasts that are wrong, by their modules, and what they break first. */
const upcasts: readonly (readonly [name: string, breaks: RegExp])[] = [
  ['channel', /^G1$/],
  ['amount', /^G1$/],
  ['throwing', /^(G|P)\d+$/],
];

describe('A bakery whose next version is deployed in the storm', () => {
  it('keeps every promise', async () => {
    const parts = { system: formerBakery, next: deployedBakery, traffic: bakeryTraffic };
    const { failures, struck } = await simulateInThreads({
      business,
      seeds: SEEDS,
      failuresMax: 1,
    });
    const [failure] = failures;
    assert.equal(failure === undefined ? '' : await storyOf(failure.seed, parts), '');
    assert.ok((struck['deploy'] ?? 0) > SEEDS);
  });

  for (const [name, breaks] of bugs) {
    it(`breaks one with the bug ${name}, within ${SEEDS_MOST} seeds`, async () => {
      const sabotage = { module, name };
      const { failures } = await simulateInThreads({
        business: { ...business, sabotage },
        seeds: SEEDS_MOST,
        failuresMax: 1,
      });
      assert.match(failures[0]?.findings[0]?.of ?? '', breaks);
    });
  }

  for (const [name, breaks] of upcasts) {
    it(`breaks one where an upcast is wrong: ${name}`, async () => {
      const next = import.meta.resolve(`./deployed-${name}.testing.ts`);
      const { failures } = await simulateInThreads({
        business: { ...business, next: { module: next, name: 'wronglyLifted' } },
        seeds: SEEDS_MOST,
        failuresMax: 1,
      });
      assert.match(failures[0]?.findings[0]?.of ?? '', breaks);
    });
  }
});
