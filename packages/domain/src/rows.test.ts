import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowByRow, rulesByRow } from './rows.ts';

describe('A row for several names', () => {
  it('is a row for each of them', () =>
    assert.deepEqual(rowByRow({ 'placed, booked': 1, canceled: 2, '*': 3 }), {
      placed: 1,
      booked: 1,
      canceled: 2,
      '*': 3,
    }));

  it('may not say again what another row says', () =>
    assert.throws(() => rowByRow({ placed: 1, 'booked, placed': 2 }), /two rows for placed/));

  it('leaves rules as they are that are no tables', () => {
    const rule = () => 1;
    const word = { type: 'Nothing' };
    assert.deepEqual(rulesByRow({ Place: rule, Cancel: word, Close: { 'a, b': rule } }), {
      Place: rule,
      Cancel: word,
      Close: { a: rule, b: rule },
    });
  });
});
