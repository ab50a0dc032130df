// The story of a failing seed, for a person: what was promised, what the weather was like, what
// broke, and what happened to the guilty case.

import { calendarOf } from '@dure/domain';
import type { System } from '@dure/domain';
import type { Finding } from './finding.ts';
import type { Conditions } from './conditions.ts';
import type { Fault, Plan } from './plan.ts';
import { drawPlan } from './plan.ts';
import { shrink } from './shrink.ts';
import { runStorm } from './storm.ts';
import type { StormParts, StormResult } from './storm.ts';
import type { Entry } from './trace.ts';

const ENTRIES_MAX = 200;
const WORDS_MAX = 220;

/** The most entries that are shown where no case is to blame. */
const CASELESS_MAX = 60;

type StoryParts = Omit<StormParts, 'plan'> & {
  /** How the business is called on the command line; by its name unless given. */
  readonly called?: string;
};

/** Runs a failing seed again, cuts its plan down, and says what happened. */
export const storyOf = async (
  seed: number,
  { system, next, traffic, sabotage, called = system.name }: StoryParts,
): Promise<string> => {
  const drawn = drawPlan({ system, next, traffic }, seed);
  const parts = { system, next, traffic, sabotage, plan: drawn };
  const failed = await runStorm(parts);
  if (failed.findings.length === 0) return `Seed ${seed} keeps every promise of ${system.name}.`;
  const { plan } = await shrink(parts, failed);
  const shown = await runStorm({ ...parts, plan, isTraced: true });
  return [
    `Seed ${seed} breaks a promise of ${system.name}.`,
    '',
    ...shown.findings.slice(0, 5).map(findingLine),
    '',
    ...conditionLines(plan),
    '',
    ...faultLines(plan, parts.plan),
    '',
    ...caseLines(shown),
    '',
    `Run it again: npx dure simulate ${called} --seed ${seed}`,
  ].join('\n');
};

const findingLine = ({ of, words }: Finding): string => `  ${of}: ${words}`;

const conditionLines = ({ conditions, lengthMs, steps }: Plan): readonly string[] => [
  `The weather, for ${lengthMs / 1000} s with ${steps.length} commands from people:`,
  ...Object.entries(conditions.contexts).map(
    ([name, { replicas, partitions }]) =>
      `  ${name}: ${counted(replicas, 'replica')}, ${counted(partitions, 'partition')}`,
  ),
  ...(['store', 'feed', 'calls'] as const).map((of) => `  ${of}: ${weatherIn(conditions, of)}`),
];

const counted = (count: number, name: string): string =>
  `${count} ${name}${count === 1 ? '' : 's'}`;

const weatherIn = (conditions: Conditions, of: 'store' | 'feed' | 'calls'): string => {
  const bad = Object.entries(conditions[of]).filter(([, value]) => value !== 0);
  const words = bad.map(([name, value]) => `${name} ${Number(value.toFixed(2))}`);
  return words.length === 0 ? 'fair' : words.join(', ');
};

const faultLines = (plan: Plan, before: Plan): readonly string[] => {
  const dropped = before.faults.length - plan.faults.length;
  const shortened = dropped > 0 ? ` (${dropped} more were not needed)` : '';
  if (plan.faults.length === 0) return [`Nothing was broken${shortened}.`];
  return [`What was broken${shortened}:`, ...plan.faults.map((fault) => `  ${faultLine(fault)}`)];
};

const faultLine = ({ atMs, kind, ...facts }: Fault): string =>
  `${clockOf(atMs)} ${kind} ${wordsOf(facts)}`;

const wordsOf = (facts: { readonly [name: string]: unknown }): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

const clockOf = (elapsedMs: number): string => `+${(elapsedMs / 1000).toFixed(3)} s`.padStart(13);

const caseLines = ({ world, findings }: StormResult): readonly string[] => {
  const { entries } = world.trace;
  const guilty = guiltyCase(findings, entries);
  if (guilty === undefined)
    return ['No case in particular. What happened last:', ...lastLines(world.system, entries)];
  const own = entries.filter((entry) => belongsTo(entry, guilty));
  const [first, last] = [own[0]?.elapsedMs ?? 0, own.at(-1)?.elapsedMs ?? Infinity];
  const during = (entry: Entry) => entry.elapsedMs >= first && entry.elapsedMs <= last;
  const shown = entries.filter(
    (entry) => belongsTo(entry, guilty) || (concernsAll(entry) && during(entry)),
  );
  return [`The case ${guilty}:`, ...lines(world.system, shown)];
};

/** The last entries, since any of them may have broken it, and all faults before them. */
const lastLines = (system: System, entries: readonly Entry[]): readonly string[] => {
  const before = entries.slice(0, -CASELESS_MAX).filter(concernsAll);
  return lines(system, [...before, ...entries.slice(-CASELESS_MAX)]);
};

/** A finding may name what is not a case; then it is the case of what speaks of it. */
const guiltyCase = (
  findings: readonly Finding[],
  entries: readonly Entry[],
): string | undefined => {
  const known = new Set(entries.map(({ caseId }) => caseId));
  for (const { caseId, words } of findings) {
    const named = [caseId, caseId?.split('/').at(-1), ...words.split(/[^\w가-힣-]+/)];
    const ids = named.filter((name) => name !== undefined && /-\w+$/.test(name));
    const guilty = ids.find((id) => known.has(id)) ?? spokenOf(ids, entries);
    if (guilty !== undefined) return guilty;
  }
  return undefined;
};

const spokenOf = (
  ids: readonly (string | undefined)[],
  entries: readonly Entry[],
): string | undefined =>
  ids
    .flatMap((id = '') => entries.filter(({ words }) => words.includes(`"${id}"`)))
    .find(({ caseId }) => caseId !== undefined)?.caseId;

const belongsTo = ({ caseId, words }: Entry, guilty: string): boolean =>
  caseId === guilty || words.includes(guilty);

/** What concerns every case. */
const concernsAll = ({ kind }: Entry): boolean => kind === 'fault' || kind === 'machine';

const lines = ({ timeZone }: System, entries: readonly Entry[]): readonly string[] => {
  const { isoOf } = calendarOf(timeZone);
  const shown = entries.slice(-ENTRIES_MAX).map((entry) => entryLine(entry, isoOf(entry.at)));
  const left = entries.length - shown.length;
  return left > 0 ? [`  … ${left} before`, ...shown] : shown;
};

const entryLine = ({ elapsedMs, who, kind, words }: Entry, at: string): string => {
  const said = words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX)}…` : words;
  return `  ${clockOf(elapsedMs)}  ${at.slice(0, 19)}  ${who} ${kind} ${said}`;
};
