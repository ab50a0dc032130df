// What the kernel needs from the world. Adapters implement these ports and pass their conformance
// suites (`@dure/testing/conformance`); the kernel names no driver.

export * from './port-calls.ts';
export * from './port-errors.ts';
export * from './port-items.ts';
export { connectionsFor } from './connections.ts';
export { readingAhead } from './reading-ahead.ts';

import type { Collection, Item, ItemId, Json, LogRecord, ReadSet } from './port-items.ts';
import type { RowQuery } from './row-query.ts';

export type { Filter, RowCursor, RowQuery } from './row-query.ts';

/** The head of a partition. All that happens in the partition moves it. */
export type Head = {
  /** The sequence of the last log record; 0 when there is none. */
  readonly sequence: number;
  /** How many turns were committed. */
  readonly turns: number;
  /** Small facts about the partition that the kernel keeps, such as the next ordinals. */
  readonly facts: { readonly [name: string]: Json };
};

export type Changes = {
  /** Appended in this order; their sequences follow the head without a gap. */
  readonly append: readonly LogRecord[];
  /** Written over what is there. */
  readonly put: readonly Item[];
  /** Written only if nothing is there; otherwise the whole turn fails with `Taken`. */
  readonly insert: readonly Item[];
  readonly remove: readonly ItemId[];
  readonly facts: { readonly [name: string]: Json };
  /** Of the head afterwards, in a copy of another store; one more than before unless given. */
  readonly turns?: number;
};

/** One transaction on a partition, holding the lock on its head. */
export interface Turn {
  readonly head: Head;
  /** Sees everything committed before the lock was taken. Items that are not there are left out. */
  read(reads: ReadSet): Promise<readonly Item[]>;
  /**
   * Writes the changes and moves the head: `sequence` by the records appended, `turns` by one.
   * At most once a turn. Without it, the turn only read.
   */
  write(changes: Changes): Promise<void>;
}

export type RowPage = {
  readonly rows: readonly Item[];
  /** How many rows the filters find, on whatever page; at most `countMax`. */
  readonly total: number;
  /** There are more than `total`. */
  readonly hasMore?: true;
};

/** Whose store it is: the business, and the bounded context of it. */
export type StoreOwner = { readonly business: string; readonly context: string };

/**
 * Which log a store holds. `logId` is made when the store is created: no two stores that were
 * created have the same, and a copy has that of its original. So a watermark can say which log it
 * counts. A store that was written before there were ids gets one when it is opened.
 */
export type StoreIdentity = {
  readonly logId: string;
  /** Nothing, as long as it was not opened by a name. */
  readonly owner?: StoreOwner;
};

/**
 * The store of one context.
 *
 * Promised: a turn is atomic, and durable when `turn` resolves, unless `durable` is there; turns of
 * one partition are serial, also across processes; a reader of the log never sees a sequence before
 * every lower one; reads outside a turn see committed data only.
 * Not promised: that two reads outside a turn see the same instant, and any order between
 * partitions.
 */
export interface Store {
  /** Fixed when the store is created. */
  readonly partitions: number;
  /**
   * As it was found when the store was opened. An adapter that connects again looks whether it is
   * still the same, and is unavailable where it is not.
   */
  readonly identity: StoreIdentity;
  /**
   * Runs one turn. When `work` throws, or `write` was not called, nothing is changed.
   * @throws {Taken} an `insert` found its place taken; nothing was written.
   * @throws {StoreUnavailable} nothing was written, or it is unknown whether it was: the caller
   *   reads the head again.
   */
  turn<T>(partition: number, work: (turn: Turn) => Promise<T>, ahead?: ReadSet): Promise<T>;
  /**
   * A turn's trip to this store is worth saving: it is told what the work will probably read
   * (`ahead`), and reads it together with the lock. The work reads as it does otherwise.
   */
  readonly readsAhead?: true;
  /** Committed records after a sequence, in order, at most `limit`. */
  readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]>;
  head(partition: number): Promise<Head>;
  read(reads: ReadSet): Promise<readonly Item[]>;
  /** Items of a partition with `at` up to and with `until`, in the order of `at`. */
  due(
    partition: number,
    collection: Collection,
    until: number,
    limit: number,
  ): Promise<readonly Item[]>;
  /** When the next item of the collection is due in the partition; nothing when there is none. */
  nextDue(partition: number, collection: Collection): Promise<number | undefined>;
  /** The items of a collection, by id, after an id; at most `limit`. */
  list(collection: Collection, afterId: string, limit: number): Promise<readonly Item[]>;
  /** How many items carry the tag. */
  count(collection: Collection, tag: string): Promise<number>;
  query(query: RowQuery): Promise<RowPage>;
  /**
   * The committed records of a case, in the order of their instants, and of their places where
   * these are alike; at most `limit`, after a record of it if one is given.
   */
  trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]>;
  /**
   * Calls `moved` within 100 ms after another process has appended to the log of a partition, as
   * long as the store can be reached, and once for every partition when it is reached again.
   * Returns the way to stop. A store without it is looked at now and then by its host.
   * Not promised: once for each, or never for what this process has appended.
   */
  follow?(moved: (partition: number) => void): () => void;
  /**
   * Where stores share their commit, the same function in all. A turn that has resolved may be lost
   * there in a crash, with all that followed. Turns see it at once, and so do `head`, `readLog`,
   * `due`, `nextDue` and `count`; the rest see what is durable. Resolves when all that was written
   * by now is; nothing, where it is already.
   */
  readonly durable?: () => Promise<void> | undefined;
  /**
   * All that is committed now. It stays as it is until it is closed, however long it is read, and
   * no turn waits for it. A store without it is copied while nothing writes.
   */
  snapshot?(): Promise<StoreSnapshot>;
  /**
   * Runs work while no turn of any partition is under way or begins, in this process or another.
   * @throws {StoreUnavailable} not all turns have ended in time. What the work throws passes by.
   */
  still?<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The data is the copy of another store from now on, and has the identity of that one. Whoever
   * has it open closes it, and opens it again.
   */
  become?(identity: StoreIdentity): Promise<void>;
  /**
   * Puts the records of cases aside, out of the tables that turns write. They are read as before.
   * Not promised: to do it while another process has the store open. Says how many they were.
   */
  archive?(cases: readonly string[]): Promise<number>;
  /** Takes back all that was put aside. Says how many records they were. */
  unarchive?(): Promise<number>;
  close(): Promise<void>;
}

/** All that a store had committed at one instant. */
export type StoreSnapshot = Pick<
  Store,
  'partitions' | 'identity' | 'head' | 'readLog' | 'list' | 'close'
>;

/** Where a record stands in the trail of its case. */
export type TrailPlace = Pick<PlacedRecord, 'at' | 'partition' | 'sequence'>;

/** A record, and the partition it stands in. */
export type PlacedRecord = LogRecord & { readonly partition: number };

/** Records of one partition of a log, and the log that they are from. */
export type LogPage = {
  readonly logId: string;
  readonly records: readonly LogRecord[];
  /**
   * The partition is given to another replica of who asks: what is new there is the work of that
   * one, and shows in the store that both have. What has had its effects can be read by all.
   */
  readonly isElsewhere?: true;
};

/** Where a partition of a log ends: the sequence of its last record, or 0. */
export type LogEnd = { readonly logId: string; readonly sequence: number };

/**
 * The logs of the contexts, as consumers see them.
 *
 * Promised: `read` returns committed records of one partition in order, without a gap between
 * `after` and the first one; what another process has committed, or a turn whose answer was lost,
 * is there after a while without another commit; `end` is asked of the log itself, and is never
 * before a record that was read from it. Both reject while the log is out of reach, and
 * give nothing of a source that does not run.
 * Not promised: that what was committed is there at once, that a listener is called once for each
 * record, that the log of a source stays the same one (`logId` says so), or any order between
 * partitions.
 */
export interface Feed {
  partitionsOf(source: string): number;
  read(
    source: string,
    partition: number,
    after: number,
    limit: number,
  ): Promise<LogPage | undefined>;
  /**
   * As `read`, whoever the partition is given to: for what is read once more, and for what is
   * waited for. A feed that gives each partition to all has no need of it.
   */
  readAgain?: Feed['read'];
  end(source: string, partition: number): Promise<LogEnd | undefined>;
  /** Called when there may be something new. Returns the way to stop listening. */
  follow(source: string, partition: number, wake: () => void): () => void;
  /**
   * Called, if it is there, when everything up to a sequence has had its effects in the store of
   * who follows. A feed that is carried by a broker counts its lag from there. What is read once
   * more, apart from the others, is not counted.
   */
  settled?(source: string, partition: number, sequence: number): void;
}

/** Time, chance and order. In the simulator all of it comes from a seed. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs once after so many milliseconds; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void;
  /** Runs soon, after what waits for I/O now. */
  soon(run: () => void): void;
  /** From 0, below 1. */
  random(): number;
}
