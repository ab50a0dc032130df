// Which Node runs the program, and which of its warnings are left out.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isTooOld, withoutKnownWarnings } from './node-version.ts';

describe('a Node', () => {
  it('from 22.18 on is new enough', () => {
    for (const version of ['20.20.2', '22.17.1', '18.0.0']) assert.ok(isTooOld(version), version);
    for (const version of ['22.18.0', '24.0.0', '26.1.0']) assert.ok(!isTooOld(version), version);
  });

  it('says nothing of what newer ones call stable, and all the rest', () => {
    const heard: unknown[] = [];
    const node = { emitWarning: (...words: readonly unknown[]) => void heard.push(words) };
    withoutKnownWarnings(node);
    const { emitWarning } = node;
    emitWarning('SQLite is an experimental feature and might change', 'Experimental');
    emitWarning('Something else is odd', 'Experimental');
    emitWarning(new Error('An error that is only a warning'));
    assert.deepEqual(heard, [
      ['Something else is odd', 'Experimental'],
      [new Error('An error that is only a warning')],
    ]);
  });
});
