// One server for all tests of a process, and a database of its own for whoever asks.

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mariadb';
import type { Connection } from 'mariadb';
import { collections } from '@dure/kernel/ports';
import { startMariadb } from '@dure/servers/mariadb';
import type { Server } from '@dure/servers';
import { SCHEMA_VERSION } from './schema.ts';

const newLogId = (): string => randomBytes(8).toString('hex');

let started: Promise<Server> | undefined;

export const sharedServer = (): Promise<Server> => (started ??= startMariadb());

/** The address of a database that nobody has. It need not be there yet. */
export const freshUrl = (server: Server): string => urlOf(server, freshName());

export const freshName = (): string => `t_${randomBytes(6).toString('hex')}`;

export const urlOf = (server: Server, database: string): string => {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
};

export const databaseIn = (url: string): string => new URL(url).pathname.slice(1);

type Row = { readonly [column: string]: unknown };

/** A connection of another program. Whoever opens it ends it. */
export const openSession = (url: string): Promise<Connection> => {
  const { hostname, port, username, password, pathname } = new URL(url);
  return createConnection({
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    bigIntAsNumber: true,
  });
};

/** Runs statements as the user of the address, one after the other; the rows of the last one. */
export const sql = async (
  url: string,
  ...statements: readonly string[]
): Promise<readonly Row[]> => {
  const session = await openSession(url);
  try {
    let answer: unknown;
    for (const statement of statements) answer = await session.query(statement);
    return Array.isArray(answer) ? answer : [];
  } finally {
    await session.end();
  }
};

export const drop = async (server: Server, url: string): Promise<void> => {
  await sql(server.url, `DROP DATABASE IF EXISTS \`${databaseIn(url)}\``);
};

/** To make a database takes longer than most tests: one that was emptied is as good as new. */
export const emptied = (url: string): Promise<unknown> => {
  const tables = ['log', ...collections.map((collection) => `item_${collection}`)];
  return sql(
    url,
    ...tables.map((table) => `DELETE FROM ${table}`),
    "UPDATE heads SET sequence = 0, turns = 0, facts = '{}'",
    'DROP TABLE IF EXISTS log_archive',
    `UPDATE store SET version = ${SCHEMA_VERSION}, log_id = '${newLogId()}'`,
    'UPDATE store SET business = NULL, context = NULL',
  );
};

/** A packet with the command to run a text: its length, its number, 3, the text. */
export const isCommit = (sent: Buffer): boolean =>
  sent[4] === 3 && sent.toString('latin1', 5) === 'COMMIT';

const PATIENCE_MS = 60_000;
const LOOK_MS = 5;

/**
 * Looks until something is so.
 * @param what says what should be so, as a sentence without its full stop.
 */
export const until = async (
  what: string,
  isSo: () => Promise<boolean> | boolean,
): Promise<void> => {
  const latest = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > latest) throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s.`);
    await sleep(LOOK_MS);
  }
};
