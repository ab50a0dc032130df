// What is promised of pages: each goes on after the last row of the one before.

import assert from 'node:assert/strict';
import type { Item, Json, RowCursor, RowQuery, Store } from '@dure/kernel/ports';
import { idsOf, item, write } from './place.ts';
import type { Opened } from './place.ts';

type Fact = (name: string, test: (opened: Opened) => Promise<void>) => void;

const TAG = 'Orders@2';

const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 100 } as const;

const row = (key: string, body: Json, at = 100): Item =>
  item('row', `${TAG}/${key}`, { tag: TAG, at, body });

/** Values of every kind, several of each, and rows that have none. */
const mixed: readonly Item[] = Array.from({ length: 40 }, (_, index) => {
  const by = [null, true, 3, 20.5, '20', 'b', '가', false, 3, '😀'][index % 10] ?? null;
  return row(String(index).padStart(2, '0'), index % 20 === 0 ? {} : { by }, index % 4);
});

const cursorOf = (last: Item, sortBy: string | undefined): RowCursor => {
  if (sortBy === undefined) return { by: last.at ?? null, id: last.id };
  const { by = null } = last.body as { readonly by?: RowCursor['by'] }; // As `mixed` made it.
  return { by, id: last.id };
};

type Ordered = Pick<RowQuery, 'sortBy' | 'descending'>;

/** All ids, page by page, each after the last row of the one before. */
const paged = async (store: Store, order: Ordered, between: () => Promise<void>) => {
  const seen: string[] = [];
  for (let after: RowCursor | undefined; ;) {
    const page = { tag: TAG, ...all, ...order, after, limit: 7 };
    const { rows } = await store.query(page);
    const last = rows.at(-1);
    if (!last) return seen;
    assert.ok(seen.length <= 3 * mixed.length);
    seen.push(...idsOf(rows));
    after = cursorOf(last, order.sortBy);
    await between();
  }
};

const orders: readonly Ordered[] = [undefined, 'by'].flatMap((sortBy) =>
  [false, true].map((descending) => ({ sortBy, descending })),
);

export const pageFacts = (it: Fact): void => {
  it('goes on after a row, in any order, and gives every row once', async ({ store }) => {
    await write(store, { put: mixed });
    for (const order of orders) {
      const whole = await store.query({ tag: TAG, ...all, ...order });
      const seen = await paged(store, order, async () => {});
      assert.deepEqual(seen, idsOf(whole.rows), JSON.stringify(order));
    }
  });

  it('repeats and misses no row that stays, while others come and go', async ({ store }) => {
    for (const order of orders) {
      await write(store, { put: mixed });
      let changes = 0;
      const seen = await paged(store, order, async () => {
        changes += 1;
        const put = [row(`0${changes}-new`, { by: 3 }, 1), row(`9${changes}-new`, {}, 0)];
        const gone = mixed[changes * 2];
        await write(store, { put, remove: gone ? [gone] : [] });
      });
      assert.equal(new Set(seen).size, seen.length);
      const stayed = idsOf(mixed.filter((_, index) => index % 2 === 1));
      assert.ok(stayed.every((id) => seen.includes(id)));
    }
  });

  it('finds no more than its filters, and counts them all', async ({ store }) => {
    await write(store, { put: mixed });
    const filters = [{ field: 'by', is: 'equal', value: 3 } as const];
    const after = { by: 3, id: `${TAG}/12` };
    const page = await store.query({ tag: TAG, ...all, filters, sortBy: 'by', after });
    const found = ['18', '22', '28', '32', '38'].map((key) => `${TAG}/${key}`);
    assert.deepEqual([idsOf(page.rows), page.total], [found, 8]);
  });

  it('counts up to a bound, and says when there are more', async ({ store }) => {
    await write(store, { put: mixed });
    const counted = async (countMax: number) => {
      const { total, hasMore = false } = await store.query({ tag: TAG, ...all, countMax });
      return [total, hasMore];
    };
    assert.deepEqual(await counted(39), [39, true]);
    assert.deepEqual(await counted(40), [40, false]);
  });

  it('counts the same on each page, also on the last one and behind it', async ({ store }) => {
    await write(store, { put: mixed });
    for (const offset of [0, 35, 36, 40, 400]) {
      const page = { tag: TAG, ...all, offset, limit: 5 };
      assert.equal((await store.query(page)).total, 40, `${offset}`);
      const { total, hasMore } = await store.query({ ...page, countMax: 39 });
      assert.deepEqual([total, hasMore], [39, true], `${offset}`);
    }
  });
};
