// Makes the data folder of lodging: what its demo and some customers have done, left as a process
// leaves it that dies. One case waits for an owner, one for its check-in; some messages are parked,
// and one context has not read what the others have sent it. It was made with the code of commit
// 0eae684: `node examples/older-data/make-lodging.ts <folder of that code>`

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dumpOf } from './dump.ts';

const NOW = Date.parse('2026-03-02T12:00:00+09:00');
const MINUTE_MS = 60_000;

type Command = { readonly type: string; readonly [field: string]: unknown };
type Step = { readonly at: number; readonly as: string; readonly command: Command };

type External = {
  readonly name: string;
  readonly initial: unknown;
  readonly answer: (...asked: readonly [string, object, unknown]) => { readonly state: unknown };
};

type System = {
  readonly contexts: readonly { readonly name: string }[];
  readonly externals: readonly External[];
  readonly demo: { readonly steps: (now: number) => readonly Step[] };
};

type Running = {
  readonly issue: (order: object) => Promise<{ readonly is: string }>;
  readonly fault: (of: string, fault: 'none' | 'down') => void;
};

type Clock = {
  readonly now: () => number;
  readonly advance: (byMs: number) => Promise<void>;
  readonly settle: () => Promise<void>;
};

type Loaded = {
  readonly runEmbedded: (parts: object) => Promise<Running>;
  readonly openSqliteStore: (opening: object) => unknown;
  readonly testClock: (start: number) => Clock;
  readonly Lodging: System;
};

const [older = '.'] = process.argv.slice(2);
// The code of another commit, whose types are not those of this one.
const load = async (path: string): Promise<Loaded> =>
  (await import(resolve(older, path))) as Loaded;

const { runEmbedded } = await load('packages/kernel/src/embedded.ts');
const { openSqliteStore } = await load('packages/store-sqlite/src/index.ts');
const { testClock } = await load('packages/testing/src/clock.ts');
const { Lodging } = await load('systems/lodging/system.ts');

const folder = mkdtempSync(join(tmpdir(), 'dure-older-'));
const books = new Map<string, unknown>();
const externals = Lodging.externals.map((external) => ({
  ...external,
  answer: (...asked: Parameters<External['answer']>) => {
    const answered = external.answer(...asked);
    books.set(external.name, answered.state);
    return answered;
  },
}));
const steps = Lodging.demo.steps(NOW).toSorted((a, b) => a.at - b.at);
const runtime = testClock(steps[0]?.at ?? NOW);
const running = await runEmbedded({
  system: { ...Lodging, externals },
  storeOf: (context: string) => openSqliteStore({ file: join(folder, `${context}.db`) }),
  runtime,
  limits: { safetyPollMs: 400 * 24 * 60 * MINUTE_MS },
});

const issue = async (command: Command, as = 'Customer'): Promise<void> => {
  const by = { kind: 'actor', name: as, claims: {} };
  const done = running.issue({ command, by });
  await runtime.settle();
  await runtime.advance(MINUTE_MS / 60);
  const { is } = await done;
  if (is !== 'done') throw new Error(`${command.type} was not done: ${JSON.stringify(await done)}`);
};

for (const { at, as, command } of steps) {
  await runtime.advance(Math.max(0, at - runtime.now()));
  await issue(command, as);
}
await runtime.advance(Math.max(0, NOW - runtime.now()));

const stay = (number: number, placeId: string, nights: object): Command => ({
  type: 'PlaceReservation',
  orderId: `order-${number}`,
  placeId,
  usrId: `customer-${number}`,
  qty: 1,
  cardToken: 'card-0001',
  ...nights,
});

const soon = { strDt: '2026-03-05', endDt: '2026-03-07' };
await issue(stay(4, 'place-3', soon));
await issue(stay(5, 'place-5', soon));
// Taking the money back, and telling people, is tried again from here on.
running.fault('CardNetwork', 'down');
running.fault('MessageGateway', 'down');
await issue({ type: 'CancelReservation', orderId: 'order-4', reason: '일정 변경' });
await runtime.advance(MINUTE_MS);
// What was paid for is not heard of by who manages the place.
running.fault('CardNetwork', 'none');
running.fault('management', 'down');
await issue(stay(6, 'place-3', soon));
await runtime.settle();

const out = join(import.meta.dirname, 'lodging');
mkdirSync(out, { recursive: true });
for (const { name } of Lodging.contexts) {
  writeFileSync(join(out, `${name}.sql`), dumpOf(join(folder, `${name}.db`)));
}
writeFileSync(join(out, 'externals.json'), `${JSON.stringify(Object.fromEntries(books))}\n`);
process.exit(0);
