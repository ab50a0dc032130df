// What a process of a deployment is started with.

import type { BoundedContext, System } from '@dure/domain';
import type { Incident, Kernel, Limits } from '@dure/kernel';
import type { Calls, Clock, Store } from '@dure/kernel/ports';
import type { SimulatedSystem } from '@dure/rehearsal';
import type { Carried, Carrier } from './carrier.ts';
import type { LeaseTimes } from './leases.ts';
import type { MetricsPage } from './server.ts';
import type { Secret } from './tokens.ts';

export type ServiceOptions = {
  readonly system: System & { readonly externals?: readonly SimulatedSystem[] };
  /** Which contexts run here; `externals` stands for the simulated external systems. */
  readonly runs: readonly string[];
  readonly storeOf: (context: BoundedContext) => Promise<Store> | Store;
  /** Where the replicas of each context listen, and those of `externals`. */
  readonly addresses: { readonly [context: string]: readonly string[] };
  readonly partitions: number;
  readonly secret: Secret;
  readonly listen: { readonly host: string; readonly port: number };
  /** Ways to real external systems, by the name of the system. */
  readonly externals?: { readonly [system: string]: Calls };
  /** How the logs of other contexts reach one that runs here; by HTTP unless given. */
  readonly carrierOf?: (carried: Carried) => Carrier;
  /**
   * Whether there may be other replicas on the same stores, which must be those of a server. They
   * share the partitions of other contexts' logs, where no carrier gives them out, and those of the
   * own log that a carrier publishes.
   */
  readonly leases?: Partial<LeaseTimes>;
  readonly clock?: Clock;
  readonly settings?: { readonly [name: string]: unknown };
  readonly limits?: Partial<Limits>;
  readonly report?: (incident: Incident) => void;
  /**
   * What is done before it begins, while its liveness can be seen already. Resolves with those of
   * `runs` that it is not to begin.
   */
  readonly prepare?: () => Promise<readonly string[]>;
  /** For so long it serves on after it was asked to end, until the balancer has noticed. */
  readonly noticeMs?: number;
  /** What `/metrics` of the internal port shows, of the kernels that run here. */
  readonly metricsOf?: (kernels: ReadonlyMap<string, Kernel>) => Promise<MetricsPage>;
};
