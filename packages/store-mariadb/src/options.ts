// Where a store lies: a server, a user, and a database of its own.

import type { StoreOwner } from '@dure/kernel/ports';
import { StoreCannotOpen } from './errors.ts';

/** A field by which the rows of a view are often looked for. */
export type RowIndex = { readonly view: string; readonly field: string };

export type MariadbOptions = {
  /**
   * `mariadb://user@host:3306/database`, with the password in it or beside it. `?ssl=true` asks for
   * TLS with a certificate that this machine trusts.
   */
  readonly url: string;
  /** Instead of the one in the address. */
  readonly password?: string | (() => string) | undefined;
  /**
   * Instead of the one in the address; where that has none, `business_context` of the owner. Every
   * context has a database of its own.
   */
  readonly database?: string | undefined;
  /** Whose store it is. It is noted when the database is opened so for the first time. */
  readonly owner?: StoreOwner | undefined;
  /** Fixed when the store is created; 1 unless given. */
  readonly partitions?: number | undefined;
  /** Nothing is made where there is none. */
  readonly mustBeThere?: boolean | undefined;
  /** Fields of views by which rows are often looked for. */
  readonly indexes?: readonly RowIndex[] | undefined;
  /**
   * As many connections for turns, and as many for reads, at most. Unless given, as many as there
   * are partitions, but 2 to 8: one partition takes one turn at a time.
   */
  readonly connectionsMax?: number | undefined;
  /** A connection that is not there within this time is not there; 5,000 ms unless given. */
  readonly connectMs?: number | undefined;
  /** The server gives a statement up after this time; 10,000 ms unless given. */
  readonly statementMs?: number | undefined;
  /** For so long, in whole seconds, another's turn is waited for; 5,000 ms unless given. */
  readonly lockMs?: number | undefined;
  /** The server ends a turn in which nothing happens for so long; 10,000 ms unless given. */
  readonly idleInTransactionMs?: number | undefined;
};

/** How long one waits for what, in milliseconds. */
export type Limits = {
  readonly connectMs: number;
  readonly statementMs: number;
  readonly lockMs: number;
  readonly idleInTransactionMs: number;
};

export const limitsOf = (options: MariadbOptions): Limits => ({
  connectMs: options.connectMs ?? 5_000,
  statementMs: options.statementMs ?? 10_000,
  lockMs: options.lockMs ?? 5_000,
  idleInTransactionMs: options.idleInTransactionMs ?? 10_000,
});

/** A server and a database, as they are dialled. `shown` is for people: it has no password. */
export type Address = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** A function is asked at each connection. */
  readonly password: string | (() => string);
  readonly database: string;
  readonly isEncrypted: boolean;
  readonly limits: Limits;
  readonly shown: string;
};

const PORT = 3306;

/** What a database may be called, so that every tool can name it without quotes. */
const databaseName = /^[\p{L}\p{N}_$-]{1,64}$/u;

const cannotRead = (ko: string, en: string): StoreCannotOpen =>
  new StoreCannotOpen('mariadb:', { ko, en });

const FORM = 'mariadb://user@host:3306/database';

const parsed = (url: string): URL => {
  const isOurs = url.startsWith('mariadb://') && URL.canParse(url);
  if (isOurs) return new URL(url);
  // What was given is not repeated: there may be a password in it.
  throw cannotRead(
    `MariaDB 주소를 읽을 수 없습니다. ${FORM} 꼴로 적어 주세요.`,
    `The address of MariaDB cannot be read. Please write it as ${FORM}.`,
  );
};

const checkParameters = ({ searchParams }: URL): void => {
  for (const [name, value] of searchParams) {
    if (name === 'ssl' && ['true', 'false'].includes(value)) continue;
    throw cannotRead(
      `MariaDB 주소의 ${name} 설정을 모릅니다. 쓸 수 있는 것은 ssl=true 하나입니다.`,
      `The address of MariaDB has a setting ${name} that is not known. There is only ssl=true.`,
    );
  }
};

const checkDatabase = (database: string): void => {
  if (databaseName.test(database)) return;
  throw cannotRead(
    `MariaDB 주소에 데이터베이스 이름이 없거나 쓸 수 없는 이름입니다. ${FORM} 꼴로 적어 주세요.`,
    `The address of MariaDB names no database that can be used. Please write it as ${FORM}.`,
  );
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const databaseOf = ({ database, owner }: MariadbOptions, named: string): string => {
  if (database !== undefined || named !== '') return database ?? named;
  return owner ? `${owner.business}_${owner.context}`.replaceAll('-', '_') : '';
};

/** @throws {StoreCannotOpen} the address says no server, or no database. */
export const addressOf = (options: MariadbOptions): Address => {
  const url = parsed(options.url);
  checkParameters(url);
  const database = databaseOf(options, decoded(url.pathname.slice(1)));
  checkDatabase(database);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || '127.0.0.1';
  const port = url.port === '' ? PORT : Number(url.port);
  const user = decoded(url.username);
  return {
    host,
    port,
    user,
    password: options.password ?? decoded(url.password),
    database,
    limits: limitsOf(options),
    isEncrypted: url.searchParams.get('ssl') === 'true',
    shown: `mariadb://${user}@${url.hostname || host}:${port}/${database}`,
  };
};
