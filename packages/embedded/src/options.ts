// What a whole system in one process is made of.

import type { BoundedContext, System } from '@dure/domain';
import type { Incident, Limits } from '@dure/kernel';
import type { Calls, Clock, Feed, Store } from '@dure/kernel/ports';
import type { SimulatedSystem } from '@dure/rehearsal';

export type HostOptions = {
  /** With the simulated external systems that it is rehearsed with, where it is. */
  readonly system: System & { readonly externals?: readonly SimulatedSystem[] };
  readonly storeOf: (context: BoundedContext) => Promise<Store> | Store;
  /** Contexts whose data was dropped since they were retired: they have no store. */
  readonly dropped?: ReadonlySet<string>;
  /**
   * Ways to real external systems, by the name of the system: these answer, and not the simulated
   * ones. Faults that are switched on apply to them too. Not promised: that a name is known.
   */
  readonly externals?: { readonly [system: string]: Calls };
  /**
   * How a context follows the others, and itself; by the logs themselves unless given, which are
   * what `logs` shows.
   */
  readonly feedOf?: (context: BoundedContext, logs: Feed) => Feed;
  /** The machine's own clock and timers unless given. */
  readonly clock?: Clock;
  readonly settings?: { readonly [name: string]: unknown };
  readonly report?: (incident: Incident) => void;
  readonly limits?: Partial<Limits>;
};
