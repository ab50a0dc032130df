// `npm run drill -- <row>`: one check point of operations, shown by a run. It prints its figures
// with the date and the machine, and ends with 1 where one is missed. Without a row it lists them.
//
//   npm run drill -- rolling --rounds 10
//   npm run drill -- healing --seconds 600
//   KUBECONFIG=… npm run drill -- volume --on kubernetes

import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { drills } from './all.ts';
import type { Drill, Figure } from './drill.ts';

const GIB = 2 ** 30;
const MISTAKEN = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, seconds: { type: 'string' }, on: { type: 'string' } },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

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

/** Where it is to run; nothing, where it does not run there. */
const placeOf = ({ on, run, inCluster }: Drill): Chosen | undefined => {
  if (values.on === undefined) return { on, go: run };
  if (values.on !== 'kubernetes' || !inCluster) return undefined;
  return { on: 'the cluster of KUBECONFIG', go: inCluster };
};

const run = async (drill: Drill): Promise<number> => {
  const place = placeOf(drill);
  if (!place) {
    const all = drills.filter(({ inCluster }) => inCluster).map(({ name }) => name);
    say(`${drill.name} does not run on ${values.on}. On kubernetes there are: ${all.join(', ')}`);
    return MISTAKEN;
  }
  const [rounds, seconds] = [numberOf(values.rounds), numberOf(values.seconds)];
  say(`${drill.name}, ${new Date().toISOString()}, on ${place.on}`);
  say(machine());
  const figures = await place.go({ rounds, seconds, say });
  for (const figure of figures) say(lineOf(figure));
  return figures.every(({ isReached }) => isReached) ? 0 : 1;
};

const [asked] = positionals;
const drill = drills.find(({ name }) => name === asked);
if (drill) {
  process.exitCode = await run(drill);
} else {
  list();
  process.exitCode = asked === undefined ? 0 : MISTAKEN;
}
