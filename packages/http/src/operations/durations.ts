// How long something took, as a histogram for Prometheus. The client's own finds its series and its
// bucket by texts that it makes anew, which takes a microsecond each time: here whoever counts
// keeps the series, and a bucket is a place in a list.

import type { Histogram, Registry } from '@prometheus-io/client';

const boundsS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

type Labels = { readonly [name: string]: string };

/** What is counted under the same labels. */
export class Series {
  readonly labels: Labels;
  /** How many took as long as a bound at most, and longer than the one before it. */
  readonly #counts = [...boundsS, Infinity].map(() => 0);
  #sumS = 0;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  add(tookMs: number): void {
    const tookS = tookMs / 1000;
    let at = 0;
    while (tookS > (boundsS[at] ?? Infinity)) at += 1;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sumS += tookS;
  }

  /** As Prometheus reads it: how many took as long as each bound at most, the sum, and how many. */
  values(name: string) {
    let count = 0;
    const buckets = this.#counts.map((more, at) => {
      count += more;
      const labels = { le: boundsS[at] ?? '+Inf', ...this.labels };
      return { metricName: `${name}_bucket`, labels, value: count };
    });
    const { labels } = this;
    const sum = { metricName: `${name}_sum`, labels, value: this.#sumS };
    return [...buckets, sum, { metricName: `${name}_count`, labels, value: count }];
  }
}

export class Durations {
  readonly name: string;
  readonly #help: string;
  readonly #labelNames: readonly string[];
  readonly #series = new Map<string, Series>();

  constructor(of: {
    readonly name: string;
    readonly help: string;
    readonly labelNames: readonly string[];
    readonly registry: Registry;
  }) {
    this.name = of.name;
    this.#help = of.help;
    this.#labelNames = of.labelNames;
    // A registry asks a metric for its name and for what `get` says, and for nothing else.
    of.registry.registerMetric(this as unknown as Histogram);
  }

  /** @param values of the labels, in their order */
  series(...values: readonly string[]): Series {
    const id = JSON.stringify(values);
    const known = this.#series.get(id);
    if (known) return known;
    const labels = this.#labelNames.map((name, at) => [name, values[at] ?? ''] as const);
    const fresh = new Series(Object.fromEntries(labels));
    this.#series.set(id, fresh);
    return fresh;
  }

  async get() {
    const values = [...this.#series.values()].flatMap((one) => one.values(this.name));
    return { name: this.name, help: this.#help, type: 'histogram', aggregator: 'sum', values };
  }
}
