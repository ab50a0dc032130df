// The PostgreSQL store: one schema a context.

import { connectionsFor } from '@dure/kernel/ports';
import type { Store, StoreOwner } from '@dure/kernel/ports';
import { addressOf, passwordIn } from './address.ts';
import { connect, connectionsIn, patient } from './connections.ts';
import type { Limits } from './connections.ts';
import { dropSchema } from './drop.ts';
import { cannotOpen, StoreCannotOpen } from './errors.ts';
import { prepare } from './opening.ts';
import type { RowIndex } from './schema.ts';
import { PostgresStore } from './store.ts';

export { StoreCannotOpen } from './errors.ts';
export type { RowIndex } from './schema.ts';

export type PostgresOptions = {
  /**
   * `postgres://user:password@host:5432/database`, one host, with `?sslmode=verify-full` where the
   * way to it is not one's own.
   */
  readonly url: string;
  /**
   * Instead of one in the URL, which is easily shown to others. A function is asked at each
   * connection, so that the password may be another one by then.
   */
  readonly password?: string | (() => string) | undefined;
  /** Where in the database; `business_context` of the owner unless given. */
  readonly schema?: string | undefined;
  /** Whose schema it is. It is noted when the schema is opened so for the first time. */
  readonly owner?: StoreOwner | undefined;
  /** Fixed when the schema is created; 1 unless given. */
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
  /** The server gives up to wait for another replica's turn then; 5,000 ms unless given. */
  readonly lockMs?: number | undefined;
  /** The server ends a turn in which nothing happens for so long; 5,000 ms unless given. */
  readonly idleInTransactionMs?: number | undefined;
};

const limitsOf = (options: PostgresOptions, partitions: number): Limits => ({
  connectionsMax: options.connectionsMax ?? connectionsFor(partitions),
  connectMs: options.connectMs ?? 5_000,
  statementMs: options.statementMs ?? 10_000,
  lockMs: options.lockMs ?? 5_000,
  idleInTransactionMs: options.idleInTransactionMs ?? 5_000,
});

/**
 * Opens the store of one context, and makes its schema when it is not there. The database has to be
 * there.
 * @throws {StoreCannotOpen} a person has to change something; it says what.
 * @throws {StoreUnavailable} the database does not answer now, or can be read only.
 */
export const openPostgresStore = async (options: PostgresOptions): Promise<Store> => {
  const address = addressOf(options.url, schemaOf(options));
  const password = options.password ?? passwordIn(options.url);
  const { owner, partitions, indexes = [], mustBeThere = false } = options;
  const limits = limitsOf(options, partitions ?? 1);
  try {
    const client = await connect(patient({ address, password, limits }));
    try {
      const found = await prepare(client, { address, owner, partitions, indexes, mustBeThere });
      const own = limitsOf(options, found.partitions);
      return new PostgresStore({ ...found, address, password, limits: own });
    } finally {
      void client.end().catch(() => {});
    }
  } catch (error) {
    throw cannotOpen(address.words, error);
  }
};

/**
 * How many connections stores have to a schema now, as far as the user may see them.
 * @throws {StoreCannotOpen} {StoreUnavailable} as opening does.
 */
export const connectionsToPostgres = async (options: PostgresOptions): Promise<number> => {
  const address = addressOf(options.url, schemaOf(options));
  const password = options.password ?? passwordIn(options.url);
  try {
    const client = await connect({ address, password, limits: limitsOf(options, 1) });
    try {
      return await connectionsIn(client, address);
    } finally {
      void client.end().catch(() => {});
    }
  } catch (error) {
    throw cannotOpen(address.words, error);
  }
};

/**
 * Takes the schema of its owner away, whole. Nobody may have it open.
 * @returns whether it was there.
 * @throws {StoreCannotOpen} it is not what that context has made; nothing was changed.
 * @throws {StoreUnavailable} as opening does.
 */
export const dropPostgresStore = async (
  options: PostgresOptions & { readonly owner: StoreOwner },
): Promise<boolean> => {
  const address = addressOf(options.url, schemaOf(options));
  const password = options.password ?? passwordIn(options.url);
  try {
    const client = await connect({ address, password, limits: limitsOf(options, 1) });
    try {
      return await dropSchema(client, address, options.owner);
    } finally {
      void client.end().catch(() => {});
    }
  } catch (error) {
    throw cannotOpen(address.words, error);
  }
};

const schemaOf = ({ schema, owner }: PostgresOptions): string => {
  if (schema !== undefined) return schema;
  if (owner) return `${owner.business}_${owner.context}`.replaceAll('-', '_');
  throw new StoreCannotOpen('', {
    ko: '스키마 이름이나 소유자(업무와 컨텍스트)를 알려 주세요.',
    en: 'Say the name of the schema, or whose it is: the business and the context.',
  });
};
