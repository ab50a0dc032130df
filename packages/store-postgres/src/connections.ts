// Connections to one database, each used by one at a time. A connection that has failed is thrown
// away; the next one is made when it is needed.

import pg from 'pg';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Address } from './address.ts';
import { isCrowded, isOfConnection, sqlStateOf, unavailable } from './errors.ts';

/** Its types leave out how a connection lets a process end, and what it writes to. */
export type Client = pg.Client & {
  ref(): void;
  unref(): void;
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
};

/** Sends several statements in one packet, so that the server is woken once. */
export const together = <T>(client: Client, send: () => T): T => {
  const { stream } = client.connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
};

export type Limits = {
  /** So many connections at most. */
  readonly connectionsMax: number;
  /** A connection that is not there within this time is not there. */
  readonly connectMs: number;
  /** The server gives a statement up after this time. */
  readonly statementMs: number;
  /** The server gives up to wait for a lock after this time. */
  readonly lockMs: number;
  /** The server ends a transaction in which nothing happens for this time. */
  readonly idleInTransactionMs: number;
};

/** Later than the server would: when it says nothing at all, the connection is cut. */
const SILENCE_MS = 2_000;
const INT8 = 20;

/** So many characters of the name of a connection the server keeps. */
const NAME_MAX = 63;

const nameOf = (schema: string): string => `dure ${schema}`;

const configOf = (address: Address, limits: Limits): pg.ClientConfig => ({
  host: address.host,
  port: address.port,
  user: address.user,
  database: address.database,
  ssl: address.isEncrypted,
  application_name: nameOf(address.schema),
  keepAlive: true,
  connectionTimeoutMillis: limits.connectMs,
  statement_timeout: limits.statementMs,
  lock_timeout: limits.lockMs,
  idle_in_transaction_session_timeout: limits.idleInTransactionMs,
  query_timeout: limits.statementMs === FOR_EVER ? FOR_EVER : limits.statementMs + SILENCE_MS,
});

/** What a limit is where there is none. */
const FOR_EVER = 0;

/** To bring a large schema forward, or to wait until another replica has, may take long. */
export const patient = (access: Access): Access => ({
  ...access,
  limits: { ...access.limits, statementMs: FOR_EVER, lockMs: FOR_EVER },
});

/** A snapshot is read for as long as it takes to copy it. */
export const unhurried = (access: Access): Access => {
  const { address, password, limits } = patient(access);
  return { address, password, limits: { ...limits, idleInTransactionMs: FOR_EVER } };
};

export type Access = {
  readonly address: Address;
  readonly password: string | (() => string) | undefined;
  readonly limits: Limits;
};

/** Connects once. What goes wrong later ends the connection, and each query says so. */
export const connect = async ({ address, password, limits }: Access): Promise<Client> => {
  const now = typeof password === 'function' ? password() : (password ?? '');
  const options = { ...configOf(address, limits), password: now, pipeline: true };
  const client = new pg.Client(options) as Client; // It has them.
  // Counts fit into numbers: nobody commits 2^53 times.
  client.setTypeParser(INT8, Number);
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    // Where it was this side that gave up, the server would wait for a minute.
    void client.end().catch(() => {});
    throw error;
  }
};

/** Ends a connection, and keeps the process alive until the server has taken leave, too. */
export const ended = async (client: Client): Promise<void> => {
  client.ref();
  await client.end().catch(() => {});
};

/** How many other connections of stores there are to the schema of this one. */
export const connectionsIn = async (client: Client, { schema }: Address): Promise<number> => {
  const text = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and application_name = left($1, ${NAME_MAX})`;
  const { rows } = await client.query<{ readonly n: number }>(text, [nameOf(schema)]);
  return rows[0]?.n ?? 0;
};

/** For so long a lost connection is tried again before its user hears of it. */
const RETRY_MS_MAX = 50;

export class Connections {
  readonly #access: Access;
  /** Looks at a connection that was just made, and throws when it is of no use. */
  readonly #check: (client: Client) => Promise<void>;
  readonly #idle: Client[] = [];
  readonly #all = new Set<Client>();
  readonly #waiting: (() => void)[] = [];
  #open = 0;
  #isClosed = false;

  constructor(access: Access, check: (client: Client) => Promise<void>) {
    this.#access = access;
    this.#check = check;
  }

  /**
   * Runs work on a connection of its own, which is kept unless a transaction is left open on it.
   * @throws {StoreUnavailable} there is none, or the store is closed. What the work throws passes
   *   through.
   */
  async use<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#take();
    try {
      const result = await work(client);
      this.#give(client);
      return result;
    } catch (error) {
      if (isOfConnection(error)) this.#drop(client);
      else this.#give(client);
      throw error;
    }
  }

  async #take(): Promise<Client> {
    while (!this.#isClosed) {
      const idle = this.#idle.pop();
      if (idle) return busy(idle);
      const made = await this.#another();
      if (made) return made;
      if (this.#idle.length > 0) continue;
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
    throw closed(this.#access.address);
  }

  /** One more, unless there are enough; where the server takes no more, those there are do. */
  async #another(): Promise<Client | undefined> {
    if (this.#open >= this.#access.limits.connectionsMax) return undefined;
    try {
      return await this.#connected();
    } catch (error) {
      if (this.#open > 0 && isCrowded(error)) return undefined;
      this.#waiting.shift()?.();
      throw error;
    }
  }

  async #connected(): Promise<Client> {
    this.#open += 1;
    try {
      const client = await this.#connect();
      // The one comes before its queries fail, the other when it ends without any.
      client.on('error', () => this.#forget(client));
      client.on('end', () => this.#forget(client));
      this.#all.add(client);
      return client;
    } catch (error) {
      this.#open -= 1;
      throw unavailable(this.#access.address.words, error);
    }
  }

  /** A way that was just lost is tried once more, not by all at the same instant. */
  async #connect(): Promise<Client> {
    const client = await connect(this.#access).catch(async (error: unknown) => {
      if (sqlStateOf(error) !== undefined) throw error;
      const delayMs = RETRY_MS_MAX * (0.5 + Math.random() / 2);
      await new Promise((resolve) => void setTimeout(resolve, delayMs));
      return connect(this.#access);
    });
    try {
      await this.#check(client);
      return client;
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
  }

  #give(client: Client): void {
    if (this.#isClosed || !this.#all.has(client) || !isIdle(client)) return this.#drop(client);
    // As a file that is open, it keeps no process from ending.
    client.unref();
    this.#idle.push(client);
    this.#waiting.shift()?.();
  }

  #drop(client: Client): void {
    this.#forget(client);
    void client.end().catch(() => {});
  }

  #forget(client: Client): void {
    if (!this.#all.delete(client)) return;
    this.#open -= 1;
    const at = this.#idle.indexOf(client);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#waiting.shift()?.();
  }

  /** Waits for nobody: whoever uses one of them has ended by now. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
    await Promise.all([...this.#all].map(ended));
    this.#all.clear();
  }
}

const busy = (client: Client): Client => {
  client.ref();
  return client;
};

const isIdle = (client: Client): boolean => client.getTransactionStatus() === 'I';

const closed = ({ words }: Address): StoreUnavailable =>
  new StoreUnavailable(`The store is closed: ${words}.`, {
    cause: undefined,
    words: { ko: `저장소가 닫혔습니다: ${words}.`, en: `The store is closed: ${words}.` },
  });
