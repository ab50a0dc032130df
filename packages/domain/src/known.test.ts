import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOthers } from './known.ts';
import type { By } from './known.ts';

const own = { actor: 'Driver', claim: 'taxiid', value: 'taxi-1' };
const driver = (claims: By['claims']): By => ({ kind: 'actor', name: 'Driver', claims });

describe('What an actor commands', () => {
  it('is theirs where their credential proves it, be it one of several', () => {
    assert.equal(isOthers(driver({ taxiid: 'taxi-1' }), own), false);
    assert.equal(isOthers(driver({ taxiid: ['taxi-2', 'taxi-1'] }), own), false);
  });

  it('is another’s where it does not', () => {
    assert.equal(isOthers(driver({ taxiid: 'taxi-2' }), own), true);
    assert.equal(isOthers(driver({}), own), true);
  });

  it('is not looked at for other actors, and for the machine', () => {
    assert.equal(isOthers({ kind: 'actor', name: 'Operator', claims: {} }, own), false);
    assert.equal(isOthers({ kind: 'policy', name: 'Driver', claims: {} }, own), false);
  });
});
