// What a consumer of another language has written of each event: once, and of no other.

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CarriedLog } from './carried.testing.ts';
import type { livesOf } from './killed.testing.ts';

const DONE_MS = 60_000;
const BATCH_MAX = 1000;

export type Consuming = {
  readonly logs: readonly CarriedLog[];
  /** Its database, and the table that has a row for each effect. */
  readonly file: string;
  readonly table: string;
  readonly lives: Awaited<ReturnType<typeof livesOf>>;
};

/** How often there is a row for each event. */
const rowsOf = ({ file, table }: Consuming): ReadonlyMap<string, number> => {
  const database = new DatabaseSync(file, { readOnly: true });
  const sql = `select event, count(*) as times from ${table} group by event`;
  const rows = database.prepare(sql).all();
  database.close();
  return new Map(rows.map((row) => [String(row['event']), Number(row['times'])]));
};

export const appended = (log: CarriedLog, draw: () => number): Promise<void> =>
  log.append(1 + Math.floor(draw() * BATCH_MAX), draw);

const rowCount = ({ file, table }: Consuming): number => {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare(`select count(*) as count from ${table}`).get();
  database.close();
  return Number(row?.['count'] ?? 0);
};

/** Gives it work and waits until it writes: so it is killed at work, and not while it starts. */
export const atWork = async (of: Consuming, draw: () => number): Promise<void> => {
  const before = rowCount(of);
  const latest = performance.now() + DONE_MS;
  for (const log of of.logs) await appended(log, draw);
  while (rowCount(of) === before) {
    if (performance.now() > latest) throw new Error(`It does nothing: ${of.lives.said()}`);
    await sleep(2);
  }
};

/** Until there are so many rows, or it takes too long: then what is missing is shown. */
const filled = async (of: Consuming, count: number): Promise<void> => {
  const latest = performance.now() + DONE_MS;
  while (performance.now() < latest) {
    const all = [...rowsOf(of).values()].reduce((sum, times) => sum + times, 0);
    if (all >= count) return;
    await sleep(100);
  }
  console.error(of.lives.said());
};

/** Looks that each event which has an effect has it once; then it is ended in order. */
export const onceEach = async (of: Consuming, effects: ReadonlySet<string>): Promise<number> => {
  const { logs, lives } = of;
  const expected = logs.flatMap(({ happened }) => happened).filter(({ type }) => effects.has(type));
  await filled(of, expected.length);
  const found = rowsOf(of);
  const wanted = new Set(expected.map(({ id }) => id));
  assert.deepEqual(
    [...wanted].filter((id) => found.get(id) !== 1),
    [],
    'missing, or doubled',
  );
  assert.equal(found.size, wanted.size);
  await lives.stop();
  for (const log of logs) await log.stop();
  return expected.length;
};
