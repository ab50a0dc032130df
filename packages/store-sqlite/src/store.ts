// The store of one context in one SQLite file: write-ahead log, and a commit only after fsync.

import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { gone, guarded, isBusy, logGone, unavailable } from './errors.ts';
import { sqlOf } from './query.ts';
import { dueIn, nextDueIn } from './due.ts';
import { takeIdentity } from './identity.ts';
import { tableOf } from './schema.ts';
import { snapshotOf } from './snapshot.ts';
import { trailAfter, trailOf } from './trail.ts';
import { itemOf, recordOf, Statements } from './statements.ts';
import { SqliteTurn } from './turn.ts';

/** For how long another process may hold the file before a turn is given up. */
const BUSY_TRIES_MAX = 50;
const BUSY_WAIT_MS = 20;

/** More than a file can hold. */
const COUNT_ALL = 2 ** 48;

type Opened = {
  readonly file: string;
  readonly partitions: number;
  readonly identity: StoreIdentity;
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
  /** The views with an index on a field. */
  readonly indexed: ReadonlySet<string>;
};

/** Which file stands at a path: another one, or none, once it was deleted, moved or replaced. */
const inodeOf = (file: string): number | undefined =>
  statSync(file, { throwIfNoEntry: false })?.ino;

export class SqliteStore implements Store {
  readonly partitions: number;
  readonly identity: StoreIdentity;
  readonly #file: string;
  readonly #inode: number | undefined;
  /** That of the write-ahead log, which stands beside the file while it is in use. */
  #logInode: number | undefined;
  readonly #writer: DatabaseSync;
  readonly #reader: DatabaseSync;
  readonly #writes: Statements;
  readonly #reads: Statements;
  readonly #indexed: ReadonlySet<string>;
  /** The end of the last turn. One connection has one transaction at a time. */
  #last: Promise<void> = Promise.resolve();

  constructor({ file, partitions, identity, writer, reader, indexed }: Opened) {
    this.#file = file;
    this.#inode = inodeOf(file);
    this.#logInode = inodeOf(`${file}-wal`);
    this.partitions = partitions;
    this.identity = identity;
    this.#writer = writer;
    this.#reader = reader;
    this.#writes = new Statements(writer);
    this.#reads = new Statements(reader);
    this.#indexed = indexed;
  }

  async turn<T>(partition: number, work: (turn: Turn) => Promise<T>): Promise<T> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    try {
      return await this.#transaction(partition, work);
    } finally {
      resolve();
    }
  }

  async #transaction<T>(partition: number, work: (turn: Turn) => Promise<T>): Promise<T> {
    await this.#begin();
    try {
      const turn = new SqliteTurn(this.#file, this.#writes, partition);
      const result = await work(turn).finally(() => turn.end());
      turn.checkWritten();
      if (turn.isWritten) this.#guard(() => this.#needThere());
      this.#guard(() => this.#writes.of(turn.isWritten ? 'COMMIT' : 'ROLLBACK').run());
      return result;
    } catch (error) {
      if (this.#writer.isTransaction) this.#guard(() => this.#writes.of('ROLLBACK').run());
      throw error;
    }
  }

  async #begin(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.#writes.of('BEGIN IMMEDIATE').run();
        return;
      } catch (error) {
        if (!isBusy(error) || tries >= BUSY_TRIES_MAX) throw unavailable(this.#file, error);
      }
      await sleep(BUSY_WAIT_MS);
    }
  }

  /** SQLite would go on with a file that no path leads to, and all of it would be lost. */
  #needThere(): void {
    if (inodeOf(this.#file) !== this.#inode) throw gone(this.#file);
    const log = `${this.#file}-wal`;
    const found = inodeOf(log);
    this.#logInode ??= found;
    if (found !== this.#logInode) throw logGone(log);
  }

  #guard<T>(act: () => T): T {
    return guarded(this.#file, act);
  }

  async readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]> {
    return this.#guard(() => this.#reads.log(partition, after, limit));
  }

  async head(partition: number): Promise<Head> {
    return this.#guard(() => this.#reads.head(partition));
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
      const due = this.#reads.of(dueIn(collection, this.partitions));
      return due.all({ partition, until, limit }).map((row) => itemOf(collection, row));
    });
  }

  async nextDue(partition: number, collection: Collection): Promise<number | undefined> {
    return this.#guard(() => {
      const row = this.#reads.of(nextDueIn(collection, this.partitions)).get({ partition });
      return row === undefined ? undefined : Number(row['at']);
    });
  }

  async list(collection: Collection, afterId: string, limit: number): Promise<readonly Item[]> {
    return this.#guard(() => this.#reads.list(collection, afterId, limit));
  }

  async count(collection: Collection, tag: string): Promise<number> {
    return this.#guard(() => {
      const sql = `SELECT count(*) AS n FROM ${tableOf(collection)} WHERE tag = ?`;
      return Number(this.#reads.of(sql).get(tag)?.['n']);
    });
  }

  async query(query: RowQuery): Promise<RowPage> {
    const { where, page, order, values, further } = sqlOf(query, this.#indexed);
    const { limit, offset, countMax = COUNT_ALL } = query;
    return this.#guard(() => {
      const from = `FROM ${tableOf('row')} WHERE`;
      const select = `SELECT * ${from} ${page} ORDER BY ${order} LIMIT ? OFFSET ?`;
      const found = this.#reads.of(select).all(...values, ...further, limit, offset);
      const rows = found.map((row) => itemOf('row', row));
      const count = `SELECT count(*) AS n FROM (SELECT 1 ${from} ${where} LIMIT ?)`;
      const total = Number(this.#reads.of(count).get(...values, countMax + 1)?.['n']);
      return total > countMax ? { rows, total: countMax, hasMore: true } : { rows, total };
    });
  }

  async trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]> {
    return this.#guard(() => {
      const records = this.#reads.of(trailOf).all({ caseId, limit, ...trailAfter(after) });
      return records.map(recordOf);
    });
  }

  async snapshot(): Promise<StoreSnapshot> {
    return this.#guard(() => snapshotOf(this.#file, this));
  }

  /** A file has one writer for all of its partitions. */
  still<T>(work: () => Promise<T>): Promise<T> {
    return this.turn(0, work);
  }

  async become(identity: StoreIdentity): Promise<void> {
    await this.#last;
    this.#guard(() => takeIdentity(this.#writer, identity));
  }

  async close(): Promise<void> {
    await this.#last;
    if (this.#reader.isOpen) this.#reader.close();
    if (this.#writer.isOpen) this.#writer.close();
  }
}
