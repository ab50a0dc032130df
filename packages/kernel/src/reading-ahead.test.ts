import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item, ReadSet } from './ports.ts';
import { readingAhead } from './reading-ahead.ts';

const claim = (id: string, tag?: string): Item => ({
  collection: 'claim',
  id,
  body: id,
  ...(tag === undefined ? {} : { tag }),
});

const ids = (...names: readonly string[]): ReadSet => ({
  ids: names.map((id) => ({ collection: 'claim', id })),
  tags: [],
});

const tagged = (...names: readonly string[]): ReadSet => ({
  ids: [],
  tags: names.map((tag) => ({ collection: 'claim', tag })),
});

describe('What was read ahead', () => {
  const asked: ReadSet[] = [];
  const found = Promise.resolve([claim('a'), claim('b', 'of')]);
  const ahead = { ids: ids('a', 'none').ids, tags: tagged('of').tags };
  const read = readingAhead({ ahead, found }, (reads) => {
    asked.push(reads);
    return Promise.resolve([claim('c')]);
  });

  it('is not read again, and only the rest is', async () => {
    deepEqual(await read(ids('a', 'none')), [claim('a')]);
    deepEqual(await read(ahead), [claim('a'), claim('b', 'of')]);
    deepEqual(await read(tagged('of')), [claim('b', 'of')]);
    deepEqual(asked, []);
    deepEqual(await read(ids('c', 'a')), [claim('a'), claim('c')]);
    deepEqual(await read(ids('c')), [claim('c')]);
    deepEqual(await read(ids('b')), [claim('c')]);
    deepEqual(asked, [ids('c'), ids('c'), ids('b')]);
  });
});
