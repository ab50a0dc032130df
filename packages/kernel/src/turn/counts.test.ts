// How many instances are in a state, as the decisions of a turn know it.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item, ReadSet, Turn } from '../ports.ts';
import { Cache, Failure } from './items.ts';
import { Workspace } from './workspace.ts';

const TAG = 'Order:placed';

const order = (number: number, state: string): Item => ({
  collection: 'instance',
  id: `Order/order-${number}`,
  body: null,
  tag: `Order:${state}`,
});

/** Two orders that were placed, and one that was sent. */
const committed = [order(1, 'placed'), order(2, 'placed'), order(3, 'sent')];

const opened = (cache = new Cache('alone'), turns = 0) => {
  const asked: string[] = [];
  const turn: Turn = {
    head: { sequence: 0, turns, facts: {} },
    read: ({ ids, tags }: ReadSet) => {
      asked.push(...tags.map(({ tag }) => tag));
      return Promise.resolve(committed.filter((item) => ids.some(({ id }) => id === item.id)));
    },
    write: () => Promise.resolve(),
  };
  const workspace = new Workspace(turn, cache, (tag) => {
    asked.push(`count ${tag}`);
    return Promise.resolve(committed.filter((item) => item.tag === tag).length);
  });
  const count = () => workspace.attempt(() => workspace.counted(TAG));
  const put = (item: Item) =>
    workspace.attempt(() => {
      workspace.get(item.collection, item.id);
      workspace.put(item);
    });
  return { workspace, asked, count, put, cache };
};

describe('What is counted', () => {
  it('is asked of the store once, and no instance is read for it', async () => {
    const { asked, count } = opened();
    deepEqual([await count(), await count(), asked], [2, 2, [`count ${TAG}`]]);
  });

  it('moves with the states that the turn writes, before it counts and after', async () => {
    for (const countsFirst of [true, false]) {
      const { count, put } = opened();
      if (countsFirst) await count();
      await put(order(1, 'sent'));
      await put(order(4, 'placed'));
      await put(order(5, 'placed'));
      equal(await count(), 3);
      await put(order(2, 'placed'));
      await put(order(5, 'sent'));
      equal(await count(), 2);
    }
  });

  it('goes back with a unit that fails', async () => {
    for (const countsFirst of [true, false]) {
      const { workspace, count, put } = opened();
      if (countsFirst) await count();
      const mark = workspace.mark();
      await put(order(4, 'placed'));
      equal(await count(), 3);
      const failed = await workspace.attempt(() => {
        workspace.put(order(1, 'sent'));
        equal(workspace.counted(TAG), 2);
        throw new Error('A rule failed.');
      });
      equal(failed instanceof Failure, true);
      equal(await count(), 3);
      workspace.goBack(mark);
      equal(await count(), 2);
    }
  });

  it('is remembered by the only partition, and no longer where others had a turn', async () => {
    const { workspace, count, put, cache } = opened();
    await count();
    await put(order(4, 'placed'));
    workspace.remember([]);
    const next = opened(cache, 1);
    deepEqual([await next.count(), next.asked], [3, []]);
    const later = opened(cache, 7);
    deepEqual([await later.count(), later.asked], [2, [`count ${TAG}`]]);
  });

  it('is counted anew each turn where there are several partitions', async () => {
    const { workspace, count, cache } = opened(new Cache(() => true));
    await count();
    workspace.remember([]);
    const next = opened(cache, 1);
    deepEqual([await next.count(), next.asked], [2, [`count ${TAG}`]]);
  });
});
