// #region simulate
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { simulate, storyOf } from '@dure/simulator';
import { rehearsal } from './rehearsal.ts';
import { traffic } from './traffic.ts';

it('keeps its promises, whatever breaks', async () => {
  const { failures } = await simulate({ system: rehearsal, traffic, seeds: 100 });
  const [first] = failures;
  assert.equal(first && (await storyOf(first.seed, { system: rehearsal, traffic })), undefined);
});
// #endregion simulate
