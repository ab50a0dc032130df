// A store that reads as another one: its items in the order of their new ids, page by page.

import { deepEqual, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item, Store } from '@dure/kernel/ports';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { Rewriting } from '@dure/store-sqlite';
import { rewrittenStore } from './rewritten-store.ts';

const item = (key: string): Item => ({ collection: 'instance', id: `Guest/${key}`, body: key });

const filled = async (partitions: number, keys: readonly string[]): Promise<Store> => {
  const store = memoryStore(memoryDisk({ partitions }));
  await store.turn(0, (turn) =>
    turn.write({
      append: [],
      insert: [],
      put: keys.map(item),
      remove: [],
      facts: { 'relay:kafka': 7, 'seen:desk/0': 3 },
    }),
  );
  return store;
};

/** Those with a name in it get another one. */
const renaming = (name: string, to: string): Rewriting => ({
  record: (record) => record,
  item: (of) => ({ ...of, id: of.id.replace(name, to) }),
  facts: (facts) => facts,
});

const keysIn = async (store: Pick<Store, 'list'>, limit: number): Promise<readonly string[]> => {
  const all: string[] = [];
  for (let last = ''; ;) {
    const page = await store.list('instance', last, limit);
    if (page.length === 0) return all;
    all.push(...page.map(({ id }) => id.slice('Guest/'.length)));
    last = page.at(-1)?.id ?? last;
  }
};

describe('a store that is rewritten while it is read', () => {
  const keys = ['ann', 'bob', 'bob-1', 'bob-2', 'carl', 'dora', '하나'];
  for (const to of ['aaa', 'bo', 'coco', 'zoe', '가나다'])
    it(`has bob as ${to} in the order of ids, whatever a page holds`, async () => {
      const store = await rewrittenStore(await filled(1, keys), renaming('bob', to));
      const wanted = keys
        .map((key) => key.replace('bob', to))
        .toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
      for (const limit of [1, 2, 3, 100]) deepEqual(await keysIn(store, limit), wanted);
    });

  it('has what was noted of logs, but not how far its own was published', async () => {
    const store = await rewrittenStore(await filled(1, keys), renaming('bob', 'zoe'));
    deepEqual((await store.head(0)).facts, { 'seen:desk/0': 3 });
  });

  it('refuses a name by which a key would leave its partition', async () => {
    const store = await filled(64, ['bob']);
    await rejects(rewrittenStore(store, renaming('bob', 'zoe')), /another partition/);
  });
});
