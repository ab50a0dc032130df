// Gauges that are read together: what several of them need is looked up once for each reading.

import type { Business } from '@dure/access';
import type { Kernel } from '@dure/kernel';
import { Gauge } from '@prometheus-io/client';
import type { Registry } from '@prometheus-io/client';
import { fromEach } from './places.ts';
import type { Place } from './places.ts';

type Labels = { readonly [label: string]: string };
export type Value = readonly [labels: Labels, value: number];

export type Shown<T> = {
  readonly name: string;
  readonly help: string;
  /** Labels besides the business and the context. */
  readonly labels?: readonly string[];
  readonly values: (found: T) => readonly Value[];
};

type Found<T> = readonly (readonly [Place, T])[];

/** All gauges of a reading are collected at once, so that they share what is under way. */
const once = <T>(look: () => Promise<T>): (() => Promise<T>) => {
  let underWay: Promise<T> | undefined;
  return () =>
    (underWay ??= look().finally(() => {
      underWay = undefined;
    }));
};

/** @param look a context of which it fails has no figures for the moment. */
export const addLookedUp = <T>(
  registry: Registry,
  businesses: readonly Business[],
  { look, shown }: { look: (kernel: Kernel) => Promise<T>; shown: readonly Shown<T>[] },
): void => {
  const found = once(async (): Promise<Found<T>> => {
    const all: (readonly [Place, T])[] = [];
    await fromEach(businesses, async (place, kernel) => {
      all.push([place, await look(kernel)]);
    });
    return all;
  });
  for (const one of shown) registry.registerMetric(gaugeOf(one, found));
};

const gaugeOf = <T>(
  { name, help, labels = [], values }: Shown<T>,
  found: () => Promise<Found<T>>,
) =>
  new Gauge({
    name,
    help,
    labelNames: ['business', 'context', ...labels],
    registers: [],
    async collect() {
      const all = await found();
      this.reset();
      for (const [place, of] of all)
        for (const [own, value] of values(of)) this.inc({ ...place, ...own }, value);
    },
  });
