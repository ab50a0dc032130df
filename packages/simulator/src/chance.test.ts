// Chance comes from its seed, and is fair enough.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chance } from './chance.ts';

const numbers = (chance: Chance, count: number) =>
  Array.from({ length: count }, () => chance.next());

describe('chance', () => {
  it('is the same again from the same name', () =>
    assert.deepEqual(numbers(new Chance('a'), 100), numbers(new Chance('a'), 100)));

  it('differs from name to name', () =>
    assert.notDeepEqual(numbers(new Chance('a'), 3), numbers(new Chance('b'), 3)));

  it('forks by name, whatever was asked of it before', () => {
    const used = new Chance('a');
    numbers(used, 10);
    assert.deepEqual(numbers(used.fork('x'), 5), numbers(new Chance('a').fork('x'), 5));
  });

  it('is spread over the whole range', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of numbers(new Chance('spread'), 10_000)) {
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    assert.ok(
      tenths.every((count) => count > 850 && count < 1_150),
      tenths.join(', '),
    );
  });

  it('is not moved by what cannot happen', () => {
    const [asked, unasked] = [new Chance('a'), new Chance('a')];
    assert.equal(asked.is(0), false);
    assert.equal(asked.next(), unasked.next());
  });
});
