// A real process, killed by SIGKILL while it works: nothing is lost, and nothing happens twice.
// The long form is `npx dure crash`.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Lodging } from '@dure/lodging';
import { crashTest } from './crash/run.ts';
import { crashStory } from './crash/story.ts';
import { terminalOf } from './terminal.ts';

const SEEDS = 1_000_000;

it('loses nothing and repeats nothing, however often it is killed', async () => {
  const seed = Math.floor(Math.random() * SEEDS);
  const report = await crashTest({ kills: 5, seed });
  const terminal = terminalOf(process, 'en');
  const story = crashStory(report, { seed, system: Lodging, terminal }).join('\n');
  assert.equal(report.findings.length, 0, story);
  assert.equal(report.kills.length, 5);
  assert.ok(report.ledger.exchanges.length > 20, 'hardly anybody was served');
});
