// Runs the conformance suite of each store, against a real server where it is one, and writes what
// came of it: `node_modules/.bin/node scripts/conformance.ts`. MongoDB is run where
// `DURE_TEST_MONGODB` names a server of it, or what stands in for one.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { root } from '../checks/sources.ts';

const PAGE = 'docs/reference/conformance.md';

/** By their packages, as people know them. */
const stores = {
  memory: 'In memory',
  sqlite: 'SQLite',
  postgres: 'PostgreSQL',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB (a stand-in)',
} as const;

type Name = keyof typeof stores;

/** How many facts of a group passed, and how many did not. */
type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** By the name of the group, in the order of the suite. */
type Groups = ReadonlyMap<string, Count>;

/** Some groups have the name of the store before their own. */
const ofStore = /^the \S+ store, /;

const none: Count = { passed: 0, failed: 0, skipped: 0 };

type Ended = {
  readonly name: string;
  readonly nesting: number;
  readonly skip?: string | boolean;
  readonly details: { readonly type?: string };
};

const kindOf = (of: Ended, hasPassed: boolean): keyof Count => {
  if (of.skip !== undefined && of.skip !== false) return 'skipped';
  return hasPassed ? 'passed' : 'failed';
};

/** The facts of a suite that is run, whatever the number of partitions, by their group. */
const factsOf = async (name: Name): Promise<Groups> => {
  const groups = new Map<string, Count>();
  const names: string[] = [];
  const note = (of: Ended, hasPassed: boolean): void => {
    if (of.details.type === 'suite') return;
    const group = (names[of.nesting - 1] ?? of.name).replace(ofStore, '');
    const kind = kindOf(of, hasPassed);
    const count = groups.get(group) ?? none;
    groups.set(group, { ...count, [kind]: count[kind] + 1 });
  };
  const file = join(root, `packages/store-${name}/src/conformance.test.ts`);
  const running = run({ files: [file], isolation: 'process', execArgv: ['--no-warnings'] });
  running.on('test:start', (of) => (names[of.nesting] = of.name));
  running.on('test:pass', (of) => note(of, true));
  running.on('test:fail', (of) => note(of, false));
  for await (const _ of running);
  return groups;
};

const cell = ([name, groups]: readonly [Name, Groups], group: string): string => {
  if (groups.size === 0) return 'not run';
  const count = groups.get(group);
  if (!count) return '';
  const { passed, failed, skipped } = count;
  // What fails there is what the stand-in has not, as the page says.
  if (name === 'mongodb' && failed > 0) return `${passed} of ${passed + failed}`;
  if (failed > 0) return `**${failed} failed**`;
  return passed === 0 && skipped > 0 ? 'not run' : String(passed);
};

const withCapital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const before = [
  '# Conformance of the stores',
  '',
  'The suite of `@dure/testing/conformance` says what a store promises. Each number is how many',
  'facts passed when this page was made, on stores of one and of three partitions; on SQLite with',
  'a file for each context and with one for all of them. A store without a number has no such',
  'thing: what is in memory has no server that could be killed. PostgreSQL 15 and MariaDB 10.11',
  'are real servers, killed, paused and made read-only meanwhile.',
  '',
  'No real server of MongoDB could be had to prove the store on it. It was run on a stand-in that',
  'speaks the protocol on SQLite (NX-27017 0.8.1, driver 7.8.0), which shows everyone what a',
  'transaction has not committed, and knows one transaction at a time. What wants more than that',
  'failed there, and so nothing is known of isolation, conflicts, several processes, and servers',
  'that fail: its [page](mongodb.md) says more.',
  '',
  'This page is made from a run: `node_modules/.bin/node scripts/conformance.ts`.',
  '',
].join('\n');

/** The page, from what came of each store. */
const pageOf = (all: ReadonlyMap<Name, Groups>): string => {
  const columns = [...all];
  const groups = [...new Set(columns.flatMap(([, of]) => [...of.keys()]))];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    line(['What', ...columns.map(([name]) => stores[name])]),
    line(['---', ...columns.map(() => '---:')]),
    ...groups.map((group) =>
      line([withCapital(group), ...columns.map((column) => cell(column, group))]),
    ),
  ];
  return `${before}\n${lines.join('\n')}\n`;
};

const write = async (): Promise<void> => {
  const all = new Map<Name, Groups>();
  for (const name of Object.keys(stores) as Name[]) {
    console.error(`${stores[name]} …`);
    all.set(name, await factsOf(name));
  }
  writeFileSync(join(root, PAGE), pageOf(all));
};

if (import.meta.main) await write();
