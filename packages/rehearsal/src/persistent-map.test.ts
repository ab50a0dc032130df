import { deepEqual, equal } from 'node:assert/strict';
import { it } from 'node:test';
import { entriesOf, entryIn, withEntry } from './persistent-map.ts';
import type { Book } from './persistent-map.ts';

const COUNT = 2_000;

const ids = Array.from({ length: COUNT }, (_, at) => `payment-${at}`);

const full = ids.reduce<Book<number>>((book, id, at) => withEntry(book, id, at), {});

it('Every entry of a large book is found, and nothing else', () => {
  deepEqual(
    ids.map((id) => entryIn(full, id)),
    ids.map((_, at) => at),
  );
  for (const id of ['payment-', `payment-${COUNT}`, '', 'payment-01']) {
    equal(entryIn(full, id), undefined);
  }
});

it('All entries are listed once', () => {
  const listed = new Map(entriesOf(full));
  equal(entriesOf(full).length, COUNT);
  deepEqual(
    ids.map((id) => listed.get(id)),
    ids.map((_, at) => at),
  );
});

it('A book stays as it was when another one is made of it', () => {
  const changed = withEntry(withEntry(full, 'payment-7', -7), 'payment-new', 1);
  equal(entryIn(full, 'payment-7'), 7);
  equal(entryIn(full, 'payment-new'), undefined);
  equal(entryIn(changed, 'payment-7'), -7);
  equal(entriesOf(changed).length, COUNT + 1);
  deepEqual(JSON.parse(JSON.stringify(changed)), changed);
});
