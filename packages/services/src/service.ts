// One process of a deployment: some contexts of a business, each on a store of its own, with an
// internal port by which the gateway and the other services reach them.

import type { BoundedContext, System } from '@dure/domain';
import { machineClock, SimulatedSystems } from '@dure/embedded';
import { createKernel } from '@dure/kernel';
import type { Incident, Kernel, Limits } from '@dure/kernel';
import type { Answer, Call, Calls, Clock, Feed, LogEnd, LogPage, Store } from '@dure/kernel/ports';
import type { SimulatedSystem } from '@dure/rehearsal';
import { Client } from './client.ts';
import { Commits } from './commits.ts';
import { Faults } from './faults.ts';
import { LeasedFeed } from './leased-feed.ts';
import { Leases, publishingBy } from './leases.ts';
import type { LeaseTimes, Publishing } from './leases.ts';
import { MixedFeed } from './mixed-feed.ts';
import { nameOf } from './protocol.ts';
import type { Fault } from './protocol.ts';
import { RemoteFeed } from './remote-feed.ts';
import { EXTERNALS } from './remote-host.ts';
import { InternalServer } from './server.ts';
import type { MetricsPage, Served } from './server.ts';
import { Signer, Verifier } from './tokens.ts';
import type { Secret } from './tokens.ts';

const DRAIN_MS = 500;

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
  /** For so long it serves on after it was asked to end, until the balancer has noticed. */
  readonly noticeMs?: number;
  /** What `/metrics` of the internal port shows, of the kernels that run here. */
  readonly metricsOf?: (kernels: ReadonlyMap<string, Kernel>) => Promise<MetricsPage>;
};

/** A context, and the logs that it follows where they lie. */
export type Carried = {
  readonly context: string;
  readonly store: Store;
  readonly sources: { readonly [context: string]: SourceLog };
  /** The logs of the contexts that run here. */
  readonly own: Feed;
  /** The own log; it asks the store for the newest records only where others have made them. */
  readonly readLog: Store['readLog'];
  /** Which partitions of the own log this replica publishes; all of them, where it is alone. */
  readonly publishes?: Publishing | undefined;
};

export type SourceLog = {
  readonly partitions: number;
  readLog(partition: number, after: number, limit: number): Promise<LogPage>;
  end(partition: number): Promise<LogEnd>;
};

/** Carries the logs of other contexts here, and the own log to them. */
export type Carrier = {
  readonly feed: Feed;
  /** The own log has come further in a partition. */
  readonly moved: (partition: number) => void;
  readonly stop: () => Promise<void>;
};

export type ContextServer = {
  /** Where the internal port listens. */
  readonly url: string;
  readonly kernels: ReadonlyMap<string, Kernel>;
  /** Not ready at once; serves on for a moment, finishes what is under way, and closes. */
  close(): Promise<void>;
};

/** @throws where the log does not run. */
const logIn = (feed: Feed, context: string, partitions: number): SourceLog => {
  const there = async <T>(found: Promise<T | undefined>): Promise<T> => {
    const value = await found;
    if (value === undefined) throw new Error(`The log of ${context} is not to be had.`);
    return value;
  };
  return {
    partitions,
    readLog: (...of) => there(feed.read(context, ...of)),
    end: (partition) => there(feed.end(context, partition)),
  };
};

/** To a context here, to one in another process, or to an external system. */
class Ways implements Calls {
  readonly #kernels: ReadonlyMap<string, Kernel>;
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #real: ReadonlyMap<string, Calls>;

  constructor(
    kernels: ReadonlyMap<string, Kernel>,
    clients: ReadonlyMap<string, Client>,
    externals: { readonly [system: string]: Calls },
  ) {
    this.#kernels = kernels;
    this.#clients = clients;
    this.#real = new Map(Object.entries(externals));
  }

  async call(call: Call): Promise<Answer> {
    const near = this.#kernels.get(call.to) ?? undefined;
    if (near) return near.answer(call);
    const real = this.#real.get(call.to);
    if (real) return real.call(call);
    const client = this.#clients.get(call.to) ?? this.#clients.get(EXTERNALS);
    if (!client) throw new Error(`There is no way to ${call.to}.`);
    const { key: affinity, budgetMs } = call;
    return client.ask<Answer>({ method: 'answer', args: [call], affinity, budgetMs });
  }
}

/** The simulated external systems of a business, with faults to switch on. */
const simulated = (system: ServiceOptions['system'], clock: Clock) => {
  const systems = new SimulatedSystems(system.externals ?? [], clock);
  const faults = new Map((system.externals ?? []).map(({ name }) => [name, new Faults(clock)]));
  return async (method: string, args: readonly unknown[]): Promise<unknown> => {
    // The internal port is open to services of this deployment, which send these.
    if (method === 'fault') return faults.get(args[1] as string)?.turn(args[0] as Fault);
    if (method !== 'answer') throw new Error(`External systems cannot be asked to ${method}.`);
    const call = args[0] as Call;
    const answer = () => systems.call(call);
    return faults.get(call.to)?.around(answer) ?? answer();
  };
};

const clientsOf = ({ system, addresses, secret, runs }: ServiceOptions) => {
  const signer = new Signer(secret, `${system.name}/${runs.join('+')}`);
  const places = Object.entries(addresses).filter(([context]) => !runs.includes(context));
  return new Map(
    places.map(([context, urls]) => [
      context,
      new Client({ business: system.name, context }, urls, signer),
    ]),
  );
};

/** A context, its store, and the logs as they are followed here. */
type Lying = { readonly context: string; readonly store: Store; readonly own: MixedFeed };

class ContextProcess implements ContextServer {
  readonly #options: ServiceOptions;
  readonly #clock: Clock;
  readonly #stores = new Map<string, Store>();
  readonly kernels = new Map<string, Kernel>();
  readonly #served = new Map<string, Served>();
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #remote: RemoteFeed;
  readonly #carriers: Carrier[] = [];
  readonly #leases: Leases[] = [];
  readonly #server: InternalServer;
  url = '';

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? machineClock();
    this.#clients = clientsOf(options);
    this.#remote = new RemoteFeed(this.#clients, options.partitions);
    const { system, runs, secret } = options;
    const others = new Map(
      runs.includes(EXTERNALS)
        ? [[`${system.name}/${EXTERNALS}`, simulated(system, this.#clock)] as const]
        : [],
    );
    const verifier = new Verifier(secret);
    const startedAt = Date.now();
    const { metricsOf } = options;
    const metrics = metricsOf && (() => metricsOf(this.kernels));
    this.#server = new InternalServer({
      served: this.#served,
      others,
      verifier,
      startedAt,
      metrics,
    });
  }

  /** The port is open before the contexts are, so that liveness can be seen; readiness waits. */
  async start(): Promise<void> {
    const { system, runs, storeOf, listen } = this.#options;
    const contexts = system.contexts.filter(({ name }) => runs.includes(name));
    this.url = await this.#server.listen(listen);
    for (const context of contexts) this.#stores.set(context.name, await storeOf(context));
    const feed = new MixedFeed(this.#stores, this.#remote, this.#clock);
    for (const context of contexts) await this.#begin(context, feed);
    this.#server.begin();
  }

  async #begin(context: BoundedContext, feed: MixedFeed): Promise<void> {
    const { system, externals = {} } = this.#options;
    const store = this.#stores.get(context.name);
    if (!store) return;
    const calls = new Ways(this.kernels, this.#clients, externals);
    const moved = (partition: number): void => feed.near.moved(context.name, partition);
    const faults = new Faults(this.#clock);
    const leases = this.#leasesOf(store);
    const carrier = this.#carrierOf({ context: context.name, store, own: feed }, leases);
    const isFar = (source: string): boolean => !this.#stores.has(source);
    const shared = leases && !carrier ? new LeasedFeed(feed, leases, isFar) : feed;
    const followed = faults.pause.feed(carrier?.feed ?? shared, context.name);
    const kernel = await createKernel({
      ...this.#bounds,
      system,
      context,
      store,
      calls,
      moved,
      feed: followed,
      clock: faults.pause.clock(this.#clock),
    });
    kernel.listen(({ record }) => feed.near.committed(context.name, record.partition, record));
    const readLog = feed.logOf(context.name);
    const commits = new Commits({ kernel, store, readLog }, moved);
    if (carrier) commits.listen(carrier.moved);
    commits.start();
    this.kernels.set(context.name, kernel);
    const place = { business: system.name, context: context.name };
    this.#served.set(nameOf(place), { place, kernel, store, commits, faults });
  }

  /** Where there may be several replicas. */
  #leasesOf(store: Store): Leases | undefined {
    const { leases: times } = this.#options;
    if (times === undefined) return undefined;
    const leases = new Leases({ store, times });
    this.#leases.push(leases);
    leases.start();
    return leases;
  }

  get #bounds() {
    const { settings = {}, limits = {}, report = () => {} } = this.#options;
    return { settings, limits, report };
  }

  #carrierOf({ context, store, own }: Lying, leases: Leases | undefined): Carrier | undefined {
    const { carrierOf, system, partitions } = this.#options;
    if (!carrierOf) return undefined;
    const names = system.contexts.map(({ name }) => name).filter((name) => name !== context);
    const sources = Object.fromEntries(names.map((name) => [name, logIn(own, name, partitions)]));
    const publishes = leases && publishingBy(leases, context);
    const readLog = own.logOf(context);
    const carrier = carrierOf({ context, store, sources, own, readLog, publishes });
    this.#carriers.push(carrier);
    return carrier;
  }

  async close(): Promise<void> {
    this.#server.endSoon();
    const { noticeMs = DRAIN_MS } = this.#options;
    await new Promise((resolve) => void setTimeout(resolve, noticeMs));
    await this.#server.close();
    await Promise.all(this.#carriers.map((carrier) => carrier.stop()));
    // A store that is away keeps them until their beats are missed.
    await Promise.allSettled(this.#leases.map((leases) => leases.stop()));
    this.#remote.stop();
    for (const { commits } of this.#served.values()) commits.stop();
    await Promise.all([...this.kernels.values()].map((kernel) => kernel.stop()));
    await Promise.all([...this.#stores.values()].map((store) => store.close()));
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }
}

/**
 * Starts some contexts of a business in this process. Contexts elsewhere may be away: what they
 * have to say is read when they are there.
 * @throws {StoreUnavailable} {StoreCannotOpen} a store cannot be opened.
 */
export const runService = async (options: ServiceOptions): Promise<ContextServer> => {
  const service = new ContextProcess(options);
  await service.start().catch(async (cause: unknown) => {
    await service.close().catch(() => {});
    throw cause;
  });
  return service;
};
