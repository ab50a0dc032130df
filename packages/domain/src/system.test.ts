// What a business and its parts may be called.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext } from './context.ts';
import { system } from './system.ts';

const called = (name: string, context = 'desk', actor = 'Keeper') =>
  system(name, {
    label: ['가게', 'Shop'],
    businessKey: 'orderId',
    contexts: [boundedContext(context, { actors: { [actor]: { reads: 'all' } } })],
  });

describe('a name on the wall', () => {
  it('has letters of any language, digits, hyphens and underscores', () => {
    assert.equal(called('tool-shed_2', '가게').name, 'tool-shed_2');
  });

  it('is refused where no address or file can be named after it', () => {
    for (const name of ['My Shed', 'shop!', '', '2nd', '-shop', 'a/../b', 'a:b', 'a\nb']) {
      assert.throws(() => called(name), /is no name: a letter first/, name);
      assert.throws(() => called('shop', name), /is no name: a letter first/, name);
    }
    assert.throws(() => called('shop', 'desk', 'Kee:per'), /"Kee:per" is no name/);
  });
});
