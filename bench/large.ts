// What a very long log costs: starting on it, a command, the story of a case, drawing a view anew,
// a backup. It takes long, and is not part of `npm run bench`:
//
//   node bench/large.ts --folder FOLDER --count 10000000
//
// The folder is kept; given again, the log in it is measured, and grown only to the count.

import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { By } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import type { Host } from '@dure/kernel';
import { openSqliteStore } from '@dure/store-sqlite';
import { serving } from './harness.ts';
import { countGiven, fileIn, folderGiven, inParallel, quantile, tell } from './program.ts';
import { stampOf, StampCards } from './stamps.ts';

const EVENTS_OF_CASE = 10;
const AT_ONCE = 256;
const PIECE = 100_000;
const COMMANDS = 20_000;
const CASES = 500;
const START_ROUNDS = 3;
const MIB = 2 ** 20;
const QUIET_MS = 600_000;
const US_PER_MS = 1_000;

const by: By = { kind: 'actor', name: 'Shop', claims: {} };
const folder = folderGiven();
const events = countGiven();
const cards = Math.max(1, Math.floor(events / EVENTS_OF_CASE));
const file = fileIn(folder, 'stamps');

const open = () => runEmbedded({ system: StampCards, storeOf: () => openSqliteStore({ file }) });

const recordsIn = async (): Promise<number> => {
  const store = openSqliteStore({ file });
  const { sequence } = await store.head(0);
  await store.close();
  return sequence;
};

const add = (running: Host, from: number, count: number): Promise<void> =>
  inParallel(count, AT_ONCE, async (number) => {
    const command = stampOf((from + number) % cards, 4_500);
    const { is } = await running.issue({ command, by });
    if (is !== 'done') throw new Error(`A command was ${is}.`);
  });

const grow = async (): Promise<number> => {
  let done = existsSync(file) ? await recordsIn() : 0;
  const running = await open();
  const before = performance.now();
  const grown = Math.max(0, events - done);
  while (done < events) {
    const count = Math.min(PIECE, events - done);
    await add(running, done, count);
    done += count;
    console.error(`${done} of ${events} events`);
  }
  await running.quiet(QUIET_MS);
  await running.stop();
  return grown === 0 ? Number.NaN : (grown / (performance.now() - before)) * US_PER_MS;
};

const starts = async (): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let round = 0; round < START_ROUNDS; round += 1) {
    const server = await serving('stamps-server.ts', ['--folder', folder]);
    times.push(server.readyMs);
    await server.end();
  }
  return times;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const before = performance.now();
  await work();
  return performance.now() - before;
};

/** Processor time of one command in microseconds, with all that it sets in motion. */
const commandCost = async (running: Host): Promise<number> => {
  await add(running, 0, COMMANDS);
  await running.quiet(QUIET_MS);
  const before = process.cpuUsage();
  await add(running, COMMANDS, COMMANDS);
  await running.quiet(QUIET_MS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / COMMANDS;
};

const caseTimes = async (running: Host): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let number = 0; number < CASES; number += 1) {
    const card = (number * 7_919) % cards;
    times.push(await timed(() => running.trail(`card-${card}`)));
  }
  return times;
};

/** As `dure backup` copies a file: from a snapshot, while others write. */
const backUp = async (): Promise<number> => {
  const to = join(folder, 'backup.db');
  rmSync(to, { force: true });
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec('BEGIN');
  const took = await timed(() => backup(database, to));
  database.close();
  rmSync(to);
  return took;
};

const round = (value: number): number => Number(value.toPrecision(3));

const perSecond = await grow();
const startMs = await starts();
const running = await open();
const commandUs = await commandCost(running);
const cases = await caseTimes(running);
const rebuildMs = await timed(async () => running.kernels['stamps']?.rebuild('Cards'));
const backupMs = await backUp();
await running.stop();
tell({
  events: await recordsIn(),
  cases: cards,
  fileMiB: round(statSync(file).size / MIB),
  grownPerSecond: round(perSecond),
  startMs: round(quantile(startMs, 0.5)),
  commandUs: round(commandUs),
  casePageMs: { p50: round(quantile(cases, 0.5)), p99: round(quantile(cases, 0.99)) },
  rebuildS: round(rebuildMs / US_PER_MS),
  backupS: round(backupMs / US_PER_MS),
});
