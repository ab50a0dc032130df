import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeAt } from './index.ts';

const districtOf = (written: string) => placeAt(written)?.district;

describe('The gazetteer', () => {
  it('knows a district by all its names', () => {
    for (const name of ['마포구', '마포', 'mapo', 'Mapo', ' 홍대 ']) {
      assert.equal(districtOf(name), '마포구', name);
    }
    assert.equal(districtOf('서울역'), '중구');
    assert.equal(districtOf('이수'), '이수');
  });

  it('reads Hangul that was written in its parts', () => {
    assert.equal(districtOf('마포'.normalize('NFD')), '마포구');
  });

  it('places an address at the district that it starts with', () => {
    assert.equal(districtOf('강남구 테헤란로 152'), '강남구');
    assert.equal(districtOf('중랑구 중구로 1'), '중랑구');
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
