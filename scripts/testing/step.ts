// One step of a test run: a process whose output goes to files and is printed from there as they
// grow. A process that ends itself can lose what a pipe still holds; a file keeps all of it.

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Step {
  readonly title: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Then the process, and what it has started, is killed. */
  readonly msMax: number;
  /** Whether this is a run of tests: one without a summary has failed, whatever it exits with. */
  readonly isTests: boolean;
}

export interface Result {
  readonly title: string;
  readonly isOk: boolean;
  /** Counts by name, such as `pass`, as the test runner's summary has them. */
  readonly totals: Readonly<Record<string, number>>;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
}

export interface Running {
  /** Prints what the step says, from its beginning, until it has ended. */
  readonly show: (print: (line: string) => void) => Promise<Result>;
  /** Resolves when the process has ended, shown or not. */
  readonly ended: Promise<unknown>;
}

interface Seen {
  readonly totals: Record<string, number>;
  readonly failed: Set<string>;
  last: string;
}

interface Ended {
  readonly code: number | null;
  readonly isLate: boolean;
}

const lookEveryMs = 100;
const chunkBytes = 65_536;
const totalLine = /^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/;
const failedList = '✖ failing tests:';
// One that was cancelled, because what comes before it failed, has no time.
const failedLine = /^\s*✖ (?!failing tests:$)(.+?)(?: \([\d.]+ms\).*)?$/;

const alive = new Set<ChildProcess>();
process.on('exit', () => [...alive].forEach(kill));

/** Starts the step on the Node that runs this. */
export function start(step: Step): Running {
  const folder = mkdtempSync(join(tmpdir(), 'dure-step-'));
  const said = openSync(join(folder, 'said'), 'ax+');
  const reported = openSync(join(folder, 'reported'), 'ax+');
  const reporter = [
    '--test-reporter=spec',
    `--test-reporter-destination=${join(folder, 'reported')}`,
  ];
  const child = spawn(process.execPath, [...(step.isTests ? reporter : []), ...step.args], {
    cwd: step.cwd,
    stdio: ['ignore', said, said],
    env: { ...process.env, ...step.env },
    detached: true,
  });
  const ended = endOf(child, step.msMax);
  const files = [said, reported];
  const close = (): void => {
    for (const file of files) closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  };
  return { show: (print) => shown(step, { files, ended, print }).finally(close), ended };
}

function endOf(child: ChildProcess, msMax: number): Promise<Ended> {
  alive.add(child);
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      kill(child);
    }, msMax);
    const end = (code: number | null): void => {
      clearTimeout(timer);
      alive.delete(child);
      resolve({ code, isLate });
    };
    child.once('error', () => end(null)).once('exit', end);
  });
}

/** Kills the process and its group: a test that hangs may wait for one that it has started. */
function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

async function shown(
  step: Step,
  run: {
    readonly files: readonly number[];
    readonly ended: Promise<Ended>;
    readonly print: (line: string) => void;
  },
): Promise<Result> {
  const seen: Seen = { totals: {}, failed: new Set(), last: '' };
  const readers = run.files.map(linesOf);
  const look = (isAll: boolean): void => {
    for (const line of readers.flatMap((read) => read(isAll))) note(line, seen, run.print);
  };
  let end: Ended | undefined;
  do {
    look(false);
    end = await Promise.race([run.ended, sleep(lookEveryMs, undefined)]);
  } while (!end);
  look(true);
  const trouble = troubleOf(step, seen, end);
  if (trouble) run.print(`✖ ${step.title} ${trouble}`);
  const isOk = trouble === undefined && end.code === 0;
  return { title: step.title, isOk, totals: seen.totals, failed: [...seen.failed] };
}

/** The lines that a file has gained since the last look; at the end also an unfinished one. */
function linesOf(file: number): (isAll: boolean) => readonly string[] {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(chunkBytes);
  let position = 0;
  let rest = '';
  return (isAll) => {
    const parts = [rest];
    while (position < fstatSync(file).size) {
      const count = readSync(file, buffer, 0, chunkBytes, position);
      position += count;
      parts.push(decoder.write(buffer.subarray(0, count)));
    }
    const lines = parts.join('').split('\n');
    rest = isAll ? '' : (lines.pop() ?? '');
    return lines;
  };
}

function note(line: string, seen: Seen, print: (line: string) => void): void {
  const [, name, count] = totalLine.exec(line) ?? [];
  if (name !== undefined) {
    seen.totals[name] = Number(count);
    return;
  }
  if (line.trim() === '') return;
  // Here they are listed again, without the groups that they are in.
  if (line === failedList) seen.failed.clear();
  const failed = failedLine.exec(line)?.[1];
  if (failed !== undefined) seen.failed.add(failed);
  seen.last = line;
  print(line);
}

/** Why what a step has said is not all of it. */
function troubleOf({ isTests, msMax }: Step, seen: Seen, end: Ended): string | undefined {
  const after = seen.last === '' ? 'It had said nothing.' : `Its last line was: ${seen.last}`;
  if (end.isLate) return `had not ended after ${msMax / 1000} s and was killed. ${after}`;
  if (end.code === null) return `was ended by a signal. ${after}`;
  const hasSummary = !isTests || 'duration_ms' in seen.totals;
  return hasSummary ? undefined : `ended with ${end.code} before its summary. ${after}`;
}

/** What became of all steps: what failed, and the sums of all summaries. */
export function summaryOf(results: readonly Result[]): readonly string[] {
  const names = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo', 'duration_ms'];
  const sum = (name: string): number =>
    results.reduce((total, { totals }) => total + (totals[name] ?? 0), 0);
  const failed = results.filter(({ isOk }) => !isOk);
  return [
    ...failed.flatMap((one) => [
      `✖ failed: ${one.title}`,
      ...one.failed.slice(0, 20).map((name) => `    ${name}`),
    ]),
    ...names.map((name) => `ℹ ${name} ${Math.round(sum(name))}`),
  ];
}
