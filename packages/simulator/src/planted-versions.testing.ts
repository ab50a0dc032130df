// Bugs of two versions side by side, planted between a kernel and its ports.

import type { Changes, Item, LogRecord, Store, Turn } from '@dure/kernel/ports';
import { ported, turning } from './planted.testing.ts';
import type { Sabotage } from './world.ts';

const withoutLife = (item: Item): Item => {
  if (item.collection !== 'instance') return item;
  // The body of an instance is an object.
  const { life: _life, ...body } = item.body as { readonly [name: string]: Item['body'] };
  return { ...item, body };
};

/** Nothing says by which version of the wall the states of an instance were left. */
export const lifeUnread: Sabotage = {
  store: (store: Store) => ({
    ...turning(ported(store), (turn) => ({
      ...turn,
      read: async (reads) => (await turn.read(reads)).map(withoutLife),
    })),
    read: async (reads) => (await store.read(reads)).map(withoutLife),
  }),
};

const withoutVersion = ({ version: _version, ...record }: LogRecord): LogRecord => record;

const unversioned = (changes: Changes): Changes => ({
  ...changes,
  append: changes.append.map(withoutVersion),
});

/** Records do not say the version of their shape, so that they are lifted once more. */
export const versionUnwritten: Sabotage = {
  store: (store: Store) =>
    turning(ported(store), (turn: Turn) => ({
      ...turn,
      write: (changes) => turn.write(unversioned(changes)),
    })),
};
