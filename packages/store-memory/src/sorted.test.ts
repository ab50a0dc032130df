import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { byCodePoint, SortedSet } from './sorted.ts';

const byNumber = (a: number, b: number): number => a - b;

describe('A sorted set', () => {
  it('holds what a plain set holds, in order, through any changes', () => {
    const change = fc.record({ isAdded: fc.boolean(), value: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(fc.array(change), fc.integer({ min: 0, max: 60 }), (changes, start) => {
        const sorted = new SortedSet(byNumber);
        const plain = new Set<number>();
        for (const { isAdded, value } of changes) {
          if (isAdded) sorted.add(value);
          else sorted.delete(value);
          if (isAdded) plain.add(value);
          else plain.delete(value);
        }
        const expected = [...plain].toSorted(byNumber);
        assert.deepEqual([...sorted], expected);
        assert.equal(sorted.size, expected.length);
        assert.equal(sorted.first, expected[0]);
        const rest = expected.filter((value) => value >= start);
        assert.deepEqual([...sorted.from(start)], rest);
      }),
    );
  });

  it('stays in order over many runs', () => {
    const sorted = new SortedSet(byNumber);
    const values = Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 5_003);
    for (const value of values) sorted.add(value);
    assert.deepEqual([...sorted], values.toSorted(byNumber));
    for (const value of values.slice(0, 4_000)) sorted.delete(value);
    assert.deepEqual([...sorted], values.slice(4_000).toSorted(byNumber));
    assert.deepEqual(
      [...sorted.from(2_500)],
      [...sorted].filter((value) => value >= 2_500),
    );
  });
});

describe('Text by code point', () => {
  it('is ordered as its bytes of UTF-8 are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        assert.equal(Math.sign(byCodePoint(a, b)), bytes);
      }),
    );
    assert.ok(byCodePoint('！', '🦀') < 0);
  });
});
