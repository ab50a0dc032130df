// Figures for Prometheus: requests, the process, what the kernels count, and what waits for people.

import type { Business } from '@dure/access';
import { Counter, Gauge } from '@prometheus-io/client';
import type { Registry } from '@prometheus-io/client';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { send } from '../server/exchange.ts';
import type { GatewayContext } from '../server/exchange.ts';
import { counters, gauges } from './figures.ts';
import { placesIn } from './places.ts';
import { addProcess } from './process-metrics.ts';
import { addStanding } from './standing-metrics.ts';

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

const withAll = (gateway: GatewayContext, businesses: readonly Business[]): Registry => {
  const { registry } = gateway.meter;
  addProcess(registry, gateway);
  addCounters(registry, businesses);
  addGauges(registry, businesses);
  addStanding(registry, businesses);
  return registry;
};

export const metricsEndpoint = (businesses: readonly Business[]): Endpoint => {
  let registry: Registry | undefined;
  const line = get('/metrics', async (exchange) => {
    registry ??= withAll(exchange.gateway, businesses);
    const body = await registry.metrics();
    return send(exchange, { http: 200, body, type: registry.contentType });
  });
  // Whoever watches has to see that others are turned away.
  return { ...line, work: 'health' };
};
