// The console on a long log, with something wrong and something under way: how long each of its
// pages takes to answer its question. It is no part of the tests, since the log takes minutes:
//
//   node web/testing/console-at-scale.testing.ts FOLDER 1000000
//
// The folder is kept; given again, its log is grown only to the count.

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyMessage, By } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import type { Host } from '@dure/kernel';
import { rehearsal } from '@dure/lodging/rehearsal';
import { openSqliteStore } from '@dure/store-sqlite';
import { openBrowser } from './chromium.testing.ts';
import { openPerson, picture } from './people.testing.ts';
import type { Person } from './people.testing.ts';
import { breakPart, given, startProgram } from './program.testing.ts';

const [folder = '', counted = '100000'] = process.argv.slice(2);
if (folder === '') throw new Error('Name a folder, and how many events its log is to have.');

const below = join(folder, 'lodging');
const [PLACES, ROOMS, AT_ONCE, PIECE, QUIET_MS] = [200, 10_000, 128, 4_096, 600_000];
const DAY_MS = 86_400_000;

const owner: By = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } };
const guest: By = { kind: 'actor', name: 'Customer', claims: { usrId: 'customer-2' } };

const message = (type: string, fields: object): AnyMessage => ({ type, ...fields });

const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Of all contexts together, commands beside events. */
const recordsIn = async (): Promise<number> => {
  if (!existsSync(below)) return 0;
  let records = 0;
  for (const name of readdirSync(below).filter((file) => file.endsWith('.db'))) {
    const store = openSqliteStore({ file: join(below, name) });
    records += (await store.head(0)).sequence;
    await store.close();
  }
  return records;
};

const inParallel = async (
  count: number,
  act: (number: number) => Promise<unknown>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await act(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

const openPlaces = async (running: Host): Promise<void> => {
  const issue = (command: AnyMessage, key: string) => running.issue({ command, by: owner, key });
  const terms = { ownerId: 'owner-1', pricePerNight: 5_000, instantConfirmation: true };
  await inParallel(PLACES, (at) => {
    const place = { placeId: `place-${at}`, placeNm: `숙소 ${at}`, ...terms };
    return issue(message('RegisterPlace', place), `place-${at}`);
  });
  await running.quiet(QUIET_MS);
  await inParallel(PLACES, (at) =>
    issue(message('OpenStock', { placeId: `place-${at}`, stock: ROOMS }), `stock-${at}`),
  );
  await running.quiet(QUIET_MS);
};

const reserve = (running: Host, at: number): Promise<unknown> => {
  const from = 2 + (at % 300);
  const stay = { qty: 1, strDt: dayIn(from), endDt: dayIn(from + 1) };
  const of = { placeId: `place-${1 + (at % PLACES)}`, usrId: 'customer-2', ...stay };
  return running.issue({ command: message('PlaceReservation', of), by: guest });
};

/** Stays, until there are so many records. */
const grow = async (wanted: number): Promise<void> => {
  mkdirSync(below, { recursive: true });
  for (let records = await recordsIn(); records < wanted; records = await recordsIn()) {
    console.error(`${records} of ${wanted} records`);
    const running = await runEmbedded({
      system: rehearsal,
      storeOf: ({ name }) => openSqliteStore({ file: join(below, `${name}.db`) }),
    });
    await openPlaces(running);
    const stays = Math.min(8 * PIECE, Math.ceil((wanted - records) / 10) + AT_ONCE);
    await inParallel(stays, (at) => reserve(running, at));
    await running.quiet(QUIET_MS);
    await running.stop();
  }
};

type Shown = { readonly path: string; readonly is: string };

/** What each page is to show before it has answered. */
const pagesOf = (order: string): readonly Shown[] => [
  { path: '', is: '.wall-note' },
  { path: 'cases', is: '.rows > li, table tbody tr' },
  { path: `cases/${order}`, is: '.record' },
  { path: `wall?case=${order}`, is: '.wall-note[data-walk=now]' },
  { path: 'parked', is: '.parked-group' },
  { path: 'work', is: 'h1' },
  { path: 'views', is: '.card progress, .card [role=progressbar], .card .notice' },
  { path: 'traffic', is: '.traffic-figures, .card' },
  { path: 'services', is: '.card, table' },
  { path: 'audit', is: 'table tbody tr, .rows > li' },
  { path: 'faults', is: '.fault[data-fault=down]' },
];

await grow(Number(counted));
console.error(`${await recordsIn()} records`);
const startedMs = performance.now();
const program = await startProgram('lodging', '--no-demo', '--data', folder);
console.log(`start: ${Math.round(performance.now() - startedMs)} ms`);
const business = 'lodging';
const [customer, operator] = ['Customer:customer-2', 'Operator:operator-1'];
const stay = { placeId: 'place-1', usrId: 'customer-2', qty: 1 };
const orders: string[] = [];
for (const day of [5, 6, 7]) {
  const body = { ...stay, strDt: dayIn(day), endDt: dayIn(day + 1) };
  // The gateway's own answer.
  const made = (await given(program, {
    business,
    persona: customer,
    path: 'accommodations',
    body,
  })) as { readonly orderId: string };
  orders.push(made.orderId);
}
await breakPart(program, business, { of: 'CardNetwork', fault: 'down' });
for (const order of orders) {
  const path = `accommodations/${order}/cancel-reservation`;
  await given(program, { business, persona: customer, path });
}
const browser = await openBrowser();
const look = (path: string): Promise<Person> =>
  openPerson({ browser, url: program.url, business, persona: operator, size: 'desk', path });
await (await look('parked')).page.locator('.parked-group').first().waitFor({ timeout: 120_000 });
/** Begun just before it is looked at, so that it is under way. */
const drawAnew = async (): Promise<void> => {
  for (const view of ['Mypage', 'Accommodations', 'PaymentHistories'])
    await given(program, { business, persona: operator, path: `ops/views/${view}/rebuild` });
};
for (const { path, is } of pagesOf(orders[0] ?? '')) {
  if (path === 'views') await drawAnew();
  const before = performance.now();
  const person = await look(path);
  await person.page.locator(is).first().waitFor({ timeout: 60_000 }).catch(console.error);
  const tookMs = Math.round(performance.now() - before);
  console.log(`${path === '' ? 'wall' : path}: ${tookMs} ms ${person.troubles.join(' ')}`);
  await picture(person, `scale-${path.replaceAll(/\W+/g, '-') || 'wall'}`);
  await person.close();
}
await browser.close();
await program.close();
