// `npm run bench`: all measurements of the page on performance, in one run, on this machine.
//
//   npm run bench                          everything, some minutes
//   npm run bench -- --quick               a short form
//   npm run bench -- --only sagas,start    some of it

import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { compareCommands, forSignIn, withSignIn } from './commands.ts';
import { compareSagas } from './compare-sagas.ts';
import { measureGrowth } from './growing.ts';
import { measured } from './harness.ts';
import { compareOnMariadb } from './mariadb.ts';
import { compareOnPostgres } from './postgres.ts';
import { measureOverload } from './overload.ts';
import { overloadLines } from './overload-report.ts';
import * as report from './report.ts';
import type { Carried, KernelCost, Line } from './report.ts';
import { deploymentLines } from './deployment-report.ts';
import type { Deployed } from './deployment-report.ts';
import type { Passed } from './path.ts';
import { reasonNotToBeHad } from '@dure/servers/kafka';
import { measureLists } from './lists.ts';
import { reasonNotToBeHad as noPostgres } from '@dure/servers/postgres';
import { measureRest, restLines } from './resting.ts';
import { measureStart } from './starting.ts';
import { sagaLines } from './saga-report.ts';
import { staysOverHttp } from './stays-over-http.ts';
import { measureThrownAway, thrownAwayLines } from './thrown-away.ts';
import { measureStreams } from './streams.ts';
import { compareWaysIn } from './ways-in.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});

const long = {
  rounds: 3,
  warmUpS: 8,
  warmUpCommands: 100_000,
  slices: 4,
  seconds: 3,
  signInRounds: 10,
  staySeconds: 6,
  sagas: 10_000,
  sagaPairs: 5,
  commands: 100_000,
  events: 1_000_000,
  records: 400_000,
  rows: 1_000_000,
  listSeconds: 10,
  listRounds: 5,
  restAfter: 1_000_000,
  restS: 240,
  streams: 5_000,
  streamSeconds: 20,
  streamRate: 1_000,
  overloadSeconds: 60,
  pauseSeconds: 60,
};
const short = {
  rounds: 1,
  warmUpS: 4,
  warmUpCommands: 60_000,
  slices: 2,
  seconds: 3,
  signInRounds: 3,
  staySeconds: 3,
  sagas: 4_000,
  sagaPairs: 1,
  commands: 20_000,
  events: 100_000,
  records: 100_000,
  rows: 100_000,
  listSeconds: 5,
  listRounds: 1,
  restAfter: 40_000,
  restS: 20,
  streams: 1_000,
  streamSeconds: 8,
  streamRate: 200,
  overloadSeconds: 15,
  pauseSeconds: 10,
};
const form = values.quick ? short : long;

const sagas = async (): Promise<readonly Line[]> => {
  return sagaLines(await compareSagas(form), await staysOverHttp(form.staySeconds));
};

const kernel = async (): Promise<readonly Line[]> => {
  const args = ['--count', String(form.commands)];
  return report.kernelLines(await measured<KernelCost>('kernel.ts', args));
};

const path = async (): Promise<readonly Line[]> =>
  report.pathLines(await measured<{ readonly [name: string]: Passed }>('path.ts', []));

const kafka = async (): Promise<readonly Line[]> => {
  const reason = reasonNotToBeHad();
  if (reason !== undefined) return report.kafkaLines(`skipped: ${reason}`);
  const args = ['--count', String(form.records)];
  return report.kafkaLines(await measured<Carried>('kafka.ts', args));
};

const deployment = async (): Promise<readonly Line[]> => {
  const reason = reasonNotToBeHad() ?? noPostgres();
  if (reason !== undefined) return deploymentLines(`skipped: ${reason}`);
  const args = ['--count', String(form.pauseSeconds)];
  return deploymentLines(await measured<Deployed>('deployment.ts', args));
};

const parts: { readonly [name: string]: () => Promise<readonly Line[]> } = {
  commands: async () => report.commandLines(await compareCommands(form)),
  garbage: async () => thrownAwayLines(await measureThrownAway(form)),
  'sign-in': async () => report.signInLines(await compareCommands(forSignIn(form), withSignIn)),
  overload: async () => overloadLines(await measureOverload(form)),
  mariadb: async () => report.commandLines(await compareOnMariadb(form), ' on MariaDB'),
  postgres: async () => report.commandLines(await compareOnPostgres(form), ' on PostgreSQL'),
  grpc: async () => report.waysInLines(await compareWaysIn(form.staySeconds)),
  sagas,
  kernel,
  path,
  kafka,
  deployment,
  start: async () => report.startLines(await measureStart()),
  rest: async () => restLines(await measureRest(form)),
  streams: async () => report.streamLines(await measureStreams(form)),
  lists: async () => report.listLines(await measureLists(form)),
  growth: async () => report.growthLines(await measureGrowth(form.events)),
};

const chosen = values.only?.split(',') ?? Object.keys(parts);
const lines: Line[] = [];
for (const name of chosen) {
  const part = parts[name];
  if (!part)
    throw new Error(`There is no part ${name}. There are: ${Object.keys(parts).join(', ')}`);
  console.error(`${name} …`);
  lines.push(...(await part()));
}
const [cpu] = cpus();
console.log(
  `${availableParallelism()} cores, ${cpu?.model.trim() ?? '?'}, Node ${process.version}`,
);
console.log('');
for (const line of report.tableOf(lines)) console.log(line);
process.exitCode = lines.some(({ isKept }) => isKept === false) ? 1 : 0;
