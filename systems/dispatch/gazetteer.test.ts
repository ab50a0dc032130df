import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { districtOf, placeAt } from './index.ts';

const called = (written: string) => placeAt(written)?.district;

describe('The gazetteer', () => {
  it('knows a district by all its names', () => {
    for (const name of ['마포구', '마포', 'mapo', 'Mapo', ' 홍대 ']) {
      assert.equal(called(name), '마포구', name);
    }
    assert.equal(called('서울역'), '중구');
    assert.equal(called('이수'), '이수');
  });

  it('reads Hangul that was written in its parts', () => {
    assert.equal(called('마포'.normalize('NFD')), '마포구');
  });

  it('places an address at the district that it starts with', () => {
    assert.equal(called('강남구 테헤란로 152'), '강남구');
    assert.equal(called('중랑구 중구로 1'), '중랑구');
  });

  it('takes coordinates as they are', () => {
    assert.deepEqual(placeAt('37.5663, 126.9019'), {
      district: '37.5663,126.9019',
      latitude: 37.5663,
      longitude: 126.9019,
    });
  });

  it('knows no other place', () => {
    for (const name of ['', '부산', '마포대로', '91,0', '37.5', 'constructor']) {
      assert.equal(placeAt(name), undefined, name);
    }
  });
});

it('A place is called by its district, and an unknown one as it is written', () => {
  assert.equal(districtOf('홍대'), '마포구');
  assert.equal(districtOf('마포구 성산동 1'), '마포구');
  assert.equal(districtOf('달'), '달');
});
