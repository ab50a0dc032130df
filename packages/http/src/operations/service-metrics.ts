// Figures for Prometheus of a process that runs contexts and is no gateway: its own, and what its
// own kernels count. What a context stands at, lag and parked messages, is looked up by gateways.

import type { Kernel } from '@dure/kernel';
import { Registry } from '@prometheus-io/client';
import { addKernels } from './kernel-metrics.ts';
import { addOwn } from './process-metrics.ts';

export type MetricsPage = { readonly type: string; readonly body: string };

/** @param kernels by their contexts; it may be filled while the process runs. */
export const serviceMetrics = (
  business: string,
  kernels: ReadonlyMap<string, Kernel>,
): (() => Promise<MetricsPage>) => {
  const registry = new Registry();
  addOwn(registry);
  addKernels(registry, () =>
    [...kernels].map(([context, kernel]) => [{ business, context }, kernel]),
  );
  return async () => ({ type: registry.contentType, body: await registry.metrics() });
};
