// What may be asked of a drill, and what is said of the rest.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askedIn } from './asked.ts';
import { CannotRun } from './drill.ts';

const nothing = { name: undefined, on: undefined, rounds: undefined, seconds: undefined };

describe('what is asked of a drill', () => {
  it('is nothing, or a row with its numbers and its place', () => {
    assert.deepEqual(askedIn([]), nothing);
    assert.deepEqual(askedIn(['volume', '--seconds', '600', '--on', 'kubernetes', '--rounds=1']), {
      name: 'volume',
      on: 'kubernetes',
      rounds: 1,
      seconds: 600,
    });
  });

  for (const option of ['--rounds', '--seconds']) {
    for (const written of ['abc', '0', '-1', '1.5', '', '1e3', '99999999999']) {
      it(`is a whole number for ${option}, and not ${written || 'empty'}`, () => {
        assert.throws(() => askedIn(['volume', option, written]), CannotRun);
        assert.throws(() => askedIn(['volume', `${option}=${written}`]), CannotRun);
      });
    }
  }

  for (const args of [['--seconds'], ['--on'], ['--secnds', '4'], ['manifests']]) {
    it(`is not ${args.join(' ')} behind a row`, () =>
      assert.throws(() => askedIn(['volume', ...args]), CannotRun));
  }
});
