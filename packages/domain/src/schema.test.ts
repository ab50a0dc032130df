// The checks of shapes beside those of a library that knows all of JSON Schema.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Type from 'typebox';
import { Set as setFormat } from 'typebox/format';
import { Check } from 'typebox/value';
import { isDate } from './calendar.ts';
import { checkOf, digitsIn } from './schema.ts';
import type { Schema } from './schema.ts';
import * as shapes from './shapes.ts';
import { rounded } from './rounding.ts';

setFormat('date', isDate);

const { byName, count, date, decimal, id, list, nullable, oneOf, optional, text, textOf, truth } =
  shapes;

const place = shapes.valueObject({ city: textOf(3), street: optional(text), floor: count() });

const drawn = {
  text,
  short: textOf(3, 2),
  empty: textOf(3, 0),
  truth,
  count: count(),
  few: count({ min: 0, max: 3 }),
  number: shapes.numberFrom(-1.5, 1.5),
  rate: decimal(2),
  coordinate: decimal(6, { min: -90, max: 90 }),
  date,
  instant: shapes.datetimeIn('Asia/Seoul'),
  plate: shapes.textLike('^\\d{2}[가-힣]\\d{4}$', { ko: '', en: '' }),
  place: id('place'),
  size: oneOf('small', 'large'),
  gift: nullable(text),
  sizes: list(oneOf('small', 'large'), 2),
  byNight: byName(count({ min: 0 })),
  address: place,
  addresses: list(place),
  optional: shapes.valueObject({ only: optional(text) }),
} as const;

const texts = [
  ['true', '', 'a', 'ab', 'abc', 'abcd', 'x'.repeat(100), 'x'.repeat(101), '한글'],
  ['🚕', '🚕🚕', '🚕🚕🚕', '🚕🚕🚕🚕', '🚕'.repeat(100), '🚕'.repeat(101)],
  ['12가3456', '12A3456', 'place-1', 'place-', 'place-a b', 'small', 'large', 'Small'],
  ['2024-02-29', '2023-02-29', '20240221', '2024-2-1', '2024-02-30T00:00:00Z'],
  ['2024-02-21T15:00:00+09:00', '2024-02-21T24:00:00Z', '2024-02-21T15:60:00Z'],
  ['2024-02-21T15:00:00.123Z', '2024-02-21T15:00:00', '2024-02-21T15:00:00+24:00'],
  ['2024-02-21T15:00:00+09:60', '2024-02-21T15:00:61Z', '2024-02-21t15:00:00z'],
].flat();

const numbers = [
  [0, -0, 1, 3, 4, -1, 1.5, 1.51, 0.1, 0.01, 0.001, 1.005, 89.123456, 89.1234567, -90, 1e21],
  [NaN, Infinity, -Infinity, 2 ** 53, 2 ** 53 - 1, 90_071_992_547_409.9],
].flat();

const lists = [
  [],
  ['small'],
  ['small', 'large'],
  ['small', 'large', 'small'],
  ['none'],
  [undefined],
];

const objects = [
  [{}, { a: 1 }, { a: -1 }, { a: 1, b: 'x' }, { only: 'x' }, { only: 1 }, { only: undefined }],
  [
    { city: 'a', floor: 1 },
    { city: 'a', floor: 1, street: '' },
    { city: 'abcd', floor: 1 },
  ],
  [{ floor: 1 }, { city: 'a', floor: 1, more: 1 }, [{ city: 'a', floor: 1 }], [{ city: 'a' }]],
].flat();

const others = [undefined, null, true, false, 1n, new Date(0), () => 1];

const values: readonly unknown[] = [...texts, ...numbers, ...lists, ...objects, ...others];

/** The same schema for the library, whose remainder of a division is not exact. */
const inLibrary = (schema: Schema): Type.TSchema => {
  const { multipleOf, ...others } = schema;
  if (multipleOf === undefined) return schema;
  const isRounded = (value: number): boolean => rounded(value, digitsIn(multipleOf)) === value;
  return Type.Refine(Type.Number(others), isRounded);
};

describe('the check of a schema', () => {
  for (const [name, { schema }] of Object.entries(drawn))
    it(`of ${name} is that of JSON Schema`, () => {
      const check = checkOf(schema);
      const oracle = inLibrary(schema);
      for (const value of values)
        assert.equal(check(value), Check(oracle, value), `${name} ${String(value)}`);
      assert.ok(values.some(check), 'some value is right');
      assert.ok(!values.every(check), 'some value is wrong');
    });

  it('takes no property that all objects have for a field', () => {
    const { schema } = shapes.valueObject({ constructor: optional(text), toString: text });
    assert.equal(checkOf(schema)({ toString: 'x' }), true);
    assert.equal(checkOf(schema)({ constructor: 'x' }), false);
    assert.equal(checkOf(schema)({ constructor: 1, toString: 'x' }), false);
  });

  it('runs nothing that is written in a schema', () => {
    const written = `'"\u2028\\);globalThis.isRun = true;//\n`;
    const fields = { [written]: oneOf(written, 'other') };
    const check = checkOf(shapes.valueObject(fields).schema);
    assert.equal(check({ [written]: written }), true);
    assert.equal(check({ [written]: 'none' }), false);
    assert.equal('isRun' in globalThis, false);
  });

  it('is made once', () => {
    assert.equal(checkOf(text.schema), checkOf(text.schema));
  });
});
