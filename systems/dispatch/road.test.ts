import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeAt, roadMetres } from './index.ts';

const at = (name: string) => {
  const place = placeAt(name);
  assert.ok(place, name);
  return place;
};

describe('The road', () => {
  it('is as long as the page says, there and back', () => {
    assert.equal(roadMetres(at('마포'), at('강남')), 18_114);
    assert.equal(roadMetres(at('강남'), at('마포')), 18_114);
  });

  it('is nothing where one already is', () => {
    assert.equal(roadMetres(at('홍대'), at('마포구')), 0);
  });
});
