import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fields } from './fields.ts';

describe('A vehicle number', () => {
  const { vehiNo } = fields;

  it('is digits and Hangul letters, without the blanks', () => {
    assert.equal(vehiNo.read(' 12가 3456 '), '12가3456');
    assert.equal(vehiNo.read(1234), '1234');
    assert.equal(vehiNo.read(null), null);
    const { pattern } = { pattern: '', ...vehiNo.schema };
    for (const right of ['0101', '12가3456', '34나5678']) assert.match(right, new RegExp(pattern));
    for (const wrong of ['', 'AB123', '12-3456']) assert.doesNotMatch(wrong, new RegExp(pattern));
  });
});
