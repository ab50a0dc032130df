// A business of one's own, killed while people use it; and one that forgets is found out.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { shippedBusiness } from '../businesses.ts';
import { said } from '../run.testing.ts';
import { Broken } from '../simulate/broken.testing.ts';
import { crashByTraffic } from './by-traffic.ts';

const shed = fileURLToPath(new URL('../../../../examples/tool-shed', import.meta.url));

describe('dure crash of a business', () => {
  it('loses nothing of the tool shed, however often it is killed', async () => {
    const { code, out } = await said(`crash ${shed} --kills 4 --seed 5`);
    assert.equal(code, 0, out);
    assert.match(out, /4 kills .* [1-9]\d* accepted\nNothing lost, nothing twice\n$/);
  });

  it('sets the business up, also when its first life ends before that', async () => {
    const { code, out } = await said(`crash ${shed} --kills 2 --seed 851768`);
    assert.equal(code, 0, out);
    assert.match(out, /2 kills \(1 while it started\), .* [1-9]\d* accepted\n/);
  });

  it('has shown nothing where no command was accepted', async () => {
    // This seed kills the only life some milliseconds after it began to start.
    const { code, out } = await said(`crash ${shed} --kills 1 --seed 66`);
    assert.equal(code, 1, out);
    assert.match(out, /No command was accepted before any of 1 kills, so nothing was shown/);
  });

  it('tells what does not hold', async () => {
    const business = { ...shippedBusiness('repair-shop'), rehearsal: async () => Broken };
    const { findings } = await crashByTraffic(business, { kills: 3, seed: 3 });
    assert.match(findings.join('\n'), /I0: \d+ things happened/);
  });
});
