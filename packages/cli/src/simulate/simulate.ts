// `dure simulate`: storms over businesses, and the story of what did not hold.

import { chosenBusiness, everyBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { SimulateOptions } from '../command-options.ts';
import type { ValuesOf } from '../options.ts';
import type { Business, Rehearsable } from '../project.ts';
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

const notWritten = (name: string, module: string): UserError => {
  const ko = `${name}: system.ts 옆에 ${module}.ts를 두고 ${module}을(를) 내보내 주세요`;
  const en = `Rehearsing ${name} needs a ${module}.ts beside its system.ts, with export const`;
  return new UserError({ ko, en: `${en} ${module}` });
};

/** @throws {UserError} no one has written its invariants, or what people do in it. */
export const rehearsable = (business: Business): Rehearsable => {
  const { name, system, traffic } = business;
  if (!system) throw notWritten(name, 'rehearsal');
  if (!traffic) throw notWritten(name, 'traffic');
  return { ...business, system, traffic };
};

export const entrantOf = (business: Business): Entrant => {
  const { called, system, traffic } = rehearsable(business);
  return { name: called, business: { system, traffic } };
};

export const simulate: Run<SimulateOptions> = async ({ values, operands, terminal, folder }) => {
  const all = values.all
    ? await everyBusiness(folder)
    : [await chosenBusiness(operands[0] ?? '', folder)];
  return simulateThem(all.map(entrantOf), values, terminal);
};
