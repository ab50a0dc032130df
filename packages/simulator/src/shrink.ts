// A failing plan, cut down to what it needs to fail: one thing after the other is left out, and
// stays out when the same promise is broken without it.

import { calm } from './strike.ts';
import type { Plan } from './plan.ts';
import { runStorm } from './storm.ts';
import type { StormParts, StormResult } from './storm.ts';

/** More tries take longer than a person waits. */
const RUNS_MAX = 200;

/** The smallest plan that was found, and how it fails. */
export const shrink = async (parts: StormParts, failed: StormResult): Promise<StormResult> => {
  const broken = failed.findings[0]?.of;
  let best = failed;
  let runs = 0;
  for (;;) {
    const before = best;
    for (const smaller of smallerThan(best.plan)) {
      if (runs >= RUNS_MAX) return best;
      runs += 1;
      const result = await runStorm({ ...parts, plan: smaller });
      if (result.findings[0]?.of !== broken) continue;
      best = result;
      break;
    }
    if (best === before) return best;
  }
};

/** What may be left out, the most first. */
function* smallerThan(plan: Plan): Generator<Plan> {
  for (const faults of halves(plan.faults)) yield { ...plan, faults };
  for (const steps of halves(plan.steps)) yield { ...plan, steps };
  yield* calmer(plan);
  for (const faults of eachLeftOut(plan.faults)) yield { ...plan, faults };
  for (const steps of eachLeftOut(plan.steps)) yield { ...plan, steps };
}

const halves = <T>(of: readonly T[]): readonly (readonly T[])[] => {
  if (of.length < 2) return [];
  const middle = of.length >> 1;
  return [of.slice(0, middle), of.slice(middle)];
};

const eachLeftOut = <T>(of: readonly T[]): readonly (readonly T[])[] =>
  of.map((_, left) => of.filter((_one, index) => index !== left));

function* calmer(plan: Plan): Generator<Plan> {
  const { conditions } = plan;
  for (const weather of ['store', 'feed', 'calls'] as const) {
    if (conditions[weather] === calm[weather]) continue;
    yield { ...plan, conditions: { ...conditions, [weather]: calm[weather] } };
  }
  if (conditions.doubleChance > 0) {
    yield { ...plan, conditions: { ...conditions, doubleChance: 0 } };
  }
  for (const [name, { replicas, partitions }] of Object.entries(conditions.contexts)) {
    if (replicas > 1) yield resized(plan, name, { replicas: 1, partitions });
    if (partitions > 1) yield resized(plan, name, { replicas, partitions: 1 });
  }
}

/** Faults of a replica that is there no more strike the first one. */
const resized = (plan: Plan, name: string, size: Plan['conditions']['contexts'][string]): Plan => ({
  ...plan,
  conditions: {
    ...plan.conditions,
    contexts: { ...plan.conditions.contexts, [name]: size },
  },
  faults: plan.faults.map((fault) =>
    'replica' in fault && 'context' in fault && fault.context === name
      ? { ...fault, replica: Math.min(fault.replica, size.replicas - 1) }
      : fault,
  ),
});
