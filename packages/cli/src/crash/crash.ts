// `dure crash`: the crash test, told to somebody who watches.

import type { Run } from '../command.ts';
import type { CrashOptions } from '../command-options.ts';
import { rehearsalOf } from '../businesses.ts';
import { progressBar } from '../simulate/progress.ts';
import { crashTest } from './run.ts';
import { crashStory, crashSummary } from './story.ts';

const SEEDS = 1_000_000;

export const crash: Run<CrashOptions> = async ({ values, terminal }) => {
  const { kills, seed = Math.floor(Math.random() * SEEDS) } = values;
  terminal.say(terminal.in({ ko: `씨앗 ${seed}`, en: `Seed ${seed}` }));
  const bar = progressBar(terminal, kills);
  const report = await crashTest({ kills, seed, onKill: ({ number }) => bar.at(number, 0) });
  bar.end();
  for (const line of crashSummary(report, terminal)) terminal.say(line);
  if (report.findings.length === 0) return 0;
  const system = await rehearsalOf('lodging');
  for (const line of crashStory(report, { seed, system, terminal })) terminal.say(line);
  return 1;
};
