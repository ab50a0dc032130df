// Where a suite keeps its data, and small things to keep there.

import type { Changes, Item, LogRecord, Store, Turn } from '@dure/kernel/ports';

export type StoreFeatures = {
  /** What was written is there after the store was closed and opened again. */
  readonly reopens: boolean;
  /** Several stores may be open on the same data at once. */
  readonly shared: boolean;
  /** A store hears of what others on the same data commit: it has `follow`. */
  readonly follows?: true;
  /** All of it can be copied: it has `snapshot`, `still` and `become`. */
  readonly copies?: true;
  /** Records of cases can be put aside: it has `archive` and `unarchive`. */
  readonly archives?: true;
  /** Turns share their commit with those of other contexts: a place has `beside`. */
  readonly shares?: true;
  /** Other processes may open the data: a place says how, as `elsewhere`. */
  readonly processes?: true;
  /** A server has the data: a place has `disturbed`, and `server`. */
  readonly server?: true;
  /** The numbers of partitions to try. */
  readonly partitions: readonly number[];
};

/** Room for the data of one context, with nothing in it yet. */
export type StorePlace = {
  /** Creates the data with so many partitions, and opens a store on it. */
  readonly open: (partitions: number) => Store | Promise<Store>;
  /** Opens another store on the same data. */
  readonly again: () => Store | Promise<Store>;
  /** Opens a store of another context, which shares its commit with the one that is open. */
  readonly beside?: () => Store | Promise<Store>;
  /** How another process opens a store on the same data. */
  readonly elsewhere?: () => Elsewhere;
  /** Opens a store on the same data over a connection that is disturbed. */
  readonly disturbed?: () => Promise<Disturbed>;
  /** The server that has the data. */
  readonly server?: ServerOfPlace;
  /** Called once all stores are closed. */
  readonly clear?: () => void | Promise<void>;
};

/** A module that exports `open(argument): Store | Promise<Store>`, by its URL. */
export type Elsewhere = { readonly module: string; readonly argument: string };

export type Disturbed = {
  readonly store: Store;
  /** The next commit arrives, and the connection ends before its answer does. */
  readonly loseNextAnswer: () => void;
  /** The connection ends, and the next commit has not arrived. */
  readonly loseNextCommit: () => void;
};

export type ServerOfPlace = {
  /** All its processes at once. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** As after a failover to a server that follows another one. */
  readonly setReadOnly: (isReadOnly: boolean) => Promise<void>;
};

export type OpenFresh = () => StorePlace | Promise<StorePlace>;

export type Opened = {
  readonly store: Store;
  readonly again: () => Promise<Store>;
  readonly place: StorePlace;
};

/** Opens a store on fresh data for one test, and clears up after it. */
export const inPlace = async (
  openFresh: OpenFresh,
  partitions: number,
  test: (opened: Opened) => Promise<void>,
): Promise<void> => {
  const place = await openFresh();
  const first = durably(await place.open(partitions));
  const opened = [first];
  const again = async (): Promise<Store> => {
    const store = durably(await place.again());
    opened.push(store);
    return store;
  };
  try {
    await test({ store: first, again, place });
  } finally {
    for (const store of opened) await store.close();
    await place.clear?.();
  }
};

/** The store, whose turns resolve when they are durable: what holds for all holds for it then. */
export const durably = (store: Store): Store => {
  if (!store.durable) return store;
  const turn: Store['turn'] = async (partition, work) => {
    const result = await store.turn(partition, work);
    await store.durable?.();
    return result;
  };
  return withTurn(store, turn);
};

/** The store, whose turns are others. */
export const withTurn = (store: Store, turn: Store['turn']): Store =>
  // A store is an object of a class with private fields: its methods need it as it is.
  new Proxy(store, {
    get: (target, name) => {
      if (name === 'turn') return turn;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

export const nothing: Changes = { append: [], insert: [], put: [], remove: [], facts: {} };

/** Writes in one turn, without looking. The facts are kept unless others are given. */
export const write = (
  store: Store,
  changes: Partial<Changes> | ((turn: Turn) => Partial<Changes>),
  partition = 0,
): Promise<void> =>
  store.turn(partition, async (turn) => {
    const written = typeof changes === 'function' ? changes(turn) : changes;
    await turn.write({ ...nothing, facts: turn.head.facts, ...written });
  });

export const item = (
  collection: Item['collection'],
  id: string,
  more: Partial<Item> = {},
): Item => ({
  collection,
  id,
  body: { id },
  ...more,
});

export const record = (sequence: number, more: Partial<LogRecord> = {}): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'OrderPlaced',
  subject: 'Order/order-1',
  caseId: 'order-1',
  at: 1_000 + sequence,
  data: { sequence },
  causedBy: 'command-1',
  actor: 'Customer:customer-1',
  ...more,
});

/** So many records that follow what is there, written in one turn. */
export const append = (store: Store, count: number, partition = 0): Promise<void> =>
  write(
    store,
    ({ head }) => ({
      append: Array.from({ length: count }, (_, index) => record(head.sequence + index + 1)),
    }),
    partition,
  );

export const idsOf = (items: readonly Item[]): readonly string[] => items.map(({ id }) => id);

export const sequencesOf = (records: readonly LogRecord[]): readonly number[] =>
  records.map(({ sequence }) => sequence);

export const wantIds = (collection: Item['collection'], ...ids: readonly string[]) => ({
  ids: ids.map((id) => ({ collection, id })),
  tags: [],
});

export const wantTag = (collection: Item['collection'], tag: string) => ({
  ids: [],
  tags: [{ collection, tag }],
});
