// The store of one context in an SQLite file: write-ahead log, and a commit only after fsync.

import type { DatabaseSync } from 'node:sqlite';
import type {
  TrailPlace,
  Collection,
  Head,
  Item,
  LogRecord,
  PlacedRecord,
  RowPage,
  RowQuery,
  Store,
  StoreIdentity,
  StoreSnapshot,
  Turn,
  ReadSet,
} from '@dure/kernel/ports';
import { archiveIn, isArchived, unarchiveIn } from './archive.ts';
import { closed, guarded } from './errors.ts';
import { pageOf } from './pages.ts';
import { sqlOf } from './query.ts';
import { dueIn, nextDueIn } from './due.ts';
import type { Dated } from './due.ts';
import { takeIdentity } from './identity.ts';
import { snapshotOf } from './snapshot.ts';
import { trailAfter, trailOf } from './trail.ts';
import { itemOf, recordOf, Statements } from './statements.ts';
import { withArchive } from './tables.ts';
import type { Tables } from './tables.ts';
import type { Transactions } from './transactions.ts';
import { SqliteTurn } from './turn.ts';

export type Opened = {
  readonly partitions: number;
  readonly identity: StoreIdentity;
  readonly tables: Tables;
  readonly transactions: Transactions;
  readonly reader: DatabaseSync;
  /** The views with an index on a field. */
  readonly indexed: ReadonlySet<string>;
  /** Closes the connections, once nothing is under way. */
  readonly close: () => Promise<void>;
};

type Prepared = {
  readonly tables: Tables;
  readonly writes: Statements;
  readonly reads: Statements;
};

/** Those who have no archive read one table. */
const preparedFor = (of: Pick<Opened, 'transactions' | 'reader' | 'tables'>): Prepared => {
  const { writer } = of.transactions;
  const tables = isArchived(writer, of.tables) ? withArchive(of.tables) : of.tables;
  return {
    tables,
    writes: new Statements(writer, tables),
    reads: new Statements(of.reader, tables),
  };
};

export class SqliteStore implements Store {
  readonly partitions: number;
  readonly identity: StoreIdentity;
  /** Only where turns share a transaction. */
  readonly durable?: NonNullable<Store['durable']>;
  readonly #file: string;
  readonly #plain: Tables;
  readonly #reader: DatabaseSync;
  #prepared: Prepared;
  readonly #transactions: Transactions;
  readonly #indexed: ReadonlySet<string>;
  readonly #close: () => Promise<void>;
  #closing: Promise<void> | undefined;

  constructor({ partitions, identity, tables, transactions, reader, indexed, close }: Opened) {
    this.#file = transactions.file.path;
    this.partitions = partitions;
    this.identity = identity;
    this.#plain = tables;
    this.#transactions = transactions;
    this.#reader = reader;
    this.#prepared = preparedFor({ transactions, reader, tables });
    if (transactions.durable) this.durable = transactions.durable;
    this.#indexed = indexed;
    this.#close = close;
  }

  get #tables(): Tables {
    return this.#prepared.tables;
  }

  get #writes(): Statements {
    return this.#prepared.writes;
  }

  /** What is on the disk. */
  get #reads(): Statements {
    return this.#prepared.reads;
  }

  /** What turns that have ended have left, which may not be on the disk yet. */
  get #latest(): Statements {
    return this.#transactions.durable ? this.#writes : this.#reads;
  }

  turn<T>(partition: number, work: (turn: Turn) => Promise<T>): Promise<T> {
    if (this.#closing) return Promise.reject(closed(this.#file));
    const open = (): SqliteTurn => new SqliteTurn(this.#file, this.#writes, partition);
    return this.#transactions.run(open, work);
  }

  #guard<T>(act: () => T): T {
    return guarded(this.#file, act);
  }

  async readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]> {
    return this.#guard(() => this.#latest.log(partition, after, limit));
  }

  async head(partition: number): Promise<Head> {
    const { trouble } = this.#transactions;
    // What lies there now is behind what others in this process have seen.
    if (trouble) throw trouble;
    return this.#guard(() => this.#latest.head(partition));
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    return this.#guard(() => this.#reads.read(reads));
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async due(
    partition: number,
    collection: Collection,
    until: number,
    limit: number,
  ): Promise<readonly Item[]> {
    return this.#guard(() => {
      const due = this.#latest.of(dueIn(this.#dated(collection)));
      return due.all({ partition, until, limit }).map((row) => itemOf(collection, row));
    });
  }

  async nextDue(partition: number, collection: Collection): Promise<number | undefined> {
    return this.#guard(() => {
      const row = this.#latest.of(nextDueIn(this.#dated(collection))).get({ partition });
      return row === undefined ? undefined : Number(row['at']);
    });
  }

  #dated(collection: Collection): Dated {
    return { tables: this.#tables, collection, partitions: this.partitions };
  }

  async list(collection: Collection, afterId: string, limit: number): Promise<readonly Item[]> {
    return this.#guard(() => this.#reads.list(collection, afterId, limit));
  }

  async count(collection: Collection, tag: string): Promise<number> {
    return this.#guard(() => {
      const sql = `SELECT count(*) AS n FROM ${this.#tables.of(collection)} WHERE tag = ?`;
      return Number(this.#latest.of(sql).get(tag)?.['n']);
    });
  }

  async query(query: RowQuery): Promise<RowPage> {
    const sql = sqlOf(query, this.#indexed);
    return this.#guard(() => {
      const place = { reads: this.#reads, table: this.#tables.of('row'), sql };
      return pageOf(place, query);
    });
  }

  async trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]> {
    return this.#guard(() => {
      const records = this.#reads
        .of(trailOf(this.#tables))
        .all({ caseId, limit, ...trailAfter(after) });
      return records.map(recordOf);
    });
  }

  async snapshot(): Promise<StoreSnapshot> {
    return this.#guard(() => snapshotOf(this.#file, this.#tables, this));
  }

  /** A file has one writer for all of its partitions. */
  still<T>(work: () => Promise<T>): Promise<T> {
    return this.#transactions.still(work);
  }

  become(identity: StoreIdentity): Promise<void> {
    const { writer } = this.#transactions;
    const take = (): void => takeIdentity(writer, this.#tables, identity);
    return this.#transactions.apart(() => this.#guard(take));
  }

  archive(cases: readonly string[]): Promise<number> {
    return this.#changing((writer) => archiveIn(writer, this.#plain, cases));
  }

  async unarchive(): Promise<number> {
    if (this.#tables === this.#plain) return 0;
    return this.#changing((writer) => unarchiveIn(writer, this.#plain));
  }

  /** Between turns: those that follow find the tables as they are then. */
  #changing(change: (writer: DatabaseSync) => number): Promise<number> {
    const { writer } = this.#transactions;
    return this.#transactions.apart(() =>
      this.#guard(() => {
        const count = change(writer);
        const [transactions, reader] = [this.#transactions, this.#reader];
        this.#prepared = preparedFor({ transactions, reader, tables: this.#plain });
        return count;
      }),
    );
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }
}
