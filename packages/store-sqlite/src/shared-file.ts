// One file for several contexts of a process: each has tables of its own, a log of its own, and an
// identity; what they share is the order of their turns, and the commit.

import type { DatabaseSync } from 'node:sqlite';
import type { Store, StoreOwner } from '@dure/kernel/ports';
import { closeAfter, connected, setUp, waitInTurns } from './connection.ts';
import type { Connect } from './connection.ts';
import { DiskFile } from './disk-file.ts';
import { StoreCannotOpen } from './errors.ts';
import { identityOf } from './identity.ts';
import type { Place } from './identity.ts';
import { checkVersion, hasTable, isEmpty, ofAnotherProgram } from './ours.ts';
import { partitionsIn } from './partitions.ts';
import { createIndexes, createTables, inOneGo, SCHEMA_VERSION, versionIn } from './schema.ts';
import type { RowIndex } from './schema.ts';
import { SharedTransactions } from './shared-transactions.ts';
import { SqliteStore } from './store.ts';
import { tablesOf } from './tables.ts';

export type SharedFileOptions = {
  readonly file: string;
  /** So many pages of 4 KiB may the file have; as many as there is room for unless given. */
  readonly pagesMax?: number;
};

export type SharedStoreOptions = {
  /** Whose tables they are. The business is noted when they are opened for the first time. */
  readonly owner: StoreOwner;
  /** Fixed when the tables are made; 1 unless given. */
  readonly partitions?: number;
  /** Fields of views by which rows are often looked for or ordered. */
  readonly indexes?: readonly RowIndex[];
};

export type SharedFile = {
  /** The contexts that have tables in the file, by name. */
  readonly contexts: readonly string[];
  /**
   * Opens the store of one context, and makes its tables when they are not there. Turns of all
   * stores of the file are one sequence: when one is durable, so are all before it.
   * @throws {StoreCannotOpen} with what a person can do about it.
   */
  storeOf(options: SharedStoreOptions): Promise<Store>;
  /** The file is closed with the last of its stores, or by this. */
  close(): Promise<void>;
};

/** Contexts are listed in a table of their own, by which such a file is known. */
const LIST = 'contexts';

/**
 * Opens a file that several contexts of this process share, and makes it when it is not there.
 * @throws {StoreCannotOpen} with what a person can do about it.
 */
export const openSharedFile = (options: SharedFileOptions): SharedFile =>
  connected(options.file, (connect) => open(options, connect));

const open = ({ file, pagesMax }: SharedFileOptions, connect: Connect): SharedFile => {
  const writer = connect(false);
  checkShared(file, writer);
  setUp(writer, pagesMax);
  inOneGo(writer, () => makeList(writer));
  const reader = connect(true);
  waitInTurns(writer);
  return new OpenFile(new SharedTransactions(new DiskFile(file), writer), reader);
};

class OpenFile implements SharedFile {
  readonly #transactions: SharedTransactions;
  readonly #reader: DatabaseSync;
  #stores = 0;
  #closing: Promise<void> | undefined;

  constructor(transactions: SharedTransactions, reader: DatabaseSync) {
    this.#transactions = transactions;
    this.#reader = reader;
  }

  get contexts(): readonly string[] {
    const list = this.#transactions.writer.prepare(`SELECT name FROM ${LIST} ORDER BY name`);
    return list.all().map(({ name }) => String(name));
  }

  async storeOf(options: SharedStoreOptions): Promise<Store> {
    const { file, writer } = this.#transactions;
    const tables = tablesOf(options.owner.context);
    const place = { file: file.path, database: writer, tables };
    const made = await this.#transactions.apart(() => prepared(place, options));
    this.#stores += 1;
    const indexed = new Set(options.indexes?.map(({ view }) => view));
    const rest = { tables, transactions: this.#transactions, reader: this.#reader, indexed };
    return new SqliteStore({ ...made, ...rest, close: () => this.#leave() });
  }

  /** The others go on; the last one closes the file. */
  #leave(): Promise<void> {
    this.#stores -= 1;
    return this.#stores === 0 ? this.close() : this.#transactions.settle();
  }

  close(): Promise<void> {
    return (this.#closing ??= closeAfter(this.#transactions, this.#reader));
  }
}

type Made = Pick<Store, 'partitions' | 'identity'>;

/** The tables of a context, made where they are missing. */
const prepared = (place: Place, options: SharedStoreOptions): Made => {
  const { database, tables } = place;
  const { owner, partitions: wanted, indexes = [] } = options;
  const listed = database.prepare(`SELECT 1 FROM ${LIST} WHERE name = ?`);
  if (!listed.get(owner.context)) {
    createTables(database, tables, wanted ?? 1);
    database.prepare(`INSERT INTO ${LIST} VALUES (?)`).run(owner.context);
  }
  const partitions = partitionsIn(place, wanted);
  const identity = identityOf(place, owner);
  createIndexes(database, tables, indexes);
  return { partitions, identity };
};

/** Whether a file is shared by several contexts. */
export const isShared = (database: DatabaseSync): boolean => hasTable(database, LIST);

const makeList = (database: DatabaseSync): void => {
  if (isShared(database)) return;
  database.exec(`CREATE TABLE ${LIST} (name TEXT PRIMARY KEY) WITHOUT ROWID`);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
};

/** Before anything in the file is touched. */
const checkShared = (file: string, database: DatabaseSync): void => {
  checkVersion(file, versionIn(database));
  if (isShared(database) || isEmpty(database)) return;
  if (hasTable(database, 'heads')) throw ofOneContext(file);
  throw ofAnotherProgram(file);
};

const ofOneContext = (file: string): StoreCannotOpen =>
  new StoreCannotOpen(file, {
    ko: `${file} 파일은 컨텍스트 하나의 것이라 여럿이 함께 쓸 수 없습니다. 다른 파일을 골라 주세요.`,
    en: `${file} belongs to one context, and cannot be shared. Please choose another file.`,
  });
