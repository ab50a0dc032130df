// Names of a wall as identifiers of Protocol Buffers.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jsonNameOf, lowerSnake, pascal, upperSnake } from './names.ts';

describe('a name of the wall', () => {
  it('is parted at its capitals and signs', () => {
    assert.equal(lowerSnake('strDt'), 'str_dt');
    assert.equal(lowerSnake('ptOrderId'), 'pt_order_id');
    assert.equal(lowerSnake('parcel-pickup'), 'parcel_pickup');
    assert.equal(lowerSnake('URLPath'), 'url_path');
    assert.equal(pascal('parcel-pickup'), 'ParcelPickup');
    assert.equal(pascal('PlaceReservation'), 'PlaceReservation');
    assert.equal(upperSnake('10KG_UNDER'), '10KG_UNDER');
  });

  it('is written by its sounds, where it is Korean', () => {
    assert.equal(lowerSnake('이름'), 'ireum');
    assert.equal(upperSnake('일반'), 'ILBAN');
    assert.equal(upperSnake('예약완료'), 'YEYAKWANRYO');
    assert.equal(pascal('숙소'), 'Sukso');
  });

  it('is the same for both forms of Unicode', () => {
    assert.equal(lowerSnake('이름'.normalize('NFD')), lowerSnake('이름'));
  });

  it('is written by numbers, where it is of neither', () => {
    assert.equal(lowerSnake('名'), 'u540d');
    assert.equal(lowerSnake('2층'), 'n2cheung');
  });

  it('is found again in JSON', () => {
    assert.equal(jsonNameOf('pt_order_id'), 'ptOrderId');
    assert.equal(jsonNameOf('url_path'), 'urlPath');
  });
});
