// A next version is deployed in the storm, replica by replica, and every promise is kept; bugs of
// two versions side by side are caught.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bakery, bakeryTraffic } from './bakery.testing.ts';
import { businesses } from './businesses.testing.ts';
import { deployedBakery } from './deployed-bakery.testing.ts';
import { simulateInThreads, storyOf } from './index.ts';

const SEEDS = 200;
const SEEDS_MOST = 20;
const business = businesses.deployed;
const module = import.meta.resolve('./planted-versions.testing.ts');

describe('A bakery whose next version is deployed in the storm', () => {
  it('keeps every promise', async () => {
    const parts = { system: bakery, next: deployedBakery, traffic: bakeryTraffic };
    const { failures, struck } = await simulateInThreads({
      business,
      seeds: SEEDS,
      failuresMax: 1,
    });
    const [failure] = failures;
    assert.equal(failure === undefined ? '' : await storyOf(failure.seed, parts), '');
    assert.ok((struck['deploy'] ?? 0) > SEEDS);
  });

  for (const name of ['lifeUnread', 'versionUnwritten']) {
    it(`breaks one with the bug ${name}, within ${SEEDS_MOST} seeds`, async () => {
      const sabotage = { module, name };
      const { failures } = await simulateInThreads({
        business: { ...business, sabotage },
        seeds: SEEDS_MOST,
        failuresMax: 1,
      });
      assert.equal(failures[0]?.findings[0]?.of, 'G1');
    });
  }
});
