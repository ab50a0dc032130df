// Bugs as others had them, planted between a kernel and its ports.

import type { Changes, Feed, Item, LogRecord, Store, Turn } from '@dure/kernel/ports';
import { Poison } from './poison.ts';
import type { Sabotage } from './world.ts';

export * from './planted-rules.testing.ts';

type Facts = LogRecord['data'];

/** A store of a class as a bare port, which can be spread. */
export const ported = (store: Store): Store => ({
  partitions: store.partitions,
  identity: store.identity,
  turn: (partition, work) => store.turn(partition, work),
  readLog: (...asked) => store.readLog(...asked),
  head: (partition) => store.head(partition),
  read: (reads) => store.read(reads),
  due: (...asked) => store.due(...asked),
  nextDue: (...asked) => store.nextDue(...asked),
  list: (...asked) => store.list(...asked),
  count: (...asked) => store.count(...asked),
  query: (query) => store.query(query),
  trail: (...asked) => store.trail(...asked),
  close: () => store.close(),
});

/** A store whose turns are other ones. */
export const turning = (store: Store, change: (turn: Turn) => Turn): Store => ({
  ...store,
  turn: (partition, work) =>
    store.turn(partition, (turn) => {
      const { head } = turn;
      const port: Turn = {
        head,
        read: (reads) => turn.read(reads),
        write: (changes) => turn.write(changes),
      };
      return work(change(port));
    }),
});

const writing = (change: (changes: Changes) => Changes) => (store: Store) =>
  turning(store, (turn) => ({ ...turn, write: (changes) => turn.write(change(changes)) }));

const without = (facts: Facts, prefix: string): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !name.startsWith(prefix)));

/** The facts of a head that begin so are never found again. */
const forgetting = (prefix: string): Sabotage => ({
  store: (store) => forgettingIn(store, prefix),
});

export const forgettingIn = (store: Store, prefix: string): Store => ({
  ...turning(store, ({ head, ...turn }) => ({
    ...turn,
    head: { ...head, facts: without(head.facts, prefix) },
  })),
  head: async (partition) => {
    const head = await store.head(partition);
    return { ...head, facts: without(head.facts, prefix) };
  },
});

/** Items that are never written. */
const dropping = (isDropped: (item: Item) => boolean): Sabotage => ({
  store: writing((changes) => ({
    ...changes,
    put: changes.put.filter((item) => !isDropped(item)),
  })),
});

export const noWatermark = forgetting('seen:');

/** Every partition parks each of its messages at the same place. */
export const parkedOverOneAnother = forgetting('next parked');

/** Every id is minted as if it were the first. */
export const ordinalsMintedTwice = forgetting('next:');

export const answersForgotten = dropping(({ collection }) => collection === 'answer');

type Parked = { readonly state: string; readonly unit: { readonly to: string } };

export const earlyUpdateDropped = dropping(({ collection, body }) => {
  if (collection !== 'parked') return false;
  const { state, unit } = body as unknown as Parked;
  return unit.to === 'view' && state === 'early';
});

/** Consumers see what a turn is about to write. */
export const publishedBeforeCommit = (): Sabotage => {
  const ahead = new Map<string, readonly LogRecord[]>();
  const wakes = new Map<string, Set<() => void>>();
  return {
    store: (store, { context }) => ({
      ...store,
      turn: (partition, work) =>
        store.turn(partition, (turn) => {
          const write: Turn['write'] = (changes) => {
            ahead.set(`${context}.${partition}`, changes.append);
            for (const wake of wakes.get(`${context}.${partition}`) ?? []) wake();
            return turn.write(changes);
          };
          return work({ ...turn, write });
        }),
    }),
    feed: (feed): Feed => ({
      ...feed,
      read: async (source, partition, after, limit) => {
        const page = await feed.read(source, partition, after, limit);
        if (!page) return undefined;
        const { records, logId } = page;
        const last = records.at(-1)?.sequence ?? after;
        const [next, ...rest] = ahead.get(`${source}.${partition}`) ?? [];
        if (next?.sequence !== last + 1) return page;
        return { logId, records: [...records, next, ...rest] };
      },
      follow: (source, partition, wake) => {
        const place = `${source}.${partition}`;
        wakes.set(place, (wakes.get(place) ?? new Set()).add(wake));
        return feed.follow(source, partition, wake);
      },
    }),
  };
};

/** Turns decide on what they read, and lock the head only to write. */
export const noLockOnTheHead: Sabotage = {
  disk: (disk) => ({ ...disk, open: () => unlocked(ported(disk.open())) }),
};

const unlocked = (store: Store): Store => ({
  ...store,
  turn: async (partition, work) => {
    let written: Changes | undefined;
    const result = await work({
      head: await store.head(partition),
      read: (reads) => store.read(reads),
      write: async (changes) => {
        written = changes;
      },
    });
    const changes = written;
    if (changes) await store.turn(partition, (turn) => turn.write(renumbered(changes, turn)));
    return result;
  },
});

const renumbered = (changes: Changes, { head }: Turn): Changes => ({
  ...changes,
  append: changes.append.map((record, index) => ({
    ...record,
    sequence: head.sequence + index + 1,
  })),
});

/** What takes an ask back reaches no one. */
export const askWithoutUndo: Sabotage = {
  store: writing((changes) => ({
    ...changes,
    append: changes.append.map((record) =>
      record.actor.startsWith('undo:') ? { ...record, target: 'nobody' } : record,
    ),
  })),
  calls: (calls) => ({
    call: async (call) =>
      call.key.startsWith('undo ') ? { is: 'taken', fields: {} } : calls.call(call),
  }),
};

/** A store that is opened again has lost its deadlines. */
export const deadlinesLostOnRestart: Sabotage = {
  disk: (disk) => {
    let isOpened = false;
    return {
      ...disk,
      open: () => {
        const store = disk.open();
        if (isOpened) void loseDeadlines(store);
        isOpened = true;
        return store;
      },
    };
  },
};

const loseDeadlines = async (store: Store): Promise<void> => {
  const lost = await store.list('deadline', '', 10_000);
  await store.turn(0, (turn) =>
    turn.write({ append: [], put: [], insert: [], remove: lost, facts: turn.head.facts }),
  );
};

/** An ask that was refused is answered yes. */
export const fallbackThatSaysYes: Sabotage = {
  calls: (calls) => ({
    call: (call) => calls.call(call).catch(() => ({ is: 'taken', fields: call.data })),
  }),
};

/** One turn in so many is answered, and never reaches the disk. */
const LOST_EVERY = 50;

export const notOnDisk = (): Sabotage => {
  let turns = 0;
  const isLost = (): boolean => (turns += 1) % LOST_EVERY === 0;
  return { disk: (disk) => ({ ...disk, open: () => forgetful(ported(disk.open()), isLost) }) };
};

const forgetful = (store: Store, isLost: () => boolean): Store =>
  turning(store, (turn) => ({
    ...turn,
    write: (changes) => (isLost() ? Promise.resolve() : turn.write(changes)),
  }));

/** Records of a partition reach consumers in another order. */
export const feedOutOfOrder: Sabotage = {
  feed: (feed) => ({
    ...feed,
    read: async (...asked) => {
      const page = await feed.read(...asked);
      return page && { ...page, records: page.records.toReversed() };
    },
  }),
};

/** Whoever follows a log notes how far, and not which one. */
export const logsWithoutIdentity: Sabotage = {
  disk: (disk) => ({
    ...disk,
    open: () => forgettingIn(ported(disk.open()), 'log:'),
  }),
};

/** What an operator skips is dropped, and the ask of its instance stays open. */
export const skippedWithItsAskOpen: Sabotage = {
  store: writing((changes) => {
    const skipped = changes.append.filter(({ kind, data }) => isSkip(kind, data));
    const isOf = ({ collection, id }: Item) =>
      collection === 'instance' && skipped.some(({ subject }) => subject === id);
    return { ...changes, put: changes.put.filter((item) => !isOf(item)) };
  }),
};

const isSkip = (kind: LogRecord['kind'], data: Facts): boolean =>
  kind === 'operation' && data['did'] === 'skipped';

/** A mistake in what follows an event fails the whole turn, instead of stopping its message. */
export const jobWithoutBulkhead: Sabotage = {
  store: writing((changes) => {
    const stopped = changes.put.find(({ collection, body }) => {
      if (collection !== 'parked') return false;
      const { state, unit } = body as unknown as Parked;
      return unit.to !== 'command' && state === 'stopped';
    });
    if (stopped) throw new Poison(`The turn of ${stopped.id}`);
    return changes;
  }),
};

/** An event that a mistake has stopped at a policy is not kept for the policy. */
export const stuckAtRouteDropped = dropping(({ collection, body }) => {
  if (collection !== 'parked') return false;
  const { state, unit } = body as unknown as Parked;
  return unit.to === 'route' && state === 'stopped';
});

/** A reader trusts in what it has heard of commits: one whose answer was lost it never sees. */
export const believedTail = (): Sabotage => {
  const heard = new Map<string, number>();
  const isHeard = (source: string, { sequence, partition }: Heard): boolean =>
    sequence <= (heard.get(`${source}.${partition}`) ?? 0);
  return {
    store: (store, { context }) =>
      hearing(store, (partition, sequence) => {
        heard.set(`${context}.${partition}`, sequence);
      }),
    feed: (feed, _process, { plan }) =>
      plan.conditions.broker === 'messages'
        ? feed
        : {
            ...feed,
            read: async (...asked) => {
              const [source, partition] = asked;
              const page = await feed.read(...asked);
              return (
                page && {
                  ...page,
                  records: page.records.filter(({ sequence }) =>
                    isHeard(source, { sequence, partition }),
                  ),
                }
              );
            },
          },
  };
};

type Heard = { readonly partition: number; readonly sequence: number };

/** Calls with the last record of each turn whose answer came. */
const hearing = (store: Store, onAnswer: (partition: number, sequence: number) => void): Store => ({
  ...store,
  turn: async (partition, work) => {
    let last: number | undefined;
    const result = await store.turn(partition, (turn) =>
      work({
        ...turn,
        write: (changes) => {
          last = changes.append.at(-1)?.sequence;
          return turn.write(changes);
        },
      }),
    );
    if (last !== undefined) onAnswer(partition, last);
    return result;
  },
});

/** What was written leaves the process before it is on the disk. */
export const outsideBeforeDurable: Sabotage = {
  store: ({ durable: _, ...store }) => store,
};
