// Storms over several businesses, one business after the other.

import { nothingYet, simulateInThreads, storyOf, together } from '@dure/simulator';
import type { Business, Exported, Summary, Traffic } from '@dure/simulator';
import type { Rehearsed } from '@dure/rehearsal';

/** A business, and where a thread finds it. */
export type Entrant = { readonly name: string; readonly business: Business };

/** What came of the storms over one business. */
export type Outcome = Entrant & { readonly summary: Summary; readonly seconds: number };

export type Campaign = {
  readonly entrants: readonly Entrant[];
  /** So many over each. */
  readonly seeds: number;
  readonly from: number;
  readonly threads: number | undefined;
  /** The storms over all of them until now. */
  readonly onProgress: (name: string, summary: Summary) => void;
  readonly onDone: (outcome: Outcome) => void;
};

/** Goes on with the next business where a promise of one is broken. */
export const storm = async (campaign: Campaign): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const entrant of campaign.entrants) {
    const outcome = await stormOver(entrant, campaign, inAll(outcomes));
    outcomes.push(outcome);
    campaign.onDone(outcome);
  }
  return outcomes;
};

const stormOver = async (
  { name, business }: Entrant,
  { from, seeds, threads, onProgress }: Campaign,
  before: Summary,
): Promise<Outcome> => {
  const beganMs = performance.now();
  const summary = await simulateInThreads({
    business,
    from,
    seeds,
    ...(threads === undefined ? {} : { threads }),
    onProgress: (so) => onProgress(name, together(before, so)),
  });
  return { name, business, summary, seconds: (performance.now() - beganMs) / 1000 };
};

export const inAll = (outcomes: readonly Outcome[]): Summary =>
  outcomes.map(({ summary }) => summary).reduce(together, nothingYet);

export type Broken = { readonly name: string; readonly seed: number };

export const brokenIn = (outcomes: readonly Outcome[]): readonly Broken[] =>
  outcomes.flatMap(({ name, summary }) => summary.failures.map(({ seed }) => ({ name, seed })));

const load = async <T>({ module, name }: Exported): Promise<T> => {
  const exported = (await import(module)) as { readonly [name: string]: unknown };
  return exported[name] as T; // A thread has loaded the same before.
};

/** The stories of the first failing seeds, each when it is wanted: to cut it down takes a while. */
export const storiesOf = async function* (
  outcomes: readonly Outcome[],
  most: number,
): AsyncGenerator<string> {
  let left = most;
  for (const { name, business, summary } of outcomes) {
    const shown = summary.failures.slice(0, left);
    if (shown.length === 0) continue;
    left -= shown.length;
    const system = await load<Rehearsed>(business.system);
    const traffic = await load<Traffic>(business.traffic);
    for (const { seed } of shown) yield storyOf(seed, { system, traffic, called: name });
  }
};
