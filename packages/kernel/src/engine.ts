// What the parts of one kernel share.

import type { Calendar, Setting } from '@dure/domain';
import type { Incident, Limits, CommitNotice } from './api.ts';
import type { Answered, Answering } from './commands/ask-answers.ts';
import type { Breakers } from './commands/circuit-breaker.ts';
import type { AggregateRepository } from './turn/aggregate-repository.ts';
import type { LookUps } from './commands/look-ups.ts';
import type { Calls, Feed, Clock, Store, ReadSet } from './ports.ts';
import type { Followers } from './inbox/followers.ts';
import type { Registry } from './registry.ts';
import type { Workspace } from './turn/workspace.ts';

export type Engine = {
  readonly registry: Registry;
  readonly followers: Followers;
  /** The name of the bounded context. */
  readonly context: string;
  readonly store: Store;
  readonly feed: Feed;
  readonly calls: Calls;
  readonly clock: Clock;
  /** The days of the business. */
  readonly calendar: Calendar;
  readonly limits: Limits;
  readonly breakers: Breakers;
  readonly metrics: Metrics;
  /** The generation of each view that was rebuilt, as far as this process knows. */
  readonly generations: Map<string, number>;
  /** The lanes of routes at which an event of a case is stuck, as far as this process knows. */
  readonly stuckRoutes: Set<string>;
  readonly setting: <T>(setting: Setting<T>) => T;
  /** A new id for a command, unique for this process. */
  readonly newCommandId: () => string;
  readonly report: (incident: Incident) => void;
  readonly notify: (notice: CommitNotice) => void;
  /** Records of a partition were committed of which nobody was notified. */
  readonly moved: (partition: number) => void;
};

/** One turn of one partition, as units of work see it. */
export type TurnTools = {
  readonly engine: Engine;
  readonly partition: number;
  readonly workspace: Workspace;
  readonly instances: AggregateRepository;
  /** The instant of the turn. */
  readonly now: number;
  /** The day, in the time zone of the business. */
  readonly today: string;
  readonly lookUps: LookUps;
  /** Once the turn is committed: looks at what is due at an instant. */
  readonly wakeAt: (at: number) => void;
  /** Takes the end of a parked message's ask, in a turn of its own. */
  readonly takeAnswer: (to: ParkedPlace, answered: Answered) => void;
  /** Takes the end of a parked call. */
  readonly takeCall: (to: ParkedPlace, answer: Answering) => void;
  /** Once the turn is committed: tries a lane again when its instance is released. */
  readonly watch: (lane: string) => void;
  /** Once the turn is committed: an instance has moved, or its ask was closed. */
  readonly release: (instance: string) => void;
  /** Keeps a job until its instance is released. */
  readonly keepWaiting: (instance: string, job: Job) => void;
};

/** Where a message is parked. */
export type ParkedPlace = { readonly lane: string; readonly id: string };

/** Work that waits for a turn. */
export interface Job {
  /** What is worth reading before the work, in one go. */
  reads(): ReadSet;
  /**
   * May be called again when the turn could not be committed. Gives nothing where there is nothing
   * to wait for.
   */
  work(turn: TurnTools): Promise<void> | undefined;
  /**
   * The work threw, and nothing of it is left. Says in the same turn what becomes of it, so that
   * nothing else in the turn is disturbed. What this throws fails the turn.
   */
  stopped(cause: unknown, turn: TurnTools): void;
  /** The turn is committed. */
  done(): void;
  /** The turn was not committed, or it is not known; it will not be tried again. */
  failed(why: 'unavailable' | 'conflict' | 'busy'): void;
  /** Until when it waits for an instance to be released, in epoch milliseconds. */
  readonly waitsUntil?: number;
  /** Whether it must be done whatever it takes. */
  readonly isDurable: boolean;
  /** Whether it may wait a little, so that one turn does for many: rows and messages. */
  readonly isLazy?: boolean;
  /** The turn may have been committed nevertheless: the log since then tells. */
  doubt?(sinceSequence: number): void;
}

/** Counters by name. */
export class Metrics {
  readonly #counters = new Map<string, number>();

  add(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by);
  }

  all(): { readonly [name: string]: number } {
    return Object.fromEntries(this.#counters);
  }
}
