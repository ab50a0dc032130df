import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '@dure/kernel/ports';
import { textArray } from './arrays.ts';
import { sentIn, sourceOf } from './columns.ts';
import { itemColumns } from './rows.ts';

const row = (id: string, tag: string | undefined, at: number): Item => ({
  collection: 'row',
  id,
  body: id,
  ...(tag === undefined ? {} : { tag }),
  at,
});

describe('A column', () => {
  it('in which all rows have the same is sent as one value', () => {
    const { ones, values } = sentIn(itemColumns, [
      row('a', 'Orders@1', 5),
      row('b', 'Orders@1', 5),
    ]);
    equal(ones, '0110');
    deepEqual(values.slice(0, 3), [textArray(['a', 'b']), 'Orders@1', 5]);
    const { select, lists, names } = sourceOf(itemColumns, ones, 2);
    equal(select, 'id, $3::text, $4::float8, body');
    equal(lists, '$2::text[], $5::text[]');
    equal(names, 'id, body');
  });

  it('in which one row differs, or has nothing, is sent as a list', () => {
    equal(sentIn(itemColumns, [row('a', 'Orders@1', 5), row('b', undefined, 6)]).ones, '0000');
    equal(sentIn(itemColumns, [row('a', undefined, 5), row('b', undefined, 6)]).ones, '0100');
  });
});
