// One connection to the server: it sends statements, and says when it is of no use any more.

import { connect as openSocket } from 'node:net';
import type { Socket } from 'node:net';
import { createConnection } from 'mariadb';
import type { Connection, ConnectionConfig } from 'mariadb';
import { ConnectionLost, DatabaseError } from './errors.ts';
import type { Address, Limits } from './options.ts';

export type Value = string | number | bigint | null;
/** As the driver gives it: no table of a store has other kinds of columns. */
export type Row = { readonly [column: string]: string | number | null };

/** Statements are prepared by the server, once a connection; values never become part of them. */
export type Statement = {
  readonly sql: string;
  readonly values: readonly Value[];
};

/** An answer is waited for so much longer than the server itself takes to give up. */
const ANSWER_GRACE_MS = 3_000;

/** Ids and rows of each collection, by a few numbers of them, are some hundred statements. */
const PREPARED_MAX = 1_000;

const KEEP_ALIVE_MS = 10_000;
const CLOSE_MS = 1_000;

const configOf = (address: Address, socket: () => Socket): ConnectionConfig => ({
  user: address.user,
  password: typeof address.password === 'function' ? address.password() : address.password,
  host: address.host,
  port: address.port,
  ...(address.database === '' ? {} : { database: address.database }),
  ...(address.isEncrypted ? { ssl: true } : {}),
  // The driver calls it with a way to call back, and takes what it returns.
  stream: socket,
  connectTimeout: address.limits.connectMs,
  collation: 'UTF8MB4_NOPAD_BIN',
  bigIntAsNumber: true,
  insertIdAsNumber: true,
  autoJsonMap: false,
  logParam: false,
  prepareCacheLength: PREPARED_MAX,
  checkDuplicate: false,
});

/**
 * Strict, so that nothing is cut to fit; read committed, so that who has the lock on a head sees
 * what was committed before; without autocommit, a turn begins by its first statement. A process
 * that stands still in a turn is cut off by the server, as it keeps all others from the partition.
 */
const sessionOf = (limits: Limits, isForTurns: boolean): readonly string[] => [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', " +
    `autocommit = ${isForTurns ? 0 : 1}, ` +
    `innodb_lock_wait_timeout = ${secondsOf(limits.lockMs)}, ` +
    `lock_wait_timeout = ${secondsOf(limits.lockMs)}, ` +
    `max_statement_time = ${limits.statementMs / 1_000}, ` +
    `idle_transaction_timeout = ${secondsOf(limits.idleInTransactionMs)}`,
];

const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));

export class Link {
  readonly #connection: Connection;
  readonly #socket: Socket;
  readonly #answerMs: number;
  #isLost = false;

  private constructor(connection: Connection, socket: Socket, limits: Limits) {
    this.#connection = connection;
    this.#socket = socket;
    this.#answerMs = Math.max(limits.statementMs, limits.lockMs) + ANSWER_GRACE_MS;
    const lose = (): void => void (this.#isLost = true);
    connection.on('error', lose);
    connection.on('end', lose);
    socket.on('close', lose);
  }

  /** @throws {DatabaseError} the server is out of reach, or does not let the user in. */
  static async open(address: Address, isForTurns: boolean): Promise<Link> {
    // An own socket, as the driver would ask a server that stands still to end the connection.
    let socket: Socket | undefined;
    const dial = (): Socket => {
      socket = openSocket({ host: address.host, port: address.port, noDelay: true });
      return socket.setKeepAlive(true, KEEP_ALIVE_MS);
    };
    let connection: Connection;
    try {
      connection = await createConnection(configOf(address, dial));
    } catch (error) {
      socket?.destroy();
      throw new DatabaseError(error);
    }
    if (!socket) throw new Error('The driver has not asked for a socket.');
    const link = new Link(connection, socket, address.limits);
    try {
      for (const sql of sessionOf(address.limits, isForTurns)) await link.command(sql);
    } catch (error) {
      link.destroy();
      throw error;
    }
    return link;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** The rows of one statement. */
  async run(statement: Statement): Promise<readonly Row[]> {
    const [rows = []] = await this.all([statement]);
    return rows;
  }

  /**
   * Sends statements one behind the other, and waits for all answers. One that fails keeps those
   * behind it from nothing: whoever gets an error here rolls back.
   * @throws {DatabaseError} of the first that failed.
   */
  async all(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    if (this.#isLost) throw new ConnectionLost('The connection has ended.');
    const sent = statements.map((statement) => this.#send(statement));
    const settled = await this.#inTime(Promise.allSettled(sent));
    return settled.map((answer) => {
      if (answer.status === 'rejected') throw new DatabaseError(answer.reason);
      return answer.value;
    });
  }

  /** What the driver calls a batch would fall behind statements that were sent after it. */
  async #send({ sql, values }: Statement): Promise<readonly Row[]> {
    const answer: unknown = await this.#connection.execute(sql, [...values]);
    // What is no list of rows says how many rows were changed.
    return Array.isArray(answer) ? answer : [];
  }

  /** Runs a statement that cannot be prepared. */
  async command(sql: string): Promise<readonly Row[]> {
    if (this.#isLost) throw new ConnectionLost('The connection has ended.');
    try {
      const answer: unknown = await this.#inTime(this.#connection.query(sql));
      return Array.isArray(answer) ? answer : [];
    } catch (error) {
      throw error instanceof DatabaseError ? error : new DatabaseError(error);
    }
  }

  async #inTime<T>(answers: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      this.destroy();
      reject(new ConnectionLost(`There was no answer within ${this.#answerMs} ms.`));
    }, this.#answerMs);
    try {
      return await Promise.race([answers, promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Takes back what was not committed. When that fails, the connection is ended, which does it. */
  async rollback(): Promise<void> {
    if (this.#isLost) return;
    await this.command('ROLLBACK').catch(() => this.destroy());
  }

  /** A connection that nobody uses keeps no process from ending. */
  rest(): void {
    this.#socket.unref();
  }

  wake(): void {
    this.#socket.ref();
  }

  destroy(): void {
    this.#isLost = true;
    this.#socket.destroy();
  }

  async close(): Promise<void> {
    if (!this.#isLost) {
      this.#isLost = true;
      this.#socket.ref();
      const timer = setTimeout(() => this.#socket.destroy(), CLOSE_MS);
      await this.#connection.end().catch(() => {});
      clearTimeout(timer);
    }
    this.#socket.destroy();
  }
}
