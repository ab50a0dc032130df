import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFields } from './reading.ts';
import {
  byName,
  count,
  date,
  id,
  list,
  nullable,
  oneOf,
  optional,
  personal,
  secret,
  text,
  textOf,
  truth,
} from './shapes.ts';
import { datetime, money, phone } from './korea.ts';
import type { Shape } from './shapes.ts';

const tel = personal(phone, 'tel');

/** What a field reads from what was written; nothing, when it is a mistake. */
const read = (field: Shape, written: unknown): unknown =>
  readFields({ field }, { field: written }).data?.field;

const pathsOf = (fields: Parameters<typeof readFields>[0], written: unknown): readonly string[] =>
  readFields(fields, written).mistakes?.map(({ path }) => path) ?? [];

const wordsOf = (field: Shape, written: unknown) => {
  const [first] = readFields({ field }, { field: written }).mistakes ?? [];
  return first && [first.ko, first.en];
};

describe('a day', () => {
  it('is read with hyphens or without, and means the same', () => {
    assert.equal(read(date, '2024-02-21'), '2024-02-21');
    assert.equal(read(date, '20240221'), '2024-02-21');
    assert.equal(read(date, 20240221), '2024-02-21');
    assert.equal(read(date, ' 2024-02-21 '), '2024-02-21');
  });

  it('stands in the calendar', () => {
    assert.equal(read(date, '2024-02-29'), '2024-02-29');
    assert.equal(read(date, '2000-02-29'), '2000-02-29');
    const impossible = ['2023-02-29', '1900-02-29', '20240230', '2024-13-01', '2024-00-10'];
    for (const day of [...impossible, '2024-04-31', '2024-01-00', '2024-2-1', '', 'today']) {
      assert.equal(read(date, day), undefined, day);
    }
  });

  it('is no instant', () => {
    assert.equal(read(date, '2024-02-21T00:00:00+09:00'), undefined);
    assert.equal(read(date, 1_708_473_600_000), undefined);
  });
});

describe('an instant', () => {
  it('is in Seoul, where no offset is given', () => {
    assert.equal(read(datetime, '2020-09-01 10:00:00'), '2020-09-01T10:00:00+09:00');
    assert.equal(read(datetime, '2020-09-01T10:00'), '2020-09-01T10:00:00+09:00');
    assert.equal(read(datetime, '2024-02-21T15:00:00Z'), '2024-02-21T15:00:00Z');
    assert.equal(read(datetime, '2024-02-21T15:00:00.5-05:00'), '2024-02-21T15:00:00.5-05:00');
  });

  it('has a day and a time that exist', () => {
    for (const written of ['2024-02-30T10:00:00', '2024-02-21T25:00:00', '2024-02-21', 0, null]) {
      assert.equal(read(datetime, written), undefined, JSON.stringify(written));
    }
  });
});

describe('a phone number', () => {
  it('loses blanks, hyphens, and the country', () => {
    for (const written of ['01012345678', '010-1234-5678', '010 1234 5678', '+82 10-1234-5678']) {
      assert.equal(read(tel, written), '01012345678', written);
    }
    assert.equal(read(tel, '011-123-4567'), '0111234567');
  });

  it('is a Korean mobile number', () => {
    for (const written of [
      '02-123-4567',
      '0121234567',
      '010123456789',
      '+1 555 0100',
      1012345678,
    ]) {
      assert.equal(read(tel, written), undefined, JSON.stringify(written));
    }
  });
});

describe('money', () => {
  it('is whole won, however it is written', () => {
    for (const written of [5000, 5000.0, '5000', '5000.0', ' 5000 ']) {
      assert.equal(read(money(), written), 5000, JSON.stringify(written));
    }
    for (const written of [0, -0, '-0', '-0.0']) assert.equal(read(money(), written), 0);
    assert.equal(read(money(), 100_000_000), 100_000_000);
  });

  it('is never broken, negative, endless or too much', () => {
    const wrong = [0.5, '5000.5', -1, '-1', 100_000_001, 1e300, NaN, Infinity, -Infinity];
    for (const written of [...wrong, '5,000', '5e3', '0x10', '', true, null, [5], {}]) {
      assert.equal(read(money(), written), undefined, JSON.stringify(written));
    }
    assert.equal(read(money(1), 0), undefined);
  });
});

describe('a count', () => {
  it('begins at one, unless said otherwise', () => {
    assert.equal(read(count(), 1), 1);
    assert.equal(read(count(), 0), undefined);
    assert.equal(read(count({ min: 0 }), 0), 0);
    assert.equal(read(count({ max: 50 }), 51), undefined);
    assert.equal(read(count(), 2 ** 53), undefined);
  });
});

describe('an id', () => {
  it('is text or number, with its kind or without', () => {
    for (const written of [1, '1', ' 1 ', 'place-1']) {
      assert.equal(read(id('place'), written), 'place-1', JSON.stringify(written));
    }
    assert.equal(read(id('place'), 'place-가나'), 'place-가나');
  });

  it('is of one kind, and fits into a path', () => {
    for (const written of ['order-1', 'place-', 'place-a/b', 'place-a b', 1.5, -1, 1e21, NaN, {}]) {
      assert.equal(read(id('place'), written), undefined, JSON.stringify(written));
    }
    assert.equal(read(id('place'), `place-${'x'.repeat(65)}`), undefined);
  });
});

describe('text', () => {
  it('is trimmed, and of one Unicode form', () => {
    assert.equal(read(text, '  바다  '), '바다');
    assert.equal(read(text, '바다'.normalize('NFD')), '바다');
    assert.equal(read(text, 7), '7');
  });

  it('is as long as it may be', () => {
    assert.equal(read(text, '   '), undefined);
    assert.equal(read(text, 'x'.repeat(101)), undefined);
    assert.equal(read(textOf(3), '가나다'), '가나다');
    assert.equal(read(textOf(3), '가나다라'), undefined);
    for (const written of [NaN, Infinity, true, null, ['a'], {}]) {
      assert.equal(read(text, written), undefined, JSON.stringify(written));
    }
  });
});

describe('other shapes', () => {
  it('reads a truth from its words', () => {
    assert.deepEqual([read(truth, true), read(truth, 'false')], [true, false]);
    for (const written of ['yes', 1, 0, null, 'constructor']) {
      assert.equal(read(truth, written), undefined, JSON.stringify(written));
    }
  });

  it('reads one of several words', () => {
    assert.equal(read(oneOf('OWN', 'ALL'), ' OWN '), 'OWN');
    assert.equal(read(oneOf('OWN', 'ALL'), 'own'), undefined);
  });

  it('reads nothing at all where that is a value', () => {
    assert.equal(read(nullable(count()), null), null);
    assert.equal(read(nullable(count()), '3'), 3);
    assert.equal(read(nullable(count()), ''), undefined);
  });

  it('reads each of a list', () => {
    assert.deepEqual(read(list(money()), ['5000.0', 1]), [5000, 1]);
    assert.equal(read(list(money()), '5000'), undefined);
    assert.equal(read(list(money(), 1), [1, 2]), undefined);
  });

  it('reads each of what stands under names', () => {
    assert.deepEqual(read(byName(money()), { '2024-02-21': '5000.0' }), { '2024-02-21': 5000 });
    assert.equal(read(byName(money()), [1]), undefined);
  });
});

describe('a body', () => {
  const fields = { orderId: id('order'), qty: count({ max: 50 }), reason: optional(text) };

  it('is read as its fields, and nothing else of it is', () => {
    const { data } = readFields(fields, { orderId: 7, qty: '2.0', price: 1, type: 'Forged' });
    assert.deepEqual(data, { orderId: 'order-7', qty: 2 });
  });

  it('is an object', () => {
    for (const written of [null, undefined, [], 'x', 1, [{ orderId: 1, qty: 1 }]]) {
      assert.deepEqual(pathsOf(fields, written), ['']);
    }
  });

  it('names every mistake with its path', () => {
    assert.deepEqual(pathsOf(fields, { qty: 0, reason: '' }), ['orderId', 'qty', 'reason']);
    assert.deepEqual(pathsOf({ nights: list(count()) }, { nights: [1, 0, 'x'] }), [
      'nights.1',
      'nights.2',
    ]);
    const rooms = { rooms: byName(count()) };
    assert.deepEqual(pathsOf(rooms, { rooms: { '2024-02-21': 0, '2024-02-22': 1 } }), [
      'rooms.2024-02-21',
    ]);
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, count()]));
    assert.equal(pathsOf(many, {}).length, 40);
    assert.deepEqual(readFields(fields, null, 'body').mistakes?.[0]?.path, 'body');
    assert.deepEqual(readFields(fields, { qty: 1 }, 'body').mistakes?.[0]?.path, 'body.orderId');
  });

  it('has only what was written into it', () => {
    const forged: unknown = JSON.parse('{"__proto__":{"orderId":"order-1"},"qty":1}');
    assert.deepEqual(pathsOf(fields, forged), ['orderId']);
    assert.deepEqual(pathsOf(fields, Object.create({ orderId: 'order-1', qty: 1 })), [
      'orderId',
      'qty',
    ]);
    assert.deepEqual(pathsOf({ toString: text }, {}), ['toString']);
    assert.equal(Object.hasOwn(Object.prototype, 'orderId'), false);
  });
});

describe('a mistake', () => {
  it('is told in Korean and English', () => {
    const missing = ['필수 항목입니다', 'is required'];
    assert.deepEqual(wordsOf(text, undefined), missing);
    const atLeastOne = ['1 이상의 정수여야 합니다', 'must be a whole number, at least 1'];
    assert.deepEqual(wordsOf(count(), 0), atLeastOne);
    assert.deepEqual(wordsOf(secret(count()), 'x'), atLeastOne);
    assert.deepEqual(wordsOf(nullable(count()), 'x'), atLeastOne);
  });

  it('has words of its own for every kind of field', () => {
    const shapes = [text, count(), money(), date, datetime, tel, id('place'), id('order')];
    const others = [oneOf('A', 'B'), oneOf('A', 'C'), oneOf('A'), truth, list(text), byName(text)];
    const words = [...shapes, ...others].map((shape) => wordsOf(shape, null));
    const koreans = new Set(words.map((of) => of?.[0]));
    const english = new Set(words.map((of) => of?.[1]));
    assert.equal(koreans.size, shapes.length + others.length);
    assert.equal(english.size, shapes.length + others.length);
  });
});
