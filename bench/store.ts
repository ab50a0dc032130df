// How many turns a store does, one by one, and how many commands in groups: each command appends a
// record and puts its instance.
//
//   node bench/store.ts                         both stores, at 10^4 and 10^6 records
//   node bench/store.ts --store sqlite --records 10000 --seconds 2

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Changes, Item, LogRecord, Store } from '@dure/kernel/ports';
import { memoryStore } from '@dure/store-memory';
import { openSqliteStore } from '@dure/store-sqlite';

const GROUPS = [1, 8, 32, 128];
const FILLED_AT_ONCE = 1_000;
const INSTANCES = 200_000;

const { values } = parseArgs({
  options: {
    store: { type: 'string', multiple: true, default: ['sqlite', 'memory'] },
    records: { type: 'string', multiple: true, default: ['10000', '1000000'] },
    seconds: { type: 'string', default: '3' },
    folder: { type: 'string', default: tmpdir() },
  },
});

/** Spreads the commands over the instances, the same way each time. */
const keyOf = (number: number): number => (number * 48_271) % INSTANCES;

const record = (sequence: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'ReservationPlaced',
  subject: `Accommodation/order-${keyOf(sequence)}`,
  caseId: `order-${keyOf(sequence)}`,
  at: 1_772_420_400_000 + sequence,
  data: { orderId: `order-${keyOf(sequence)}`, nights: 2, amount: 240_000, guest: '김하나' },
  causedBy: `command-${sequence}`,
  actor: 'Customer:customer-2',
});

const instance = (sequence: number): Item => ({
  collection: 'instance',
  id: `Accommodation/order-${keyOf(sequence)}`,
  tag: `Accommodation:${['held', 'placed', 'ended'][sequence % 3]}`,
  body: {
    version: sequence,
    state: { is: 'placed', nights: 2, amount: 240_000, guest: '김하나', room: `room-${sequence}` },
    calls: [],
  },
});

/** One turn of so many commands. Of an instance named twice, the last state is put. */
const changesAfter = (sequence: number, count: number): Changes => {
  const numbers = Array.from({ length: count }, (_, index) => sequence + index + 1);
  const put = new Map(numbers.map((number) => [keyOf(number), instance(number)]));
  return {
    append: numbers.map(record),
    insert: [],
    put: [...put.values()],
    remove: [],
    facts: { ordinal: sequence + count },
  };
};

const turn = (store: Store, count: number): Promise<void> =>
  store.turn(0, (turn) => turn.write(changesAfter(turn.head.sequence, count)));

const fill = async (store: Store, records: number): Promise<void> => {
  for (let done = 0; done < records; done += FILLED_AT_ONCE) await turn(store, FILLED_AT_ONCE);
};

type Pace = { readonly turns: number; readonly cpuUs: number };

/** Turns a second, one after the other, and what each of them costs this process. */
const measure = async (store: Store, group: number): Promise<Pace> => {
  const begun = { ms: performance.now(), cpu: process.cpuUsage() };
  let turns = 0;
  while (performance.now() - begun.ms < Number(values.seconds) * 1_000) {
    await turn(store, group);
    turns += 1;
  }
  const { user, system } = process.cpuUsage(begun.cpu);
  const seconds = (performance.now() - begun.ms) / 1_000;
  return { turns: turns / seconds, cpuUs: (user + system) / turns };
};

const opened = (kind: string, folder: string): Store =>
  kind === 'sqlite' ? openSqliteStore({ file: join(folder, 'orders.db') }) : memoryStore();

const number = (value: number): string => Math.round(value).toLocaleString('en').padStart(9);

const run = async (kind: string, records: number): Promise<void> => {
  const folder = mkdtempSync(join(values.folder, 'dure-bench-'));
  const store = opened(kind, folder);
  try {
    await fill(store, records);
    for (const group of GROUPS) {
      const { turns, cpuUs } = await measure(store, group);
      const groups = `groups of ${String(group).padStart(3)}`;
      const of = `${kind.padEnd(7)}${number(records)} records, ${groups}`;
      const commands = `${number(turns * group)} commands/s${number(cpuUs / group)} µs each`;
      console.log(`${of}:${number(turns)} turns/s${commands}`);
    }
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
};

for (const kind of values.store) {
  for (const records of values.records) await run(kind, Number(records));
}
