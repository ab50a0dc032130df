// What storms came to, in words.

import type { Summary } from '@dure/simulator';
import type { Terminal } from '../terminal.ts';
import { padded, widthOf } from '../width.ts';
import { brokenIn, inAll } from './campaign.ts';
import type { Outcome } from './campaign.ts';

const counted = (count: number): string => count.toLocaleString('en');

const figuresOf = (summary: Summary, seconds: number, terminal: Terminal): string => {
  const [storms, widest, commands, records] = [
    summary.seeds,
    summary.widest,
    summary.commands,
    summary.records,
  ].map(counted);
  const took = seconds.toFixed(1);
  const ko = `폭풍 ${storms}번 (복제 3 × 파티션 16: ${widest}번)`;
  const noun = summary.seeds === 1 ? 'storm' : 'storms';
  const en = `${storms} ${noun} (${widest} with 3 replicas × 16 partitions)`;
  return terminal.in({
    ko: `${ko}, 명령 ${commands}개, 기록 ${records}개, ${took}초`,
    en: `${en}, ${commands} commands, ${records} records, ${took} s`,
  });
};

const verdictOn = (outcomes: readonly Outcome[], terminal: Terminal): string => {
  const broken = brokenIn(outcomes);
  const seeds = broken.map(({ name, seed }) => (outcomes.length > 1 ? `${name} ${seed}` : seed));
  const kept = { ko: '모든 약속이 지켜졌습니다', en: 'Every promise was kept' };
  const all = seeds.join(', ');
  const words = { ko: `약속을 깬 씨앗: ${all}`, en: `A promise was broken by seed ${all}` };
  return broken.length === 0
    ? terminal.paint('green', terminal.in(kept))
    : terminal.paint('red', terminal.in(words));
};

/** One business of several, as soon as it is done. */
export const lineOf = (
  { name, summary, seconds }: Outcome,
  names: readonly string[],
  terminal: Terminal,
): string => {
  const width = Math.max(...names.map(widthOf));
  const isKept = summary.failures.length === 0;
  const mark = isKept ? terminal.paint('green', '✔') : terminal.paint('red', '✖');
  return `${mark} ${padded(name, width)}  ${figuresOf(summary, seconds, terminal)}`;
};

/** All of it: figures, what struck how often, and whether every promise was kept. */
export const summaryLines = (
  outcomes: readonly Outcome[],
  terminal: Terminal,
): readonly string[] => {
  const all = inAll(outcomes);
  const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0);
  const faults = Object.entries(all.struck)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, times]) => `${kind} ${counted(times)}`);
  const count = outcomes.length;
  const over =
    count === 1 ? '' : terminal.in({ ko: `사업 ${count}개: `, en: `${count} businesses: ` });
  return [
    `${over}${figuresOf(all, seconds, terminal)}`,
    terminal.paint('faint', faults.join(' · ')),
    verdictOn(outcomes, terminal),
  ];
};
