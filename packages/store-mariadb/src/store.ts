// The store of one context in one database of a MariaDB server.

import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '@dure/kernel/ports';
import type {
  Collection,
  Head,
  Item,
  LogRecord,
  PlacedRecord,
  ReadSet,
  RowPage,
  RowQuery,
  Store,
  StoreIdentity,
  StoreSnapshot,
  TrailPlace,
  Turn,
} from '@dure/kernel/ports';
import { archiveIn, unarchiveIn } from './archive.ts';
import { isKind, unavailable } from './errors.ts';
import type { Link, Row, Statement } from './link.ts';
import type { Address, RowIndex } from './options.ts';
import type { Pool } from './pool.ts';
import { takeIdentity } from './opening.ts';
import { tableOf } from './schema.ts';
import { snapshotOf } from './snapshot.ts';
import {
  begin,
  headIn,
  headOf,
  itemOf,
  placedRecordOf,
  readItems,
  recordOf,
} from './statements.ts';
import { trailIn } from './trail.ts';
import { MariadbTurn } from './turn.ts';
import { WakeUps } from './wake-ups.ts';
import { countOf, dueIn, listIn, lockHeads, logIn, pageOf } from './reads.ts';

/** So often a turn or a read begins anew because its connection or its lock could not be had. */
const BEGINS_MAX = 3;
const BEGIN_PAUSE_MS = 50;

type Work<T> = (turn: Turn) => Promise<T>;

/** What runs in a turn, and what it will probably read. */
type Asked<T> = { readonly work: Work<T>; readonly ahead: ReadSet };

const nothing: ReadSet = { ids: [], tags: [] };

type Opened = {
  readonly address: Address;
  readonly partitions: number;
  readonly identity: StoreIdentity;
  readonly hasArchive: boolean;
  readonly indexes: readonly RowIndex[];
  /** For turns, and for reads outside of them: a read inside of a turn never waits for a turn. */
  readonly turns: Pool;
  readonly reads: Pool;
  /** The server's `max_allowed_packet`, by the last connection that was made. */
  readonly packetBytes: () => number;
};

export class MariadbStore implements Store {
  readonly readsAhead = true;
  readonly partitions: number;
  readonly identity: StoreIdentity;
  readonly #opened: Opened;
  /** The end of the last turn of each partition. */
  readonly #last = new Map<number, Promise<void>>();
  readonly #wakeUps = new WakeUps((statement) => this.#rows(statement));
  #isClosed = false;
  #hasArchive: boolean;

  constructor(opened: Opened) {
    this.partitions = opened.partitions;
    this.identity = opened.identity;
    this.#hasArchive = opened.hasArchive;
    this.#opened = opened;
  }

  async turn<T>(partition: number, work: Work<T>, ahead = nothing): Promise<T> {
    this.#checkOpen();
    const before = this.#last.get(partition);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last.set(partition, promise);
    await before;
    try {
      return await this.#begin(partition, { work, ahead });
    } finally {
      if (this.#last.get(partition) === promise) this.#last.delete(partition);
      resolve();
    }
  }

  /** Until it has its lock, a turn has done nothing, and may begin anew. */
  async #begin<T>(partition: number, { work, ahead }: Asked<T>): Promise<T> {
    for (let begins = 1; ; begins += 1) {
      let hasBegun = false;
      const run = async (link: Link): Promise<T> => {
        const begun = await begin(link, partition, ahead);
        hasBegun = true;
        const { address, packetBytes } = this.#opened;
        const place = { partition, packetBytes: packetBytes(), link, address: address.shown };
        return this.#work(link, new MariadbTurn({ ...place, begun, ahead }), work);
      };
      try {
        return await this.#opened.turns.with((link) => this.#cleanly(link, run));
      } catch (error) {
        if (hasBegun) throw error;
        if (begins >= BEGINS_MAX || !isKind(error, 'away', 'busy', 'deadlock')) {
          throw unavailable(this.#opened.address.shown, error);
        }
      }
      await sleep(BEGIN_PAUSE_MS * Math.random());
    }
  }

  /** What fails leaves nothing behind on its connection. */
  async #cleanly<T>(link: Link, run: (link: Link) => Promise<T>): Promise<T> {
    try {
      return await run(link);
    } catch (error) {
      await link.rollback();
      // A server that may only be read is another one tomorrow: who connects again finds it.
      if (isKind(error instanceof StoreUnavailable ? error.cause : error, 'readOnly'))
        link.destroy();
      throw error;
    }
  }

  async #work<T>(link: Link, turn: MariadbTurn, work: Work<T>): Promise<T> {
    const result = await work(turn).finally(() => turn.end());
    turn.checkWritten();
    await (turn.isWritten ? this.#commit(link) : link.rollback());
    return result;
  }

  /** Whatever it answers but yes, nobody knows: the connection is ended, and the head will tell. */
  async #commit(link: Link): Promise<void> {
    try {
      await link.command('COMMIT');
    } catch (error) {
      link.destroy();
      throw unavailable(this.#opened.address.shown, error);
    }
  }

  /** Reads may be done again: they change nothing. */
  async #read<T>(read: (link: Link) => Promise<T>): Promise<T> {
    this.#checkOpen();
    for (let begins = 1; ; begins += 1) {
      try {
        return await this.#opened.reads.with(read);
      } catch (error) {
        if (begins >= BEGINS_MAX || !isKind(error, 'away')) {
          throw unavailable(this.#opened.address.shown, error);
        }
      }
    }
  }

  #rows(statement: Statement): Promise<readonly Row[]> {
    return this.#read((link) => link.run(statement));
  }

  async readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]> {
    return (await this.#rows(logIn(this.#hasArchive, { partition, after, limit }))).map(recordOf);
  }

  async head(partition: number): Promise<Head> {
    return headOf(partition, await this.#rows(headIn(partition)));
  }

  read(reads: ReadSet): Promise<readonly Item[]> {
    return this.#read((link) => readItems(link, reads));
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async due(
    partition: number,
    collection: Collection,
    until: number,
    limit: number,
  ): Promise<readonly Item[]> {
    const rows = await this.#rows(dueIn(collection, { partition, until, limit }));
    return rows.map((row) => itemOf(collection, row));
  }

  async nextDue(partition: number, collection: Collection): Promise<number | undefined> {
    const [row] = await this.#rows({
      sql:
        `SELECT at FROM ${tableOf(collection)} ` +
        'WHERE part = ? AND at IS NOT NULL ORDER BY at LIMIT 1',
      values: [BigInt(partition)],
    });
    return row === undefined ? undefined : Number(row['at']);
  }

  async list(collection: Collection, afterId: string, limit: number): Promise<readonly Item[]> {
    const rows = await this.#rows(listIn(collection, afterId, limit));
    return rows.map((row) => itemOf(collection, row));
  }

  async count(collection: Collection, tag: string): Promise<number> {
    const [row] = await this.#rows(countOf(collection, tag));
    return Number(row?.['n']);
  }

  async query(query: RowQuery): Promise<RowPage> {
    const { countMax } = query;
    const { select, counting } = pageOf(query, this.#opened.indexes);
    const [found = [], [counted] = []] = await this.#read((link) => link.all([select, counting]));
    const rows = found.map((row) => itemOf('row', row));
    const total = Number(counted?.['n']);
    if (countMax === undefined || total <= countMax) return { rows, total };
    return { rows, total: countMax, hasMore: true };
  }

  async trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]> {
    return (await this.#rows(trailIn(this.#hasArchive, { caseId, limit, after }))).map(
      placedRecordOf,
    );
  }

  follow(moved: (partition: number) => void): () => void {
    return this.#wakeUps.follow(moved);
  }

  async snapshot(): Promise<StoreSnapshot> {
    this.#checkOpen();
    const { partitions, identity } = this;
    return snapshotOf(this.#opened.address, { partitions, identity, hasArchive: this.#hasArchive });
  }

  still<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    return this.#opened.turns.with(async (link) => {
      await link.run(lockHeads).catch(async (error: unknown) => {
        await link.rollback();
        throw unavailable(this.#opened.address.shown, error);
      });
      try {
        return await work();
      } finally {
        await link.rollback();
      }
    });
  }

  become(identity: StoreIdentity): Promise<void> {
    return this.#read((link) => takeIdentity(link, identity));
  }

  async archive(cases: readonly string[]): Promise<number> {
    const count = await this.#changing((link) => archiveIn(link, cases));
    this.#hasArchive = true;
    return count;
  }

  async unarchive(): Promise<number> {
    if (!this.#hasArchive) return 0;
    const count = await this.#changing(unarchiveIn);
    this.#hasArchive = false;
    return count;
  }

  #changing(work: (link: Link) => Promise<number>): Promise<number> {
    this.#checkOpen();
    return this.#opened.turns
      .with((link) => this.#cleanly(link, work))
      .catch((error: unknown) => {
        throw unavailable(this.#opened.address.shown, error);
      });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wakeUps.stop();
    await Promise.all(this.#last.values());
    await Promise.all([this.#opened.turns.close(), this.#opened.reads.close()]);
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new StoreUnavailable('The store is closed.');
  }
}
