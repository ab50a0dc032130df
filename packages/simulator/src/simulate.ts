// Many storms, one seed after the other, and what came of them.

import type { Rehearsed } from '@dure/rehearsal';
import type { Finding } from './finding.ts';
import { drawPlan } from './plan.ts';
import { areWidest } from './sizes.ts';
import { runStorm } from './storm.ts';
import type { StormResult } from './storm.ts';
import type { Traffic } from './traffic.ts';
import type { Sabotage } from './world.ts';

export type Failure = { readonly seed: number; readonly findings: readonly Finding[] };

export type Summary = {
  readonly seeds: number;
  /** How many of them ran with three replicas and sixteen partitions of every context. */
  readonly widest: number;
  readonly records: number;
  readonly commands: number;
  readonly steps: number;
  /** How often each kind of fault struck. */
  readonly struck: { readonly [kind: string]: number };
  readonly failures: readonly Failure[];
};

export type Simulation = {
  readonly system: Rehearsed;
  /** The version that is deployed during the storm. */
  readonly next?: Rehearsed | undefined;
  readonly traffic: Traffic;
  readonly seeds: number;
  /** The first seed. */
  readonly from?: number;
  readonly sabotage?: Sabotage | undefined;
  /** No more seeds are run after so many failures. */
  readonly failuresMax?: number;
  readonly onProgress?: (summary: Summary) => void;
};

export const nothingYet: Summary = {
  seeds: 0,
  widest: 0,
  records: 0,
  commands: 0,
  steps: 0,
  struck: {},
  failures: [],
};

/** Runs so many seeds in this thread. */
export const simulate = async (simulation: Simulation): Promise<Summary> => {
  const {
    system,
    next,
    traffic,
    seeds,
    from = 1,
    sabotage,
    failuresMax = 10,
    onProgress,
  } = simulation;
  let summary = nothingYet;
  for (let seed = from; seed < from + seeds; seed += 1) {
    const plan = drawPlan(simulation, seed);
    summary = together(
      summary,
      summaryOf(await runStorm({ system, next, traffic, plan, sabotage })),
    );
    onProgress?.(summary);
    if (summary.failures.length >= failuresMax) break;
  }
  return summary;
};

const summaryOf = ({ plan, findings, figures }: StormResult): Summary => ({
  ...figures,
  seeds: 1,
  widest: areWidest(plan.conditions.contexts) ? 1 : 0,
  struck: Object.fromEntries(figures.struck),
  failures: findings.length === 0 ? [] : [{ seed: plan.seed, findings }],
});

/** Adds up two summaries. */
export const together = (a: Summary, b: Summary): Summary => ({
  seeds: a.seeds + b.seeds,
  widest: a.widest + b.widest,
  records: a.records + b.records,
  commands: a.commands + b.commands,
  steps: a.steps + b.steps,
  struck: Object.fromEntries(
    [...new Set([...Object.keys(a.struck), ...Object.keys(b.struck)])].map((kind) => [
      kind,
      (a.struck[kind] ?? 0) + (b.struck[kind] ?? 0),
    ]),
  ),
  failures: [...a.failures, ...b.failures],
});
