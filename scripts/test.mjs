// Runs every check and every test: types, lint and format beside the tests, then the slow tests.
//
//   npm test                        everything
//   npm test -- checks/tidy         only the test files whose path contains this
//   npm test -- --only types,lint   only these steps

import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const testsIn = '{packages,systems,checks,bench,scripts,examples}/**/*.test.ts';
const stepMsMax = 2_700_000;
const testMsMax = 600_000;
const memory = '/dev/shm';
const memoryBytesMin = 2 ** 30;
const summaryLine = /^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/;

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
});
const stepsAsked = values.only?.split(',') ?? (positionals.length > 0 ? ['tests'] : undefined);
const isAsked = (step) => stepsAsked === undefined || stepsAsked.includes(step);

const files = testFiles();
if (positionals.length > 0 && files.length === 0) {
  console.error(`No test file's path contains ${positionals.join(' or ')}.`);
  process.exit(1);
}

// Two lanes for two cores. The slow tests measure time and start processes, so they run alone.
const slowFiles = files.filter((file) => file.endsWith('.slow.test.ts'));
const fastFiles = files.filter((file) => !slowFiles.includes(file));
// The others wait for no disk where the machine has room in memory: what they look at is the same.
const inMemory = folderInMemory();
const fast = tests(fastFiles, 'none', inMemory && { TMPDIR: inMemory });
const results = [];
for (const step of [...types(), ...lint(), ...format()]) results.push(report(await run(step)));
for (const step of fast) results.push(report(await step));
if (inMemory) rmSync(inMemory, { recursive: true, force: true });
for (const step of tests(slowFiles, 'process')) results.push(report(await step));
if (isAsked('tests')) console.log(summary(results));
process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1;

function testFiles() {
  const all = globSync(testsIn, { cwd: root, exclude: (name) => name === 'node_modules' });
  const isWanted = (file) =>
    positionals.length === 0 || positionals.some((wanted) => file.includes(wanted));
  return all.filter(isWanted).toSorted();
}

function types() {
  if (!isAsked('types')) return [];
  const configs = globSync(['tsconfig*.json', 'console/tsconfig.json'], { cwd: root });
  return configs
    .filter((config) => config !== 'tsconfig.base.json')
    .toSorted()
    .map((config) => ({
      title: `types: ${config}`,
      args: [join(modules, 'typescript/bin/tsc'), '--pretty', 'false', '-p', config],
    }));
}

function lint() {
  if (!isAsked('lint')) return [];
  const options = ['--type-aware', '--deny-warnings'];
  return [{ title: 'lint', args: [join(modules, 'oxlint/bin/oxlint'), ...options] }];
}

function format() {
  if (!isAsked('format')) return [];
  const prettier = join(modules, 'prettier/bin/prettier.cjs');
  return [{ title: 'format', args: [prettier, '--check', '--cache', '--log-level', 'warn', '.'] }];
}

function folderInMemory() {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize < memoryBytesMin ? undefined : mkdtempSync(join(memory, 'dure-tests-'));
  } catch {
    return undefined;
  }
}

function tests(chosen, isolation, env) {
  const title = isolation === 'none' ? 'tests' : 'slow tests, each file in its own process';
  if (!isAsked('tests') || chosen.length === 0) return [];
  const options = ['--disable-warning=ExperimentalWarning', '--test-reporter=spec'];
  // A test that never ends, or leaves something open, fails or is left; it holds up no other.
  const bounds = ['--test-force-exit', `--test-timeout=${testMsMax}`];
  const args = [...options, '--test', ...bounds, `--test-isolation=${isolation}`, ...chosen];
  return [run({ title, args, env })];
}

/** Runs one step on the Node that runs this, and keeps what it says until its turn to be shown. */
function run({ title, args, env }) {
  const stdio = ['ignore', 'pipe', 'pipe'];
  const options = { cwd: root, stdio, timeout: stepMsMax, env: { ...process.env, ...env } };
  const child = spawn(process.execPath, args, options);
  let output = '';
  const keep = (chunk) => (output += chunk);
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (code === null) output += `Stopped, as it had not ended after ${stepMsMax} ms.\n`;
      resolve({ title, status: code ?? 1, output });
    });
  });
}

/** Shows a step without the test runner's totals, which are added up at the end. */
function report({ title, status, output }) {
  const lines = output.trimEnd().split('\n');
  const shown = lines.filter((line) => line !== '' && !summaryLine.test(line));
  console.log(`── ${title}${status === 0 ? '' : ': FAILED'}`);
  if (shown.length > 0) console.log(shown.join('\n'));
  return { title, status, totals: lines.map((line) => summaryLine.exec(line)).filter(Boolean) };
}

function summary(steps) {
  const sums = { tests: 0, suites: 0, pass: 0, fail: 0 };
  Object.assign(sums, { cancelled: 0, skipped: 0, todo: 0, duration_ms: 0 });
  for (const [, name, count] of steps.flatMap(({ totals }) => totals)) sums[name] += Number(count);
  const failed = steps.filter(({ status }) => status !== 0).map(({ title }) => title);
  const verdict = failed.length === 0 ? [] : [`✖ failed: ${failed.join(', ')}`];
  return [
    ...verdict,
    ...Object.entries(sums).map(([name, sum]) => `ℹ ${name} ${Math.round(sum)}`),
  ].join('\n');
}
