// What a running context offers to those who carry requests to it: HTTP, gRPC, the CLI, tests.

import type { BoundedContext, Instance, System, Words } from '@dure/domain';
import type { NotedRetirement, Retirement } from './inbox/retired.ts';
import type { Limits } from './limits.ts';
import type { Order, Outcome, Position } from './order.ts';
import type {
  Awaited,
  Figures,
  Operator,
  ParkedOperations,
  RetryPreview,
} from './operations/contract.ts';
import type { Decided, Foreseen, PreviewedCommand, Supposed } from './previews/contract.ts';
import type {
  Answer,
  Call,
  Calls,
  Feed,
  Head,
  Json,
  LogRecord,
  PlacedRecord,
  RowCursor,
  RowQuery,
  Clock,
  Store,
} from './ports.ts';

export type * from './order.ts';
export type { NotedRetirement, Retirement } from './inbox/retired.ts';
export { standardLimits } from './limits.ts';
export type { Limits } from './limits.ts';

/** What keeps a whole context from going on: it is not ready, and a person must act. */
export type Trouble = {
  /** The log of a context is not the one that was followed, or an older copy of it. */
  readonly is: 'log';
  /** The context whose log it is. */
  readonly of: string;
  readonly since: number;
  readonly ko: string;
  readonly en: string;
};

export type Page = {
  readonly rows: readonly ViewRow[];
  /** At most `countMax`. */
  readonly total: number;
  /** There are more than `total`. */
  readonly hasMore?: true;
};
type Fields = { readonly [field: string]: Json };

export type ViewRow = { readonly key: string; readonly lastEventAt: number; readonly row: Fields };
/** A page goes on after a row: its key, and its value of `sortBy`, or else its `lastEventAt`. */
export type ViewQuery = Omit<RowQuery, 'tag' | 'after'> & {
  readonly after?: { readonly by: RowCursor['by']; readonly key: string } | undefined;
};

export type Rebuild = {
  readonly view: string;
  readonly generation: number;
  readonly done: number;
  readonly of: number;
  /** Unless it is `switched`, readers see the generation before it. */
  readonly state: 'building' | 'switched' | 'failed' | 'called off';
  /** Why it failed. */
  readonly failure?: RebuildFailure;
};

/** The record at which a rebuilding failed, where it failed at one. */
export type RebuildFailure = {
  readonly cause: string;
  /** Such as `orders.0.7`: context, partition and sequence. */
  readonly record?: string;
  readonly type?: string;
  readonly caseId?: string;
};

/** Whether the store of a context can be reached, as far as its turns found it. */
export type Health =
  | { readonly is: 'up' }
  | {
      readonly is: 'away';
      /** Epoch milliseconds. */
      readonly since: number;
      readonly cause: string;
      /** What happened and what to do next, where the store says it. */
      readonly words?: Words;
    }
  | {
      /** It takes nothing more, for good. */
      readonly is: 'retired';
      readonly since: number;
    };

/** Counters since start, by name, for `/metrics`. */
export type Metrics = {
  readonly counters: { readonly [name: string]: number };
  readonly gauges: { readonly [name: string]: number };
};

/** Something that happened in a context, as it is committed: for the live wall and SSE. */
export type CommitNotice = {
  readonly is: 'record';
  readonly context: string;
  readonly record: PlacedRecord;
};

/** Decides: what clients and other contexts send to a bounded context. */
export interface Commands {
  /** Resolves when the outcome is durable. Never rejects for anything a client can cause. */
  issue(order: Order): Promise<Outcome>;
  /** Answers another context's ask. Rejects when it is unavailable. */
  answer(call: Call): Promise<Answer>;
  /**
   * Decides what a command would do, without doing it: nothing is written, sent or used up, and no
   * turn waits for it. Where it would ask, it says so, and is asked again with what was answered.
   */
  preview(order: Pick<Order, 'command' | 'by'>, supposed?: Supposed): Promise<Decided>;
  /**
   * The commands that events would set in motion here, if they happened.
   * @throws {StoreUnavailable} memories cannot be read.
   */
  foresee(events: Foreseen): Promise<readonly PreviewedCommand[]>;
}

/** Reads what is committed. */
export interface Queries {
  /** How many logs the context has. */
  readonly partitions: number;
  /**
   * Where the log of a partition ends.
   * @throws {StoreUnavailable} the store does not answer.
   */
  head(partition: number): Promise<Pick<Head, 'sequence'>>;
  /** Committed records after a sequence, in order, at most `limit`. */
  readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]>;
  /** The instance as committed; `undefined` when nothing happened to it. */
  instance(aggregate: string, key: string, entry?: string): Promise<Instance | undefined>;
  row(view: string, key: string): Promise<ViewRow | undefined>;
  rows(view: string, query: ViewQuery): Promise<Page>;
  /** Whether the views have seen a position, or do so within the time. */
  seen(position: Position, timeoutMs: number): Promise<boolean>;
}

/** What operators do, and what they look at. */
export interface Operations extends ParkedOperations {
  /** Why the context cannot go on until a person does something; none, when it can. */
  troubles(): readonly Trouble[];
  /**
   * Draws a view anew from the logs, beside the rows that are read, and switches readers.
   * @throws {Error} it failed, was called off, or there is no such view. Readers see what they saw.
   *   Who had it rebuilt is kept in the log, if that is said.
   */
  rebuild(view: string, operator?: Operator): Promise<void>;
  /** Calls a rebuilding of this process off; false, when there is none under way. */
  callOffRebuild(view: string): boolean;
  rebuilding(): readonly Rebuild[];
  metrics(): Metrics;
  /**
   * What is in flight, what falls due, and how far behind it is.
   * @param only the lag and the breakers, which cost little: sagas and deadlines are left out.
   * @throws {StoreUnavailable} the store does not answer.
   */
  figures(only?: 'lag'): Promise<Figures>;
  /**
   * The deadlines of a case that run here, and where its sagas stand.
   * @throws {StoreUnavailable} the store does not answer.
   */
  awaited(caseId: string): Promise<Awaited>;
  /**
   * What would become of a parked message if it were tried again now; nothing is done.
   * @throws {StoreUnavailable} the store does not answer.
   */
  previewRetry(id: string): Promise<RetryPreview>;
  /**
   * Notes that a context of the business was retired: from the turn that notes it on each partition
   * sends nothing more there and asks it nothing, and its log is followed up to the ends that are
   * given. To note it again does no harm. Says where the own log stands in each partition.
   * @throws {StoreUnavailable} it may be noted in part: it is to be noted again.
   */
  noteRetired(context: string, retirement: Retirement): Promise<NotedRetirement>;
  /** By their contexts, as far as this process knows. */
  retired(): ReadonlyMap<string, Retirement>;
  /** While the store is away, commands are turned away at once, and it is tried again. */
  health(): Health;
  /**
   * Begins a turn in which nothing is done. Resolves when the store lets one begin.
   * @throws {StoreUnavailable} it does not, such as one whose file another process keeps locked.
   */
  probe(): Promise<void>;
  /** When the next deadline is due, in epoch milliseconds; nothing, when none is pending. */
  nextDeadline(): Promise<number | undefined>;
  /** Whether nothing is queued, under way, due or parked to be retried. */
  isQuiet(): Promise<boolean>;
}

/** Tells what this process has committed. */
export interface Notices {
  /** Returns the way to stop listening. */
  listen(listener: (notice: CommitNotice) => void): () => void;
}

/** One bounded context, running. */
export interface Kernel extends Commands, Queries, Operations, Notices {
  readonly context: BoundedContext;
  /** Takes nothing more, finishes what is queued, and closes. The store is left open. */
  stop(): Promise<void>;
}

/** What a kernel is made of. */
export type KernelOptions = {
  readonly system: System;
  readonly context: BoundedContext;
  readonly store: Store;
  readonly feed: Feed;
  readonly calls: Calls;
  readonly clock: Clock;
  readonly settings?: { readonly [name: string]: unknown };
  /** Called with what went wrong in the machine itself. The default drops it. */
  readonly report?: (incident: Incident) => void;
  /**
   * Called when the log of a partition has records that `listen` did not bring: another process has
   * written them, or a turn whose answer was lost. The default does nothing.
   */
  readonly moved?: (partition: number) => void;
  readonly limits?: Partial<Limits>;
};

export type Incident = {
  readonly id: string;
  readonly context: string;
  readonly what: string;
  readonly cause: unknown;
};
