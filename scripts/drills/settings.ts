// While people use it: the log becomes louder, a fee another one, a mistake is refused, and the
// password of the database is exchanged. Nothing is restarted, and no request fails.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apart } from '@dure/servers';
import { startPostgres } from '@dure/servers/postgres';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure, Options } from './drill.ts';
import { CUSTOMER, openHouse, openPlaces, send } from './house.ts';
import type { House, Request } from './house.ts';
import { dayIn, Load, orderOf, untilConfirmed } from './load.ts';
import { until } from './waiting.ts';

const CALM_MS = 5_000;
const AFTER_MS = 10_000;
const CUTS = 10;
const CUT_MS = 1_000;
const DATABASE_MS = 20_000;
const FEE = 40;
const PRICE = 5_000;
const OTHER = 'another password of drills';

// The driver belongs to the store.
const { Client } = createRequire(import.meta.resolve('@dure/store-postgres'))('pg') as {
  readonly Client: new (options: {
    readonly connectionString: string;
    readonly connectionTimeoutMillis: number;
    readonly query_timeout: number;
  }) => {
    connect(): Promise<void>;
    query(text: string): Promise<unknown>;
    end(): Promise<void>;
  };
};

/** One of its processes says it. */
const untilSaid = (house: House, words: string): Promise<void> => {
  const line = new RegExp(`lodging/place/0 .*${words}`);
  return until(`dure up says ${words}`, () => line.test(house.said()));
};

/** The password becomes another one; then idle connections are cut, so that new ones are made. */
const rotate = async (url: string, file: string): Promise<void> => {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: DATABASE_MS,
    query_timeout: DATABASE_MS,
  });
  await client.connect();
  await client.query(`alter role dure password '${OTHER}'`);
  writeFileSync(file, OTHER);
  const idle = `pid <> pg_backend_pid() and state = 'idle' and query <> '' limit 1`;
  for (let cut = 0; cut < CUTS; cut += 1) {
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${idle}`);
    await sleep(CUT_MS);
  }
  await client.end();
};

/** The same key again and again, until it is answered: on a busy machine an ask may be too late. */
const accepted = async (url: string, asked: Request): Promise<string> => {
  let order: unknown;
  const isTaken = async (): Promise<boolean> => {
    ({ orderId: order } = (await send(url, asked)).body);
    return typeof order === 'string';
  };
  await until('A reservation is taken', isTaken, { lookMs: 500 });
  return String(order);
};

/** What is kept of a stay of tomorrow that is cancelled: the share that the fee says. */
const feeOf = async (url: string, placeId: string): Promise<unknown> => {
  const body = { ...orderOf(placeId), strDt: dayIn(1), endDt: dayIn(2) };
  const asked = { method: 'POST', path: 'accommodations', as: CUSTOMER, body };
  const orderId = await accepted(url, { ...asked, key: `fee-${Date.now()}` });
  const path = `accommodations/${orderId}`;
  let fee: unknown;
  const isKept = async (): Promise<boolean> => {
    const { body: row } = await send(url, { path, as: CUSTOMER });
    fee = row['feeAmt'] ?? undefined;
    if (fee !== undefined) return true;
    if (row['status'] === '예약완료') await send(url, { method: 'DELETE', path, as: CUSTOMER });
    return false;
  };
  await until('A fee is kept', isKept, { lookMs: 200 });
  return fee;
};

type Place = {
  readonly house: House;
  readonly settings: string;
  readonly rotate: () => Promise<void>;
  readonly say: (line: string) => void;
};

const changed = async (place: Place): Promise<readonly Figure[]> => {
  const { house, settings, rotate: exchange, say } = place;
  const { url } = house;
  const places = await openPlaces(url, 3);
  const before = JSON.stringify(house.processes());
  say('lodging is open');
  const load = new Load({ url, places, perSecond: 6, name: 'settings' });
  const first = await feeOf(url, places[0] ?? '');
  await sleep(CALM_MS);
  const calm = load.asked;
  writeFileSync(settings, `log: info\nsettings: { CANCEL_FEE_PERCENT: ${FEE} }\n`);
  await untilSaid(house, 'Settings have changed: CANCEL_FEE_PERCENT=40, log=info');
  writeFileSync(settings, `settings: { CANCEL_FEE_PERCENT: 400 }\n`);
  await untilSaid(house, 'The settings before it stay');
  await untilSaid(house, '"level":30');
  say('the log and the fee are other ones, and a mistake was refused');
  const second = await feeOf(url, places[0] ?? '');
  const known = load.asked;
  await exchange();
  say('the password is another one');
  await sleep(AFTER_MS);
  await load.end();
  const orders = new Set(load.orders.values()).size;
  return [
    reported(`fee of a stay of ${PRICE} won before, in won`, String(first)),
    exactly('fee after it was changed, in won', Number(second), (PRICE * FEE) / 100),
    exactly(
      'processes that were restarted',
      JSON.stringify(house.processes()) === before ? 0 : 1,
      0,
    ),
    exactly(`requests that failed, of ${load.asked}`, load.asked - load.answered, 0),
    reported('not answered in the calm before', JSON.stringify(load.refused(0, calm))),
    reported('not answered while settings changed', JSON.stringify(load.refused(calm, known))),
    reported('not answered since the password changed', JSON.stringify(load.refused(known))),
    exactly('reservations that were confirmed', await untilConfirmed(url, orders), orders),
  ];
};

const run = async ({ say }: Options): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-drill-settings-'));
  const [settings, secret] = [join(folder, 'settings.yaml'), join(folder, 'password')];
  writeFileSync(settings, 'log: warn\n');
  const server = await startPostgres();
  const { address, password } = apart(server);
  writeFileSync(secret, password);
  try {
    const house = await openHouse({
      file: ['businesses: [lodging]', `store: ${JSON.stringify(address)}`, 'partitions: 2'],
      args: ['--settings', settings],
      env: { DURE_STORE_PASSWORD_FILE: secret },
    });
    try {
      return await changed({ house, settings, rotate: () => rotate(server.url, secret), say });
    } finally {
      await house.end();
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const settings: Drill = {
  name: 'settings',
  what: 'the log, a fee and the password of the database change while people use it',
  on: 'processes of dure up, PostgreSQL',
  run,
};
