// `dure simulate`: storms over a business, and the story of what did not hold.

import { simulateInThreads, storyOf } from '@dure/simulator';
import type { Summary, Traffic } from '@dure/simulator';
import { modulesOf, systemOf } from '../businesses.ts';
import type { Run } from '../command.ts';
import type { SimulateOptions } from '../commands.ts';
import type { ValuesOf } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { progressBar } from './progress.ts';

type Values = ValuesOf<SimulateOptions>;

const STORIES_MAX = 3;

const rangeOf = ({ seed, seeds, from }: Values): { from: number; seeds: number } =>
  seed === undefined ? { from, seeds } : { from: seed, seeds: 1 };

const counted = (count: number): string => count.toLocaleString('en');

const verdictOn = ({ failures }: Summary, terminal: Terminal): string => {
  const broken = failures.map(({ seed }) => seed).join(', ');
  const kept = { ko: '모든 약속이 지켜졌습니다', en: 'Every promise was kept' };
  const words = { ko: `약속을 깬 씨앗: ${broken}`, en: `A promise was broken by seed ${broken}` };
  return failures.length === 0
    ? terminal.paint('green', terminal.in(kept))
    : terminal.paint('red', terminal.in(words));
};

const summaryLines = (summary: Summary, seconds: number, terminal: Terminal): readonly string[] => {
  const [storms, commands, records] = [summary.seeds, summary.commands, summary.records].map(
    counted,
  );
  const took = seconds.toFixed(1);
  const faults = Object.entries(summary.struck)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, times]) => `${kind} ${counted(times)}`);
  return [
    terminal.in({
      ko: `폭풍 ${storms}번, 명령 ${commands}개, 기록 ${records}개, ${took}초`,
      en: `${storms} storms, ${commands} commands, ${records} records, ${took} s`,
    }),
    terminal.paint('faint', faults.join(' · ')),
    verdictOn(summary, terminal),
  ];
};

const trafficOf = async ({ module, name }: { module: string; name: string }): Promise<Traffic> => {
  const exported = (await import(module)) as { readonly [name: string]: unknown };
  return exported[name] as Traffic; // `modulesOf` names nothing else.
};

const tellStories = async (
  name: string,
  { failures }: Summary,
  terminal: Terminal,
): Promise<void> => {
  const system = await systemOf(name);
  const traffic = await trafficOf(modulesOf(name).traffic);
  for (const { seed } of failures.slice(0, STORIES_MAX)) {
    terminal.say('');
    terminal.say(await storyOf(seed, { system, traffic }));
  }
};

export const simulate: Run<SimulateOptions> = async ({ values, operands, terminal }) => {
  const [name = ''] = operands;
  const { from, seeds } = rangeOf(values);
  const beganMs = performance.now();
  const bar = progressBar(terminal, seeds);
  const summary = await simulateInThreads({
    business: modulesOf(name),
    from,
    seeds,
    ...(values.threads === undefined ? {} : { threads: values.threads }),
    onProgress: (so) => bar.at(so.seeds, so.failures.length),
  });
  bar.end();
  const seconds = (performance.now() - beganMs) / 1000;
  for (const line of summaryLines(summary, seconds, terminal)) terminal.say(line);
  await tellStories(name, summary, terminal);
  return summary.failures.length === 0 ? 0 : 1;
};
