// One process of a deployment: some contexts of a business, each on a store of its own, with an
// internal port by which the gateway and the other services reach them.

import type { BoundedContext } from '@dure/domain';
import { machineClock } from '@dure/embedded';
import { createKernel } from '@dure/kernel';
import type { Kernel, KernelOptions } from '@dure/kernel';
import type { Clock, Feed, Store } from '@dure/kernel/ports';
import type { Client } from './client.ts';
import type { Carrier } from './carrier.ts';
import { Commits } from './commits.ts';
import { Faults } from './faults.ts';
import { LeasedFeed } from './leased-feed.ts';
import { Leases, publishingBy } from './leases.ts';
import { MixedFeed } from './mixed-feed.ts';
import { nameOf } from './protocol.ts';
import { RemoteFeed } from './remote-feed.ts';
import { othersOf, Retiring } from './retiring.ts';
import { EXTERNALS } from './remote-host.ts';
import { servedLog } from './served-log.ts';
import type { ServedKernel } from './served-log.ts';
import { readIn, untilSealed } from './sealed.ts';
import type { Retired, RetiringState } from './sealed.ts';
import { InternalServer } from './server.ts';
import type { Served } from './served.ts';
import type { ServiceOptions } from './service-options.ts';
import { Verifier } from './tokens.ts';
import { clientsOf, logIn, simulated, Ways } from './ways.ts';

const DRAIN_MS = 500;

export type ContextServer = {
  /** Where the internal port listens. */
  readonly url: string;
  readonly kernels: ReadonlyMap<string, Kernel>;
  /** Resolves when all contexts that run here were retired, and the others need them no more. */
  readonly retired: Promise<void>;
  /**
   * A context here takes nothing more from now on, or did so before, and how far that is. Nothing,
   * where it does not run here.
   */
  retire(context: string): Promise<RetiringState | undefined>;
  /** Not ready at once; serves on for a moment, finishes what is under way, and closes. */
  close(): Promise<void>;
};

/** A context, its store, and the logs as they are followed here. */
type Lying = {
  readonly context: string;
  readonly store: Store;
  readonly own: MixedFeed;
  /** Logs that are not followed any more. */
  readonly without: readonly string[];
};

type Given = Pick<KernelOptions, 'context' | 'moved' | 'feed' | 'store' | 'clock'>;

class ContextProcess implements ContextServer {
  readonly #options: ServiceOptions;
  readonly #clock: Clock;
  readonly #stores = new Map<string, Store>();
  readonly kernels = new Map<string, Kernel>();
  readonly #served = new Map<string, Served>();
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #remote: RemoteFeed;
  readonly #carriers = new Map<string, Carrier>();
  readonly #sealed: Promise<void>[] = [];
  readonly #overs = new Set<string>();
  readonly #retired = Promise.withResolvers<void>();
  readonly retired = this.#retired.promise;
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
    const { system, runs, storeOf, listen, prepare } = this.#options;
    this.url = await this.#server.listen(listen);
    // Before it takes its part of anything: others have it meanwhile.
    const without = (await prepare?.()) ?? [];
    const isBegun = (name: string): boolean => runs.includes(name) && !without.includes(name);
    const contexts = system.contexts.filter(({ name }) => isBegun(name));
    for (const context of contexts) this.#stores.set(context.name, await storeOf(context));
    const feed = new MixedFeed(this.#stores, this.#remote, this.#clock);
    for (const context of contexts) await this.#begin(context, feed);
    this.#server.begin();
  }

  async #begin(context: BoundedContext, feed: MixedFeed): Promise<void> {
    const { system } = this.#options;
    const { name } = context;
    const store = this.#stores.get(name);
    if (!store) return;
    const head = await store.head(0);
    const retiring = this.#retiringOf(name, store);
    const known = retiring.look(head);
    const moved = (partition: number): void => feed.near.moved(name, partition);
    const faults = new Faults(this.#clock);
    const lying = { context: name, store, own: feed, without: readIn(head) };
    const { carrier, feed: followed } = this.#follow(lying, known?.isOver === true);
    const given = { context, moved, feed: faults.pause.feed(followed, name) };
    const clock = faults.pause.clock(this.#clock);
    const shown = await this.#shown({ ...given, store, clock }, known);
    shown.listen(({ record }) => feed.near.committed(name, record.partition, record));
    const log = { readLog: feed.logOf(name), look: feed.lookOf(name) };
    const commits = new Commits({ kernel: shown, store, ...log }, moved);
    if (carrier) commits.listen(carrier.moved);
    commits.start();
    const place = { business: system.name, context: name };
    const leave = (source: string): void => carrier?.leave?.(source);
    const served = { place, kernel: shown, store, commits, faults, retiring, leave };
    this.#served.set(nameOf(place), served);
    if (known) retiring.go();
  }

  /** Its kernel; of one whose log has ended, that log alone. */
  async #shown(given: Given, known: Retired | undefined): Promise<ServedKernel> {
    const { store, context } = given;
    if (known?.isSealed) return servedLog(store);
    const { system, externals = {} } = this.#options;
    const calls = new Ways(this.kernels, this.#clients, externals);
    const own = { ...given, store: untilSealed(store) };
    const kernel = await createKernel({ ...this.#bounds, ...own, system, calls });
    this.kernels.set(context.name, kernel);
    return kernel;
  }

  /** The logs of others as they come here. One that needs none any more beats no more either. */
  #follow(lying: Lying, isOver: boolean): { readonly feed: Feed; readonly carrier?: Carrier } {
    const { store, own } = lying;
    if (isOver) return { feed: own };
    const leases = this.#leasesOf(store);
    const carrier = this.#carrierOf(lying, leases);
    if (carrier) return { feed: carrier.feed, carrier };
    const isFar = (source: string): boolean => !this.#stores.has(source);
    return { feed: leases ? new LeasedFeed(own, leases, isFar) : own };
  }

  #retiringOf(context: string, store: Store): Retiring {
    const { system } = this.#options;
    const others = othersOf(system, context, { clients: this.#clients, kernels: this.kernels });
    return new Retiring({
      context,
      store,
      kernel: () => this.kernels.get(context),
      others,
      sealed: () => this.#seal(context, store),
      hasPublishedAll: async () => (await this.#carriers.get(context)?.hasPublishedAll?.()) ?? true,
      over: () => this.#over(context),
    });
  }

  /** Its log can be read from now on, and that is all. */
  #seal(context: string, store: Store): void {
    const name = nameOf({ business: this.#options.system.name, context });
    const served = this.#served.get(name);
    const kernel = this.kernels.get(context);
    if (!served || !kernel) return;
    this.#served.set(name, { ...served, kernel: servedLog(store) });
    this.kernels.delete(context);
    this.#sealed.push(kernel.stop());
  }

  async retire(context: string): Promise<RetiringState | undefined> {
    const name = nameOf({ business: this.#options.system.name, context });
    return this.#served.get(name)?.retiring.begin();
  }

  #over(context: string): void {
    this.#overs.add(context);
    if ([...this.#stores.keys()].every((name) => this.#overs.has(name))) this.#retired.resolve();
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

  #carrierOf(
    { context, store, own, without }: Lying,
    leases: Leases | undefined,
  ): Carrier | undefined {
    const { carrierOf, system, partitions } = this.#options;
    if (!carrierOf) return undefined;
    const names = system.contexts
      .map(({ name }) => name)
      .filter((name) => name !== context && !without.includes(name));
    const sources = Object.fromEntries(names.map((name) => [name, logIn(own, name, partitions)]));
    const publishes = leases && publishingBy(leases, context);
    const readLog = own.logOf(context);
    const carrier = carrierOf({ context, store, sources, own, readLog, publishes });
    this.#carriers.set(context, carrier);
    return carrier;
  }

  async close(): Promise<void> {
    this.#server.endSoon();
    const { noticeMs = DRAIN_MS } = this.#options;
    await new Promise((resolve) => void setTimeout(resolve, noticeMs));
    await this.#server.close();
    await Promise.all([...this.#served.values()].map(({ retiring }) => retiring.stop()));
    await Promise.all([...this.#carriers.values()].map((carrier) => carrier.stop()));
    // A store that is away keeps them until their beats are missed.
    await Promise.allSettled(this.#leases.map((leases) => leases.stop()));
    this.#remote.stop();
    for (const { commits } of this.#served.values()) commits.stop();
    await Promise.all([...this.#sealed, ...[...this.kernels.values()].map((of) => of.stop())]);
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
