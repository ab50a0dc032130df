// A store as one process reaches it: slow at times, failing at times, and let go of at its death.

import { StoreUnavailable } from '@dure/kernel/ports';
import type { Changes, Store, Turn } from '@dure/kernel/ports';
import type { StoreConditions } from './conditions.ts';
import type { Process } from './process.ts';

export type Guard = {
  readonly process: Process;
  /** Looked at each time, since the storm passes. */
  readonly conditions: () => StoreConditions;
  /** Whether the store is out of reach now. */
  readonly isAway: () => boolean;
  /** Called at the very moment of a commit. */
  readonly onCommit: (partition: number, changes: Changes) => void;
};

/** Where a turn may be slow, fail, or see its process die. */
export const guardedStore = (store: Store, guard: Guard): Store => {
  const { process } = guard;
  const read = <T>(begin: () => Promise<T>): Promise<T> =>
    process.ask(() => reach(guard)?.then(begin) ?? begin());
  return {
    partitions: store.partitions,
    identity: store.identity,
    turn: (partition, work) => process.ask(() => guardedTurn(store, guard, { partition, work })),
    readLog: (partition, after, limit) => read(() => store.readLog(partition, after, limit)),
    head: (partition) => read(() => store.head(partition)),
    read: (reads) => read(() => store.read(reads)),
    due: (...asked) => read(() => store.due(...asked)),
    nextDue: (partition, collection) => read(() => store.nextDue(partition, collection)),
    list: (collection, afterId, limit) => read(() => store.list(collection, afterId, limit)),
    count: (collection, tag) => read(() => store.count(collection, tag)),
    query: (query) => read(() => store.query(query)),
    trail: (...asked) => read(() => store.trail(...asked)),
    ...(store.durable && { durable: store.durable }),
    close: () => process.ask(async () => {}),
  };
};

/** Gets to the store, or does not; nothing, when it is there at once. */
const reach = ({ process, conditions, isAway }: Guard): Promise<void> | undefined => {
  const { slowChance, slowMostMs } = conditions();
  const { chance } = process;
  const isSlow = chance.is(slowChance);
  if (!isSlow && !isAway()) return undefined;
  return process.pause(isSlow ? chance.between(0, slowMostMs) : 0).then(() => {
    if (isAway()) throw new StoreUnavailable('The store is out of reach.');
  });
};

type Work<T> = { readonly partition: number; readonly work: (turn: Turn) => Promise<T> };

const guardedTurn = async <T>(
  store: Store,
  guard: Guard,
  { partition, work }: Work<T>,
): Promise<T> => {
  const { process, conditions, onCommit } = guard;
  let written: Changes | undefined;
  await reach(guard);
  const result = await store.turn(partition, async (turn) => {
    const reads: Turn = {
      head: turn.head,
      read: (reads) => {
        const begin = () => turn.read(reads);
        return process.ask(() => reach(guard)?.then(begin) ?? begin());
      },
      write: (changes) =>
        process.ask(async () => {
          await reach(guard);
          await turn.write(changes);
          written = changes;
        }),
    };
    // Whoever dies here lets go of the lock, and nothing is written.
    const done = await process.tell(() => work(reads));
    await reach(guard);
    if (process.chance.is(conditions().failBeforeChance)) {
      throw new StoreUnavailable('The turn failed before it was written.');
    }
    return done;
  });
  if (written) onCommit(partition, written);
  await reach(guard);
  if (process.chance.is(conditions().failAfterChance)) {
    throw new StoreUnavailable('The turn was written, and its answer was lost.');
  }
  return result;
};
