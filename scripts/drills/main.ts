// `npm run drill -- <row>`: one check point of operations, shown by a run. It prints its figures
// with the date and the machine, and ends with 1 where one is missed. Without a row it lists them.
//
//   npm run drill -- rolling --rounds 10
//   npm run drill -- healing --seconds 600

import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { drills } from './all.ts';
import type { Drill, Figure } from './drill.ts';

const GIB = 2 ** 30;
const MISTAKEN = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, seconds: { type: 'string' } },
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
  say('npm run drill -- <row> [--rounds N] [--seconds N]');
  for (const { name, what, on } of drills) say(`  ${name.padEnd(width)}  ${what} (${on})`);
};

const lineOf = ({ what, value, bound, isReached }: Figure): string => {
  const wanted = bound === undefined ? '' : ` (${bound})`;
  return `${isReached ? 'reached' : 'MISSED '}  ${what}: ${value}${wanted}`;
};

const run = async ({ name, on, run: go }: Drill): Promise<number> => {
  const [rounds, seconds] = [numberOf(values.rounds), numberOf(values.seconds)];
  say(`${name}, ${new Date().toISOString()}, on ${on}`);
  say(machine());
  const figures = await go({ rounds, seconds, say });
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
