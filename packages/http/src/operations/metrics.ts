// Figures for Prometheus: requests, the process, what the kernels count, and what waits for people.

import type { Business } from '@dure/access';
import type { Kernel } from '@dure/kernel';
import { Counter, Gauge } from '@prometheus-io/client';
import type { Registry } from '@prometheus-io/client';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { send } from '../server/exchange.ts';
import type { GatewayContext } from '../server/exchange.ts';
import { counters, gauges } from './figures.ts';

const WORK_PAGE = 1_000;
const WORK_PAGES_MAX = 20;

type Place = { readonly business: string; readonly context: string };
type Placed = readonly [place: Place, kernel: Kernel];

const placesIn = (businesses: readonly Business[]): readonly Placed[] =>
  businesses.flatMap(({ name, running }) =>
    Object.entries(running.kernels).map(([context, kernel]): Placed => [
      { business: name, context },
      kernel,
    ]),
  );

const addCounters = (registry: Registry, businesses: readonly Business[]): void => {
  for (const [figure, [name, help]] of Object.entries(counters)) {
    registry.registerMetric(
      new Counter({
        name: `dure_kernel_${name}_total`,
        help,
        labelNames: ['business', 'context'],
        registers: [],
        collect() {
          this.reset();
          for (const [place, kernel] of placesIn(businesses)) {
            this.inc(place, kernel.metrics().counters[figure] ?? 0);
          }
        },
      }),
    );
  }
};

const addGauges = (registry: Registry, businesses: readonly Business[]): void => {
  for (const [figure, [name, help]] of Object.entries(gauges)) {
    registry.registerMetric(
      new Gauge({
        name: `dure_kernel_${name}`,
        help,
        labelNames: ['business', 'context'],
        registers: [],
        collect() {
          this.reset();
          for (const [place, kernel] of placesIn(businesses)) {
            this.set(place, kernel.metrics().gauges[figure] ?? 0);
          }
        },
      }),
    );
  }
};

/** A context whose store is away has no figures of it for the moment; the others have theirs. */
const fromEach = async (
  businesses: readonly Business[],
  look: (place: Place, kernel: Kernel) => Promise<void>,
): Promise<void> => {
  const places = placesIn(businesses);
  await Promise.allSettled(places.map(([place, kernel]) => look(place, kernel)));
};

/** Those that hold their place while they ask are not among them: nothing is wrong with them. */
const addParked = (registry: Registry, businesses: readonly Business[]): void => {
  const labelNames = ['business', 'context'] as const;
  const of = { labelNames, registers: [] };
  const stopped = new Gauge({
    name: 'dure_stopped_messages',
    help: 'Parked messages that do not move until a person does something.',
    ...of,
  });
  registry.registerMetric(stopped);
  registry.registerMetric(
    new Gauge({
      name: 'dure_parked_messages',
      help: 'Messages that could not be handled yet, or wait behind such a one.',
      ...of,
      async collect() {
        this.reset();
        stopped.reset();
        await fromEach(businesses, async (place, kernel) => {
          const groups = await kernel.groups();
          this.set(
            place,
            groups.reduce((sum, group) => sum + group.count, 0),
          );
          stopped.set(
            place,
            groups.reduce((sum, group) => sum + group.stopped, 0),
          );
        });
      },
    }),
  );
};

const kindsOfWork = async (kernel: Kernel): Promise<ReadonlyMap<string, number>> => {
  const kinds = new Map<string, number>();
  let after: string | undefined;
  for (let pages = 0; pages < WORK_PAGES_MAX; pages += 1) {
    const { items, next } = await kernel.work({ limit: WORK_PAGE, after });
    for (const { kind } of items) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (next === undefined) break;
    after = next;
  }
  return kinds;
};

const addWork = (registry: Registry, businesses: readonly Business[]): void => {
  registry.registerMetric(
    new Gauge({
      name: 'dure_work_entries',
      help: 'Entries of the work list, which no machine could finish.',
      labelNames: ['business', 'context', 'kind'],
      registers: [],
      async collect() {
        this.reset();
        await fromEach(businesses, async (place, kernel) => {
          for (const [kind, count] of await kindsOfWork(kernel))
            this.set({ ...place, kind }, count);
        });
      },
    }),
  );
};

const addProcess = (registry: Registry, gateway: GatewayContext): void => {
  registry.registerMetric(
    new Gauge({
      name: 'dure_process_resident_memory_bytes',
      help: 'Memory that the process holds.',
      registers: [],
      collect() {
        this.set(process.memoryUsage.rss());
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'dure_http_streams',
      help: 'Clients that listen to a stream.',
      registers: [],
      collect() {
        this.set(gateway.streams.count);
      },
    }),
  );
};

const withAll = (gateway: GatewayContext, businesses: readonly Business[]): Registry => {
  const { registry } = gateway.meter;
  addProcess(registry, gateway);
  addCounters(registry, businesses);
  addGauges(registry, businesses);
  addParked(registry, businesses);
  addWork(registry, businesses);
  return registry;
};

export const metricsEndpoint = (businesses: readonly Business[]): Endpoint => {
  let registry: Registry | undefined;
  return get('/metrics', async (exchange) => {
    registry ??= withAll(exchange.gateway, businesses);
    const body = await registry.metrics();
    return send(exchange, { http: 200, body, type: registry.contentType });
  });
};
