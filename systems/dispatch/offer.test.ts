import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hasPassed, lapsedAgain, passedBy } from './index.ts';

it('A case is offered once to each', () => {
  assert.equal(hasPassed('a', {}), false);
  const once = { passedBy: passedBy('a', {}) };
  assert.equal(hasPassed('a', once), true);
  assert.equal(hasPassed('b', once), false);
  assert.deepEqual(passedBy('b', once), ['a', 'b']);
});

it('Whoever does not answer often enough in a row is absent', () => {
  assert.deepEqual(lapsedAgain(undefined, 2), { lapses: 1, isAbsent: false });
  assert.deepEqual(lapsedAgain(1, 2), { lapses: 2, isAbsent: true });
  assert.deepEqual(lapsedAgain(0, 1), { lapses: 1, isAbsent: true });
});
