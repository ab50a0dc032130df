// `npm run drill -- <row>`: one check point of operations, shown by a run. It prints its figures
// with the date and the machine, and ends with 1 where one is missed, and with 2 where it cannot be
// run as it was asked for. Without a row it lists them.
//
//   npm run drill -- rolling --rounds 10
//   npm run drill -- healing --seconds 600
//   KUBECONFIG=… npm run drill -- volume --on kubernetes

import { cpus, release, totalmem } from 'node:os';
import { drills } from './all.ts';
import { askedIn } from './asked.ts';
import type { Asked } from './asked.ts';
import { CannotRun } from './drill.ts';
import type { Drill, Figure } from './drill.ts';

const GIB = 2 ** 30;
const MISTAKEN = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const machine = (): string => {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / GIB);
  const parts = [`${cpus().length} × ${cpu?.model ?? 'unknown'}`, `${memory} GiB`];
  return [...parts, `Linux ${release()}`, `Node ${process.version}`].join(', ');
};

const list = (): void => {
  const width = Math.max(...drills.map(({ name }) => name.length));
  say('npm run drill -- <row> [--rounds N] [--seconds N] [--on kubernetes]');
  for (const { name, what, on } of drills) say(`  ${name.padEnd(width)}  ${what} (${on})`);
};

const lineOf = ({ what, value, bound, isReached }: Figure): string => {
  const wanted = bound === undefined ? '' : ` (${bound})`;
  return `${isReached ? 'reached' : 'MISSED '}  ${what}: ${value}${wanted}`;
};

type Chosen = { readonly on: string; readonly go: Drill['run'] };

/** @throws {CannotRun} it does not run there. */
const placeOf = ({ name, on, run, inCluster }: Drill, asked: Asked): Chosen => {
  if (asked.on === undefined) return { on, go: run };
  if (asked.on === 'kubernetes' && inCluster)
    return { on: 'the cluster of KUBECONFIG', go: inCluster };
  const all = drills.filter((of) => of.inCluster).map((of) => of.name);
  throw new CannotRun(
    `${name} does not run on ${asked.on}. On kubernetes there are: ${all.join(', ')}`,
  );
};

const run = async (drill: Drill, asked: Asked): Promise<number> => {
  const place = placeOf(drill, asked);
  say(`${drill.name}, ${new Date().toISOString()}, on ${place.on}`);
  say(machine());
  const figures = await place.go({ ...asked, say });
  for (const figure of figures) say(lineOf(figure));
  return figures.every(({ isReached }) => isReached) ? 0 : 1;
};

const runAsked = async (args: readonly string[]): Promise<number> => {
  const asked = askedIn(args);
  const drill = drills.find(({ name }) => name === asked.name);
  if (drill) return run(drill, asked);
  list();
  if (asked.name === undefined) return 0;
  throw new CannotRun(`There is no drill ${asked.name}`);
};

try {
  process.exitCode = await runAsked(process.argv.slice(2));
} catch (cause) {
  if (!(cause instanceof CannotRun)) throw cause;
  console.error(cause.message);
  process.exitCode = MISTAKEN;
}
