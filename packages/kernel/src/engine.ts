// What the parts of one kernel share, and what a unit of work sees of its turn.

import { calendarOf, mistakesIn } from '@dure/domain';
import type { BoundedContext, Calendar, Known, Setting } from '@dure/domain';
import { standardLimits } from './api.ts';
import type { Incident, Limits, CommitNotice, KernelOptions } from './api.ts';
import type { Answered, Answering } from './commands/ask-answers.ts';
import { Breakers } from './commands/circuit-breaker.ts';
import type { Instances } from './turn/aggregate-repository.ts';
import type { Calls, Feed, Clock, Store, ReadSet } from './ports.ts';
import { Followers } from './inbox/followers.ts';
import { Pace } from './inbox/pace.ts';
import type { Retirement } from './inbox/retired.ts';
import { registryOf } from './registry.ts';
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
  /** How many records of the logs it follows are worked on at a time. */
  readonly pace: Pace;
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
  /** Whoever wants to know what is committed. */
  readonly listeners: Set<(notice: CommitNotice) => void>;
  /** Called when an instance is met that is yet to be folded anew. */
  readonly unfolded: Set<() => void>;
  /** Called when an event has come too late for a row, so that its view is drawn anew. */
  readonly overtaken: Set<(view: string, since: 'mended' | 'noticed') => void>;
  /** Contexts that were retired, as far as this process knows. */
  readonly retired: Map<string, Retirement>;
  /** Records of a partition were committed without a notice. */
  readonly moved: (partition: number) => void;
};

/** What rules and processes look things up with. */
export type LookUps = Pick<Known, 'find' | 'row' | 'count'>;

/** One turn of one partition, as units of work see it. */
export type TurnTools = {
  readonly engine: Engine;
  readonly partition: number;
  /** The fact that says up to where the partition has handled its own records. */
  readonly ownMark: string;
  readonly workspace: Workspace;
  readonly instances: Instances;
  /** The instant of the turn. */
  readonly now: number;
  /** The day, in the time zone of the business. */
  readonly today: string;
  /** Made for the first who decides. */
  lookUps: LookUps | undefined;
  /** Once the turn is committed: looks at what is due at an instant. */
  readonly wakeAt: (at: number) => void;
  /** Takes the end of a parked message's ask, or of a parked call, in a turn of its own. */
  readonly takeEnd: (to: ParkedPlace, end: Answered | Answering) => void;
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
   * May be called again when the turn could not be committed. Returns `undefined` when it finished
   * synchronously.
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

export const engineOf = (parts: KernelOptions): Engine => {
  const limits = { ...standardLimits, ...parts.limits };
  const { settings = {}, clock, context } = parts;
  checkSettings(context, settings);
  const incarnation = Math.floor(clock.random() * 2 ** 40).toString(36);
  let commands = 0;
  const registry = registryOf(parts.system, context);
  return {
    registry,
    followers: new Followers(parts.store, registry),
    context: context.name,
    store: parts.store,
    feed: parts.feed,
    calls: parts.calls,
    clock,
    calendar: calendarOf(parts.system.timeZone),
    limits,
    pace: new Pace(parts.store.partitions),
    breakers: new Breakers(() => clock.now(), limits),
    metrics: new Metrics(),
    generations: new Map(),
    stuckRoutes: new Set(),
    setting: <T>({ name, standard }: Setting<T>): T =>
      // Settings given by name are of the type that their note says; the CLI reads them so.
      name in settings ? (settings[name] as T) : standard,
    newCommandId: () => {
      commands += 1;
      return `${context.name}-${incarnation}-${commands.toString(36)}`;
    },
    report: parts.report ?? (() => {}),
    listeners: new Set(),
    unfolded: new Set(),
    overtaken: new Set(),
    retired: new Map(),
    moved: parts.moved ?? (() => {}),
  };
};

type Settings = NonNullable<KernelOptions['settings']>;

/** A rule relies on what its settings say that they may be. */
const checkSettings = (context: BoundedContext, given: Settings): void => {
  for (const setting of Object.values(context.settings)) {
    if (!Object.hasOwn(given, setting.name)) continue;
    const [mistake] = mistakesIn(setting, given[setting.name]);
    if (mistake) throw new Error(`The setting ${mistake.path} ${mistake.en}.`);
  }
};
