// What kernels count, and how many things wait in them, as figures for Prometheus.

import { Counter, Gauge } from '@prometheus-io/client';
import type { Registry } from '@prometheus-io/client';
import { counters, gauges } from './figures.ts';
import type { Placed } from './places.ts';

const addCounters = (registry: Registry, placed: () => readonly Placed[]): void => {
  for (const [figure, [name, help]] of Object.entries(counters)) {
    registry.registerMetric(
      new Counter({
        name: `dure_kernel_${name}_total`,
        help,
        labelNames: ['business', 'context'],
        registers: [],
        collect() {
          this.reset();
          for (const [place, kernel] of placed()) {
            this.inc(place, kernel.metrics().counters[figure] ?? 0);
          }
        },
      }),
    );
  }
};

const addGauges = (registry: Registry, placed: () => readonly Placed[]): void => {
  for (const [figure, [name, help]] of Object.entries(gauges)) {
    registry.registerMetric(
      new Gauge({
        name: `dure_kernel_${name}`,
        help,
        labelNames: ['business', 'context'],
        registers: [],
        collect() {
          this.reset();
          for (const [place, kernel] of placed()) {
            this.set(place, kernel.metrics().gauges[figure] ?? 0);
          }
        },
      }),
    );
  }
};

/** @param placed the contexts and their kernels, asked for at each look. */
export const addKernels = (registry: Registry, placed: () => readonly Placed[]): void => {
  addCounters(registry, placed);
  addGauges(registry, placed);
};
