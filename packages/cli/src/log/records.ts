// The logs of a business, read from its files: also while it runs.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from '@dure/domain';
import type { Head, LogRecord, PlacedRecord, Store } from '@dure/kernel/ports';
import { openSqliteStore } from '@dure/store-sqlite';
import { UserError } from '../command.ts';

/** A record, and the context whose log it is from. */
export type ContextRecord = PlacedRecord & { readonly context: string };

/** What is read of a log, in a store or of a context that runs. */
type Log = Pick<Store, 'partitions' | 'readLog'> & {
  head(partition: number): Promise<Pick<Head, 'sequence'>>;
};

export type Logs = ReadonlyMap<string, Log>;

export type Stores = ReadonlyMap<string, Store>;

const PAGE = 1_000;
const TRAIL_MAX = 10_000;

const noData = (folder: string, name: string): UserError =>
  new UserError({
    ko: `${folder}에 데이터가 없습니다. 먼저 시작해 주세요: dure start ${name}`,
    en: `There is no data in ${folder} yet. Start it first: dure start ${name}`,
  });

/** @throws {UserError} nothing was ever written there. */
export const openLogs = ({ name, contexts }: System, folder: string): Stores => {
  const files = contexts.map((of) => [of.name, join(folder, `${of.name}.db`)] as const);
  const there = files.filter(([, file]) => existsSync(file));
  if (there.length === 0) throw noData(folder, name);
  return new Map(there.map(([context, file]) => [context, openSqliteStore({ file })]));
};

export const closeLogs = async (logs: Stores): Promise<void> => {
  for (const store of logs.values()) await store.close();
};

/** Where each log ends: what was read up to here is not read again. */
export type Ends = Map<string, number>;

const placeOf = (context: string, partition: number): string => `${context}.${partition}`;

const partitionsOf = (logs: Logs): readonly (readonly [string, Log, number])[] =>
  [...logs].flatMap(([context, store]) =>
    Array.from(
      { length: store.partitions },
      (_, partition) => [context, store, partition] as const,
    ),
  );

/** The last records of every log, at most so many of each partition, and where they end. */
export const latest = async (
  logs: Logs,
  count: number,
): Promise<{ readonly records: readonly ContextRecord[]; readonly ends: Ends }> => {
  const ends: Ends = new Map();
  for (const [context, store, partition] of partitionsOf(logs)) {
    const { sequence } = await store.head(partition);
    ends.set(placeOf(context, partition), Math.max(0, sequence - count));
  }
  return { records: await since(logs, ends), ends };
};

/** What every log has beyond its end. The ends are moved. */
export const since = async (logs: Logs, ends: Ends): Promise<readonly ContextRecord[]> => {
  const records: ContextRecord[] = [];
  for (const [context, store, partition] of partitionsOf(logs)) {
    const place = placeOf(context, partition);
    let end = ends.get(place) ?? 0;
    for await (const record of readOn(store, partition, end)) {
      records.push({ ...record, partition, context });
      end = record.sequence;
    }
    ends.set(place, end);
  }
  return records;
};

async function* readOn(store: Log, partition: number, after: number): AsyncGenerator<LogRecord> {
  let page: readonly LogRecord[] = [];
  let end = after;
  do {
    page = await store.readLog(partition, end, PAGE);
    yield* page;
    end = page.at(-1)?.sequence ?? end;
  } while (page.length === PAGE);
}

/** All records of one case. */
export const trail = async (logs: Stores, caseId: string): Promise<readonly ContextRecord[]> => {
  const trails = await Promise.all(
    [...logs].map(async ([context, store]) =>
      (await store.trail(caseId, TRAIL_MAX)).map((record) => ({ ...record, context })),
    ),
  );
  return trails.flat();
};
