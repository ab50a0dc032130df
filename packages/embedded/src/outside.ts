// What leaves the process waits for the disk. Contexts whose stores share a commit go on at once
// with what one of them has written; whoever is outside hears of it once it cannot be lost any
// more: those who sent a command or ask to see something, and listeners. A kernel itself keeps
// what it asks of external systems so.

import type { CommitNotice, Kernel } from '@dure/kernel';
import type { Feed, Store } from '@dure/kernel/ports';

/** As a store has it: nothing, where all that has happened is durable. */
export type Durable = NonNullable<Store['durable']>;

/** These read what is durable only, and give it also while the disk takes nothing more. */
const readers: ReadonlySet<keyof Kernel> = new Set([
  'instance',
  'row',
  'rows',
  'parked',
  'groups',
  'probe',
]);

/** A kernel as those outside have it: what it answers rests on nothing that could be lost. */
export const seenFromOutside = (kernel: Kernel, durable: Durable): Kernel => {
  const methods = new Map<string | symbol, unknown>();
  const waiting =
    (method: Method, isReader: boolean) =>
    (...given: readonly unknown[]) => {
      const result: unknown = Reflect.apply(method, kernel, given);
      return result instanceof Promise && !isReader ? afterwards(result, durable) : result;
    };
  const listen: Kernel['listen'] = (listener) => {
    const notices = new Notices(durable, listener);
    return kernel.listen((notice) => notices.tell(notice));
  };
  methods.set('listen', listen);
  return new Proxy(kernel, {
    get: (target, name) => {
      const known = methods.get(name);
      if (known !== undefined) return known;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = waiting(value as Method, (readers as ReadonlySet<unknown>).has(name));
      methods.set(name, method);
      return method;
    },
  });
};

type Method = (...given: readonly unknown[]) => unknown;

const afterwards = async <T>(result: Promise<T>, durable: Durable): Promise<T> => {
  try {
    return await result;
  } finally {
    const waiting = durable();
    if (waiting) await waiting;
  }
};

type Batch = { readonly of: Promise<void>; readonly told: CommitNotice[] };

/** Tells what has happened, in its order, once it is durable. */
export class Notices {
  readonly #durable: Durable;
  readonly #listener: (notice: CommitNotice) => void;
  /** Those of one commit. */
  #last: Batch | undefined;

  constructor(durable: Durable, listener: (notice: CommitNotice) => void) {
    this.#durable = durable;
    this.#listener = listener;
  }

  tell(notice: CommitNotice): void {
    const of = this.#durable();
    // Those before it may be just about to be told.
    if (!of && !this.#last) return this.#listener(notice);
    if (of && this.#last?.of !== of) this.#last = this.#batch(of);
    this.#last?.told.push(notice);
  }

  #batch(of: Promise<void>): Batch {
    const batch: Batch = { of, told: [] };
    const tellAll = (): void => {
      for (const notice of batch.told) this.#listener(notice);
      if (this.#last === batch) this.#last = undefined;
    };
    // What was not committed when the process ended has not happened.
    void of.then(tellAll, () => {});
    return batch;
  }
}

/** The logs, for what carries them out of the process; and what comes back from there. */
export const logsOnceDurable = (logs: Feed, durable: Durable): Feed => ({
  partitionsOf: (source) => logs.partitionsOf(source),
  read: (...of) => afterwards(logs.read(...of), durable),
  end: (...of) => afterwards(logs.end(...of), durable),
  follow: (...of) => logs.follow(...of),
});

/** What is done with for good is what is durable. */
export const settledOnceDurable = (feed: Feed, durable: Durable): Feed => ({
  ...(feed.readAgain && { readAgain: feed.readAgain.bind(feed) }),
  ...(feed.settled && {
    settled: (...of) =>
      void afterwards(Promise.resolve(), durable).then(
        () => feed.settled?.(...of),
        () => {},
      ),
  }),
  partitionsOf: (source) => feed.partitionsOf(source),
  read: (...of) => feed.read(...of),
  end: (...of) => feed.end(...of),
  follow: (...of) => feed.follow(...of),
});

/**
 * What the stores of a process share, if they do.
 * @throws {Error} some share their commit, and others do not share it.
 */
export const sharedBy = (stores: ReadonlyMap<string, Store>): Durable | undefined => {
  const [first, ...others] = [...stores].map(([name, { durable }]) => ({ name, durable }));
  const other = others.find(({ durable }) => durable !== first?.durable);
  if (!first || !other) return first?.durable;
  throw new Error(
    `The stores of ${first.name} and ${other.name} do not share their commit. ` +
      'Either all contexts of a process have their store in one file, or each in its own.',
  );
};
