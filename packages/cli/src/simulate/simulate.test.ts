// Storms from the command line: over all businesses, and where a promise is broken.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { businessNames, shippedBusiness } from '../businesses.ts';
import { said } from '../run.testing.ts';
import { terminalOf } from '../terminal.ts';
import { entrantOf, simulateThem } from './simulate.ts';

/** The first seed that is as wide as can be. */
const WIDE_SEED = 2;

const broken = import.meta.resolve('./broken.testing.ts');

describe('dure simulate --all', () => {
  it('tells of every business that ships with Dure, and of all of them', async () => {
    const { code, out } = await said(`simulate --all --seed ${WIDE_SEED}`);
    assert.equal(code, 0, out);
    const lines = out.trimEnd().split('\n');
    const figures = '1 storm \\(1 with 3 replicas × 16 partitions\\), [\\d,]+ commands';
    for (const [index, name] of businessNames.entries())
      assert.match(lines[index] ?? '', new RegExp(`^✔ ${name} +${figures}`));
    const { length } = businessNames;
    const all = `${length} storms (${length} with 3 replicas × 16 partitions), `;
    assert.ok(lines[length]?.startsWith(`${length} businesses: ${all}`), lines[length]);
    assert.equal(lines.at(-1), 'Every promise was kept');
  });

  it('ends with 1 and the story of a failing seed, and storms over the others too', async () => {
    const lines: string[] = [];
    const stream = { write: (text: string) => lines.push(text) };
    const terminal = terminalOf({ stdout: stream, stderr: stream, env: {} }, 'en');
    const business = {
      system: { module: broken, name: 'Broken' },
      traffic: { module: broken, name: 'traffic' },
    };
    const entrants = [{ name: 'broken', business }, entrantOf(shippedBusiness('repair-shop'))];
    const values = { lang: 'en', help: false, seeds: 1, from: 7, seed: 7, threads: 1 } as const;
    assert.equal(await simulateThem(entrants, values, terminal), 1);
    const out = lines.join('');
    assert.match(out, /^✖ broken .*\n✔ repair-shop .*\n2 businesses: 2 storms/);
    assert.match(out, /A promise was broken by seed broken 7\n\nSeed 7 breaks a promise/);
    assert.match(out, /I0: \d+ things happened\.[^]*The weather, for/);
  });
});
