// Figures for Prometheus: requests, the process, what the kernels count, and what waits for people.

import type { Business } from '@dure/access';
import type { Registry } from '@prometheus-io/client';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { send } from '../server/exchange.ts';
import type { GatewayContext } from '../server/exchange.ts';
import { addKernels } from './kernel-metrics.ts';
import { placesIn } from './places.ts';
import { addProcess } from './process-metrics.ts';
import { addStanding } from './standing-metrics.ts';

const withAll = (gateway: GatewayContext, businesses: readonly Business[]): Registry => {
  const { registry } = gateway.meter;
  addProcess(registry, gateway);
  addKernels(registry, () => placesIn(businesses));
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
