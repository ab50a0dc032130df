import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bakery, bakeryTraffic } from './bakery.testing.ts';
import * as planted from './planted.testing.ts';
import { keepsPromises } from './promises.ts';

const business = { system: bakery, traffic: bakeryTraffic };

const SEEDS = 10;

describe('A business in storms', () => {
  it('keeps its promises', () => keepsPromises(business, SEEDS));

  it('is told when it does not', () =>
    assert.rejects(keepsPromises({ ...business, sabotage: planted.askWithoutUndo }, SEEDS)));

  it('is told when there was no storm', () => assert.rejects(keepsPromises(business, 0)));
});
