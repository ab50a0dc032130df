// The crash test of any business that has traffic: people do what they do all day in a process of
// its own, which is killed at instants that a seed draws, and started again. Then it is looked at.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '@dure/kernel';
import type { Rehearsable } from '../project.ts';
import { chanceFrom } from './chance.ts';
import type { Chance } from './chance.ts';
import { examineByTraffic } from './examine-by-traffic.ts';
import { isSetUpKey } from './protocol.ts';
import type { Answers, Asked, Life, Line } from './protocol.ts';
import { nothingAccepted } from './shown.ts';

// The compiled package has a program of the other kind.
const script = import.meta.url.endsWith('.ts') ? './life.ts' : './life.js';
const program = fileURLToPath(new URL(script, import.meta.url));

const EARLY_SHARE = 0.15;
const EARLY_MS_MAX = 400;
const LIFE_MS_MIN = 30;
const LIFE_MS_MAX = 600;
const READY_MS = 20_000;

export type TrafficCrash = {
  readonly kills: number;
  readonly early: number;
  readonly asked: number;
  readonly done: number;
  readonly findings: readonly string[];
};

type Options = {
  readonly kills: number;
  readonly seed: number;
  readonly onKill?: (number: number) => void;
};

const isDone = (outcome: Outcome | undefined): boolean => outcome?.is === 'done';

const note = (answers: Answers, line: Line): void => {
  if (line.is === 'asked') answers.asked.set(line.asked.key, line.asked);
  if (line.is === 'answered') answers.answered.set(line.key, line.outcome);
};

/** What was asked, and no answer came before the process died. */
const unanswered = ({ asked, answered }: Answers): readonly Asked[] =>
  [...asked.values()].filter(({ key }) => !answered.has(key));

/** One life of the process, from its start to its death. Resolves to whether it was ready. */
const live = async (life: Life, answers: Answers, chance: Chance): Promise<boolean> => {
  const args = ['--disable-warning=ExperimentalWarning', program, JSON.stringify(life)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const ready = Promise.withResolvers<boolean>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (text) => {
    // The last line of a process that was killed may be half a line.
    if (!text.endsWith('}')) return;
    const line = JSON.parse(text) as Line; // `life.ts` wrote it.
    if (line.is === 'ready') ready.resolve(true);
    note(answers, line);
  });
  const exited = once(child, 'close').then(() => ready.resolve(false));
  const isEarly = chance.next() < EARLY_SHARE;
  if (isEarly) await sleep(chance.between(0, EARLY_MS_MAX));
  else await Promise.race([ready.promise, sleep(READY_MS, undefined, { ref: false })]);
  if (!isEarly) await sleep(chance.between(LIFE_MS_MIN, LIFE_MS_MAX));
  if (child.exitCode !== null) throw new Error(`It ended by itself:\n${complaints}`);
  child.kill('SIGKILL');
  await exited;
  if (complaints !== '') answers.findings.push(`It complained: ${complaints.trim()}`);
  return ready.promise;
};

export const crashByTraffic = async (
  { system, traffic, rehearsal }: Rehearsable,
  { kills, seed, onKill }: Options,
): Promise<TrafficCrash> => {
  const folder = await mkdtemp(join(tmpdir(), 'dure-crash-'));
  const answers: Answers = { asked: new Map(), answered: new Map(), findings: [] };
  const chance = chanceFrom(seed);
  let early = 0;
  try {
    for (let number = 1; number <= kills; number += 1) {
      const again = unanswered(answers);
      const setUpAsked = [...answers.asked.keys()].filter(isSetUpKey).length;
      const life = { system, traffic, folder, number, seed: seed + number, setUpAsked, again };
      if (!(await live(life, answers, chance))) early += 1;
      onKill?.(number);
    }
    const seen = await examineByTraffic({ system: await rehearsal(), traffic, folder, answers });
    const done = [...answers.answered.values()].filter(isDone).length;
    const shown = done > 0 ? [] : [nothingAccepted(kills)];
    const findings = [...answers.findings, ...seen, ...shown];
    return { kills, early, asked: answers.asked.size, done, findings };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
