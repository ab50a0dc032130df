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
/** With servers and browsers, three files at a time. */
const memoryBytesForSlow = 2 ** 32;
/**
 * Slow tests that use less than half a core, all of which take ports that are free: they wait for
 * brokers, for servers that are away, and for bounds of time as they are.
 */
const waiting = [
  /^packages\/feed-kafka\//,
  /^packages\/http\//,
  /^packages\/acceptance\/src\/as-services\./,
  /^packages\/cli\/src\/(?:deployment|monitoring|move)\//,
  /^packages\/cli\/src\/personal\/erase-into\./,
  /\/over-kafka\./,
];

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

// The slow tests start processes and browsers: two run at once. Those of the command line, some of
// which take ports that the documents name, run apart.
const slowFiles = files.filter((file) => file.endsWith('.slow.test.ts'));
const fastFiles = files.filter((file) => !slowFiles.includes(file));
// Nearly all wait for no disk where the machine has room in memory: what they look at is the same.
const bytesInMemory = roomInMemory();
const hasRoomForSlow = bytesInMemory >= memoryBytesForSlow;
const inMemory =
  bytesInMemory < memoryBytesMin ? undefined : mkdtempSync(join(memory, 'dure-tests-'));
// Each file is a process, and starts others: none of them compiles again what one has compiled.
process.env.NODE_COMPILE_CACHE ??= join(modules, '.cache/compiled');
process.on('exit', () => inMemory && rmSync(inMemory, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

// Two lanes for two cores: in one what looks at the source, in the other the fast tests, and then
// the slow ones in both. Beside them runs what leaves a core idle.
const slow = slowTests();
const lanes = {
  apart: [...types(), ...lint(), ...format(), ...slow.apart],
  others: [...fastTests(), ...slow.others],
  waits: slow.waits,
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

function roomInMemory() {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

/** Copies of the whole repository, with all that it needs, are too much for the memory. */
function isForMemory(file) {
  return hasRoomForSlow && !file.startsWith('scripts/');
}

function fastTests() {
  if (!isAsked('tests') || fastFiles.length === 0) return [];
  const env = inMemory && { TMPDIR: inMemory };
  return [testsOf('tests', { files: fastFiles, env, msMax: stepMsMax })];
}

function slowTests() {
  if (!isAsked('tests')) return { apart: [], others: [], waits: [] };
  // A long one that begins last would leave the other lanes with nothing to do.
  const longFirst = slowFiles.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  const { apart = [], others = [], waits = [] } = Object.groupBy(longFirst, laneOf);
  const stepOf = (file) => {
    const env = isForMemory(file) ? { TMPDIR: inMemory } : undefined;
    return testsOf(file, { files: [file], env, msMax: slowFileMsMax });
  };
  return { apart: apart.map(stepOf), others: others.map(stepOf), waits: waits.map(stepOf) };
}

function isLong(file) {
  return file.includes('/web/stories/');
}

function laneOf(file) {
  if (waiting.some((of) => of.test(file))) return 'waits';
  return /^(?:packages\/cli|checks|scripts|examples)\//.test(file) ? 'apart' : 'others';
}

/** A test that never ends, or leaves something open, fails or is left; it holds up no other. */
function testsOf(title, { files: chosen, env, msMax }) {
  const bounds = ['--test-force-exit', `--test-timeout=${testMsMax}`];
  const flags = ['--disable-warning=ExperimentalWarning', ...bounds];
  const run = join(root, 'scripts/testing/run.mjs');
  return { title, args: [...flags, run, ...chosen], cwd: root, env, msMax, isTests: true };
}
