// Bugs of two versions side by side, planted between a kernel and its ports.

import type { Changes, Item, LogRecord, Store, Turn } from '@dure/kernel/ports';
import { forgettingIn, ported, turning } from './planted.testing.ts';
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

const withoutEntryLife = (item: Item): Item => {
  if (item.collection !== 'entry') return item;
  // The body of an entry is an object.
  const { '~life': _life, ...body } = item.body as { readonly [name: string]: Item['body'] };
  return { ...item, body };
};

/** Nothing says by which version of the wall an entry of a ledger was left. */
export const entryLifeUnread: Sabotage = {
  store: (store: Store) =>
    turning(ported(store), (turn) => ({
      ...turn,
      read: async (reads) => (await turn.read(reads)).map(withoutEntryLife),
    })),
};

const writing = (store: Store, change: (changes: Changes) => Changes): Store =>
  turning(ported(store), (turn: Turn) => ({
    ...turn,
    write: (changes) => turn.write(change(changes)),
  }));

/** What is folded anew is not written: no record comes with it. */
export const foldedUnwritten: Sabotage = {
  store: (store: Store) =>
    writing(store, (changes) =>
      changes.append.length > 0
        ? changes
        : { ...changes, put: changes.put.filter(({ id }) => !id.startsWith('Payment/')) },
    ),
};

/** No replica knows by which version of a view its rows are drawn. */
export const viewVersionUnread: Sabotage = {
  store: (store: Store) => forgettingIn(forgettingIn(ported(store), 'drawn by:'), 'built by:'),
};

const isLastCall = ({ id }: Pick<Item, 'id'>): boolean => id.startsWith('LAST_CALL/');

/** A deadline that was taken off the wall stays due. */
export const removedStaysDue: Sabotage = {
  store: (store: Store) =>
    writing(store, (changes) => ({
      ...changes,
      put: changes.put.filter((item) => !isLastCall(item) || item.at !== undefined),
      remove: changes.remove.filter((item) => !isLastCall(item)),
    })),
};

/** The number of a step on the wall of the version that has brought the case there. */
const numberOf = (at: string, done: readonly string[]): number =>
  at === 'bake' ? 0 : at === 'pack' || !done.includes('pack') ? 1 : 2;

const numberedMemory = (item: Item): Item => {
  if (item.collection !== 'process') return item;
  // A saga's memory that is under way is an object with the names of steps.
  const { at, done, ...body } = item.body as {
    readonly at?: string;
    readonly done: readonly string[];
  };
  return at === undefined ? item : { ...item, body: { ...body, step: numberOf(at, done) } };
};

/** Memories of sagas hold the number of a step, and not its name. */
export const stepsNumbered: Sabotage = {
  store: (store: Store) =>
    writing(store, (changes) => ({ ...changes, put: changes.put.map(numberedMemory) })),
};
