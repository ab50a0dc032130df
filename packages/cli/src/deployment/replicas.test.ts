// What `dure up` gives its processes, and refuses to give them.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentOf } from './replicas.ts';

describe('The environment of the processes of dure up', () => {
  it('has a secret of its own where none is given', () => {
    for (const environment of [{}, { DURE_SECRET: '' }])
      assert.match(environmentOf([], environment)['DURE_SECRET'] ?? '', /^.{64}$/);
    assert.deepEqual(environmentOf([], { DURE_SECRET: 'x'.repeat(32) }), {});
  });

  it('is not given to any while its secret is wrong', () => {
    const missing = { DURE_SECRET_FILE: '/nowhere' };
    assert.throws(() => environmentOf([], missing), /\/nowhere, named by DURE_SECRET_FILE/);
    assert.throws(() => environmentOf([], { DURE_SECRET: 'short' }), /shorter than 32/);
  });
});
