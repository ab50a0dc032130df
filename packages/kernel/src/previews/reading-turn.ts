// A turn that only reads: outside of the partition's queue, and without its lock, so that no
// command waits for it. What a unit writes into it is seen by that unit and then forgotten.

import type { Engine, TurnTools } from '../engine.ts';
import { Cache } from '../turn/items.ts';
import { Workspace } from '../turn/workspace.ts';
import type { Turn } from '../ports.ts';

const nothing = (): void => {};

/** @throws {StoreUnavailable} the store does not answer. */
export const readingTurn = async (engine: Engine, partition: number): Promise<TurnTools> => {
  const { store, clock, calendar } = engine;
  const head = await store.head(partition);
  const turn: Turn = {
    head,
    read: (reads) => store.read(reads),
    write: () => Promise.reject(new Error('A reader does not write.')),
  };
  const countOf = (tag: string) => store.count('instance', tag);
  const now = clock.now();
  return {
    engine,
    partition,
    ownMark: '',
    workspace: new Workspace(turn, new Cache(() => false), countOf),
    instances: new Map(),
    now,
    today: calendar.dayOf(now),
    lookUps: undefined,
    wakeAt: nothing,
    takeEnd: nothing,
    watch: nothing,
    release: nothing,
    keepWaiting: nothing,
  };
};
