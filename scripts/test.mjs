// Runs every check and every test: types, lint and format beside the tests, then the slow tests.
//
//   npm test                        everything
//   npm test -- checks/tidy         only the test files whose path contains this
//   npm test -- --only types,lint   only these steps

import { globSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inLanes } from './testing/lanes.ts';
import { summaryOf } from './testing/step.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const testsIn = '{packages,systems,checks,bench,scripts,examples,web}/**/*.test.ts';
const stepMsMax = 2_700_000;
const slowFileMsMax = 1_500_000;
const testMsMax = 600_000;
const source = { cwd: root, msMax: stepMsMax, isTests: false };
const memory = '/dev/shm';
const memoryBytesMin = 2 ** 30;

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

// The slow tests start processes and browsers, and wait for most of their time: two run at once.
// Those of the command line, some of which take ports that the documents name, run apart.
const slowFiles = files.filter((file) => file.endsWith('.slow.test.ts'));
const fastFiles = files.filter((file) => !slowFiles.includes(file));
// The others wait for no disk where the machine has room in memory: what they look at is the same.
const inMemory = folderInMemory();
process.on('exit', () => inMemory && rmSync(inMemory, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

// Two lanes for two cores: in one what looks at the source, in the other the fast tests, and then
// the slow ones in both.
const slow = slowTests();
const lanes = {
  apart: [...types(), ...lint(), ...format(), ...slow.apart],
  others: [...fastTests(), ...slow.others],
};
const results = [];
for await (const [step, running] of inLanes(lanes)) results.push(await show(step, running));
if (isAsked('tests')) console.log(summaryOf(results).join('\n'));
process.exitCode = results.every(({ isOk }) => isOk) ? 0 : 1;

async function show(step, running) {
  console.log(`── ${step.title}`);
  const result = await running.show((line) => console.log(line));
  if (!result.isOk) console.log(`── ${step.title}: FAILED`);
  return result;
}

function testFiles() {
  const all = globSync(testsIn, { cwd: root, exclude: (name) => name === 'node_modules' });
  const isWanted = (file) =>
    positionals.length === 0 || positionals.some((wanted) => file.includes(wanted));
  return all.filter(isWanted).toSorted();
}

function types() {
  if (!isAsked('types')) return [];
  const configs = globSync(['tsconfig*.json', 'web/tsconfig.json'], { cwd: root });
  return configs
    .filter((config) => config !== 'tsconfig.base.json')
    .toSorted()
    .map((config) => ({
      title: `types: ${config}`,
      args: [
        join(modules, 'typescript/bin/tsc'),
        '-p',
        config,
        '--pretty',
        'false',
        ...kept(config),
      ],
      ...source,
    }));
}

/** What did not change since the last run is not checked again. */
function kept(config) {
  const file = config.replaceAll(/[^a-z]+/g, '-');
  return ['--incremental', '--tsBuildInfoFile', join(modules, '.cache/types', file)];
}

function lint() {
  if (!isAsked('lint')) return [];
  const options = ['--type-aware', '--deny-warnings'];
  return [{ title: 'lint', args: [join(modules, 'oxlint/bin/oxlint'), ...options], ...source }];
}

function format() {
  if (!isAsked('format')) return [];
  const prettier = join(modules, 'prettier/bin/prettier.cjs');
  const args = [prettier, '--check', '--cache', '--log-level', 'warn', '.'];
  return [{ title: 'format', args, ...source }];
}

function folderInMemory() {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize < memoryBytesMin ? undefined : mkdtempSync(join(memory, 'dure-tests-'));
  } catch {
    return undefined;
  }
}

function fastTests() {
  if (!isAsked('tests') || fastFiles.length === 0) return [];
  const env = inMemory && { TMPDIR: inMemory };
  return [testsOf('tests', { files: fastFiles, env, msMax: stepMsMax })];
}

function slowTests() {
  if (!isAsked('tests')) return { apart: [], others: [] };
  const isApart = (file) => /^(?:packages\/cli|checks|scripts|examples)\//.test(file);
  const stepOf = (file) => testsOf(file, { files: [file], msMax: slowFileMsMax });
  return {
    apart: slowFiles.filter(isApart).map(stepOf),
    others: slowFiles.filter((file) => !isApart(file)).map(stepOf),
  };
}

/** A test that never ends, or leaves something open, fails or is left; it holds up no other. */
function testsOf(title, { files: chosen, env, msMax }) {
  const bounds = ['--test-force-exit', `--test-timeout=${testMsMax}`];
  const flags = ['--disable-warning=ExperimentalWarning', '--test', '--test-isolation=none'];
  return { title, args: [...flags, ...bounds, ...chosen], cwd: root, env, msMax, isTests: true };
}
