import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contract } from './contract.ts';
import { problemsOf, readFields } from './reading.ts';
import { rounded } from './rounding.ts';
import { decimal, optional, personal, text, valueObject } from './shapes.ts';

const rate = decimal(2, { max: 100 });
const place = valueObject({
  street: text,
  zip: optional(text),
  at: valueObject({ lat: decimal(6, { min: -90, max: 90 }), lng: decimal(6, { min: -180 }) }),
});
const { event } = contract('shop', { events: { Rated: { rate, place } } });

const read = (field: object) => readFields({ rate }, field);
const seoul = { street: '세종대로', at: { lat: 37.5665, lng: 126.978 } };
const pathsOf = (mistakes: readonly { readonly path: string }[] = []) =>
  mistakes.map(({ path }) => path);

describe('a decimal', () => {
  it('is a number of so many digits after the point', () => {
    for (const value of [0, 0.01, 0.07, 1.1, 12.5, 99.99, 100]) {
      assert.deepEqual(read({ rate: value }).data, { rate: value });
      assert.deepEqual(read({ rate: String(value) }).data, { rate: value });
    }
  });

  it('is no other number', () => {
    for (const value of [0.001, 0.1 + 0.2, 100.01, -0.01, Number.NaN, Infinity, '1,5', '', null]) {
      assert.deepEqual(pathsOf(read({ rate: value }).mistakes), ['rate'], String(value));
    }
  });

  it('says what it is, to people and in JSON Schema', () => {
    assert.equal(
      read({ rate: 1.005 }).mistakes?.[0]?.en,
      'must be a number from 0 to 100, with at most 2 digits after the point',
    );
    const schema = { type: 'number', minimum: 0, maximum: 100, multipleOf: 0.01 };
    assert.deepEqual(JSON.parse(JSON.stringify(rate.schema)), schema);
    assert.throws(() => decimal(10), /from 0 to 9 digits/);
  });

  it('is what a computed number is brought to', () => {
    assert.equal(rounded(0.1 + 0.2, 2), 0.3);
    assert.equal(rounded(1.005, 2), 1.01);
    assert.equal(rounded(-1.005, 2), -1);
    assert.equal(rounded(1e-9, 2), 0);
    assert.equal(rounded(1e21, 2), 1e21);
  });
});

describe('a value object', () => {
  const readPlace = (written: unknown) => readFields({ place }, { place: written });

  it('has its fields read, and no other kept', () => {
    const written = {
      ...seoul,
      street: '  세종대로 ',
      more: 1,
      at: { ...seoul.at, lat: '37.5665' },
    };
    assert.deepEqual(readPlace(written).data, { place: seoul });
  });

  it('names the field that is wrong or missing in it', () => {
    assert.deepEqual(pathsOf(readPlace({ ...seoul, at: { lat: 91 } }).mistakes), [
      'place.at.lat',
      'place.at.lng',
    ]);
    assert.equal(readPlace({ at: seoul.at }).mistakes?.[0]?.en, 'is required');
    assert.deepEqual(pathsOf(readPlace('세종대로').mistakes), ['place']);
  });

  it('is checked in what a rule makes', () => {
    const wrong = { ...seoul, at: { lat: 0.1 + 0.2, lng: 0 } };
    assert.deepEqual(
      pathsOf(problemsOf(event.Rated, event.Rated({ rate: 0.1 + 0.2, place: wrong }))),
      ['rate', 'place.at.lat'],
    );
  });

  it('is personal where something in it is', () => {
    assert.equal(valueObject({ name: personal(text, 'name') }).isPersonal, true);
    assert.equal(place.isPersonal, undefined);
  });
});
