// `dure simulate`: storms over businesses, and the story of what did not hold.

import { businessNames, modulesOf } from '../businesses.ts';
import type { Run } from '../command.ts';
import type { SimulateOptions } from '../command-options.ts';
import type { ValuesOf } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { brokenIn, storiesOf, storm } from './campaign.ts';
import type { Entrant } from './campaign.ts';
import { progressBar } from './progress.ts';
import { lineOf, summaryLines } from './summary.ts';

type Values = Omit<ValuesOf<SimulateOptions>, 'all'>;

const STORIES_MAX = 3;

const rangeOf = ({ seed, seeds, from }: Values): { from: number; seeds: number } =>
  seed === undefined ? { from, seeds } : { from: seed, seeds: 1 };

/** Resolves to the exit code: 1, when a promise was broken. */
export const simulateThem = async (
  entrants: readonly Entrant[],
  values: Values,
  terminal: Terminal,
): Promise<number> => {
  const { from, seeds } = rangeOf(values);
  const names = entrants.map(({ name }) => name);
  const bar = progressBar(terminal, seeds * entrants.length);
  const outcomes = await storm({
    entrants,
    from,
    seeds,
    threads: values.threads,
    onProgress: (name, so) => bar.at(so.seeds, so.failures.length, name),
    onDone: (outcome) => {
      bar.end();
      if (names.length > 1) terminal.say(lineOf(outcome, names, terminal));
    },
  });
  for (const line of summaryLines(outcomes, terminal)) terminal.say(line);
  for await (const story of storiesOf(outcomes, STORIES_MAX)) {
    terminal.say('');
    terminal.say(story);
  }
  return brokenIn(outcomes).length === 0 ? 0 : 1;
};

export const simulate: Run<SimulateOptions> = ({ values, operands, terminal }) => {
  const names = values.all ? businessNames : operands;
  const entrants = names.map((name) => ({ name, business: modulesOf(name) }));
  return simulateThem(entrants, values, terminal);
};
