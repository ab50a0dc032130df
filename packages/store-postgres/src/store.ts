// The store of one context in one schema of a PostgreSQL database.

import { readingAhead } from '@dure/kernel/ports';
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
import type { Address } from './address.ts';
import { archiveIn, unarchiveIn } from './archive.ts';
import { commit } from './commit.ts';
import { Connections, together } from './connections.ts';
import type { Access, Client, Limits } from './connections.ts';
import { unavailable } from './errors.ts';
import { checkSame, takeIdentity } from './opening.ts';
import type { Found } from './opening.ts';
import { sqlOf } from './query.ts';
import { headIn, itemOf, placedRecordOf, recordOf } from './rows.ts';
import type { HeadRow, ItemRow, RecordRow } from './rows.ts';
import { snapshotOf } from './snapshot.ts';
import { statementsIn, tableOf } from './statements.ts';
import type { Statement, Statements } from './statements.ts';
import { toKept } from './text.ts';
import { PostgresTurn, readItems, stepsOf } from './turn.ts';
import { WakeUps } from './wake-ups.ts';

/** More than a table can hold. */
const COUNT_ALL = 2 ** 48;

type Opened = Found & {
  readonly address: Address;
  readonly password: string | (() => string) | undefined;
  readonly limits: Limits;
};

type Work<T> = (turn: Turn) => Promise<T>;

/** What runs in a turn, and what it will probably read. */
type Asked<T> = { readonly work: Work<T>; readonly ahead: ReadSet | undefined };

type Begun = { readonly head: Promise<Head>; readonly found: Promise<readonly Item[]> };

const nothing: ReadSet = { ids: [], tags: [] };

export class PostgresStore implements Store {
  readonly readsAhead = true;
  readonly partitions: number;
  readonly identity: StoreIdentity;
  readonly #address: Address;
  readonly #access: Access;
  readonly #check: (client: Client) => Promise<void>;
  #statements: Statements;
  #hasArchive: boolean;
  /** Turns hold a connection each, and read outside of themselves, too: on others. */
  readonly #forTurns: Connections;
  readonly #forReads: Connections;
  readonly #wakeUps: WakeUps;
  /** The end of the last turn of each partition, so that they come in their order. */
  readonly #last = new Map<number, Promise<void>>();

  constructor({ address, password, limits, partitions, identity, hasArchive }: Opened) {
    this.partitions = partitions;
    this.identity = identity;
    this.#address = address;
    this.#hasArchive = hasArchive;
    this.#statements = statementsIn(address.schema, hasArchive);
    this.#check = (client) => checkSame(client, address.schema, identity.logId);
    this.#access = { address, password, limits };
    this.#forTurns = new Connections(this.#access, this.#check);
    this.#forReads = new Connections(this.#access, this.#check);
    this.#wakeUps = new WakeUps(this.#access, this.#forReads, partitions);
  }

  async turn<T>(partition: number, work: Work<T>, ahead?: ReadSet): Promise<T> {
    const before = this.#last.get(partition);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last.set(partition, promise);
    await before;
    try {
      return await this.#forTurns.use((client) =>
        this.#transaction(client, partition, { work, ahead }),
      );
    } finally {
      resolve();
    }
  }

  async #transaction<T>(client: Client, partition: number, of: Asked<T>): Promise<T> {
    try {
      const { work, ahead = nothing } = of;
      const begun = this.#begin(client, partition, ahead);
      const read = readingAhead({ ahead, found: begun.found }, (reads) =>
        this.#readOn(client, reads),
      );
      const head = await begun.head;
      const turn = new PostgresTurn(head, read);
      const result = await work(turn).finally(() => turn.close());
      const changes = turn.changes();
      if (!changes) await client.query('rollback');
      else {
        const steps = stepsOf(this.#statements, { partition, head }, changes);
        await commit(client, steps, this.#address.words);
        this.#wakeUps.tell(partition);
      }
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  }

  /**
   * One way to the database and back: the transaction, the lock and the head, and what is read
   * ahead. Each statement sees what was committed before it began, so the last ones see all that
   * was before the lock.
   */
  #begin(client: Client, partition: number, ahead: ReadSet): Begun {
    return together(client, () => {
      const begin = client.query('begin isolation level read committed');
      const lock = client.query<HeadRow>({ ...this.#statements.lock, values: [partition] });
      const found = this.#readOn(client, ahead);
      // Whoever does not read is not told, and the commit fails.
      found.catch(() => {});
      const head = Promise.all([begin, lock]).then(
        ([, { rows }]) => headIn(rows, partition),
        (error: unknown) => Promise.reject(this.#failed(error)),
      );
      return { head, found };
    });
  }

  #readOn(client: Client, reads: ReadSet): Promise<readonly Item[]> {
    return readItems(client, this.#statements, reads).catch((error: unknown) => {
      throw this.#failed(error);
    });
  }

  /** What the caller did wrong stays what it is. */
  #failed(error: unknown): unknown {
    return error instanceof RangeError ? error : unavailable(this.#address.words, error);
  }

  /** Reads on a connection of its own. */
  async #reading<T>(read: (client: Client) => Promise<T>): Promise<T> {
    return this.#forReads.use((client) =>
      read(client).catch((error: unknown) => {
        throw this.#failed(error);
      }),
    );
  }

  #rows<R extends object>(statement: Statement, values: unknown[]): Promise<readonly R[]> {
    return this.#reading(async (client) => {
      const { rows } = await client.query<R>({ ...statement, values });
      return rows;
    });
  }

  async readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]> {
    const { readLog } = this.#statements;
    return (await this.#rows<RecordRow>(readLog, [partition, after, limit])).map(recordOf);
  }

  async head(partition: number): Promise<Head> {
    return headIn(await this.#rows<HeadRow>(this.#statements.head, [partition]), partition);
  }

  async read(reads: ReadSet): Promise<readonly Item[]> {
    return this.#reading((client) => readItems(client, this.#statements, reads));
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async due(
    partition: number,
    collection: Collection,
    until: number,
    limit: number,
  ): Promise<readonly Item[]> {
    const { due } = this.#statements.of(collection);
    const rows = await this.#rows<ItemRow>(due, [partition, until, limit]);
    return rows.map((row) => itemOf(collection, row));
  }

  async nextDue(partition: number, collection: Collection): Promise<number | undefined> {
    const { nextDue } = this.#statements.of(collection);
    const [next] = await this.#rows<{ readonly at: number }>(nextDue, [partition]);
    return next?.at;
  }

  async list(collection: Collection, afterId: string, limit: number): Promise<readonly Item[]> {
    const { list } = this.#statements.of(collection);
    const rows = await this.#rows<ItemRow>(list, [toKept(afterId), limit]);
    return rows.map((row) => itemOf(collection, row));
  }

  async count(collection: Collection, tag: string): Promise<number> {
    const { count } = this.#statements.of(collection);
    const [found] = await this.#rows<{ readonly n: number }>(count, [toKept(tag)]);
    return found?.n ?? 0;
  }

  async query(query: RowQuery): Promise<RowPage> {
    const { schema } = this.#address;
    const { countMax = COUNT_ALL } = query;
    const { rows, count } = sqlOf(query, { schema, table: tableOf(schema, 'row'), countMax });
    return this.#reading(async (client) => {
      const [found, counted] = await Promise.all([
        client.query<ItemRow>(rows.text, rows.values),
        client.query<{ readonly n: number }>(count.text, count.values),
      ]);
      const total = counted.rows[0]?.n ?? 0;
      const items = found.rows.map((row) => itemOf('row', row));
      return total > countMax
        ? { rows: items, total: countMax, hasMore: true }
        : { rows: items, total };
    });
  }

  async trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]> {
    const { at, partition, sequence } = after ?? beforeAll;
    const values = [toKept(caseId), at, partition, sequence, limit];
    return (await this.#rows<RecordRow>(this.#statements.trail, values)).map(placedRecordOf);
  }

  follow(moved: (partition: number) => void): () => void {
    return this.#wakeUps.follow(moved);
  }

  snapshot(): Promise<StoreSnapshot> {
    const { partitions, identity } = this;
    const of = { partitions, identity, statements: this.#statements };
    return snapshotOf(this.#access, of, this.#check);
  }

  still<T>(work: () => Promise<T>): Promise<T> {
    return this.#forTurns.use(async (client) => {
      try {
        await this.#holdAll(client);
        return await work();
      } finally {
        await client.query('rollback').catch(() => {});
      }
    });
  }

  async #holdAll(client: Client): Promise<void> {
    try {
      await client.query('begin isolation level read committed');
      await client.query({ ...this.#statements.lockAll, values: [] });
    } catch (error) {
      throw this.#failed(error);
    }
  }

  become(identity: StoreIdentity): Promise<void> {
    return this.#reading((client) => takeIdentity(client, this.#address.schema, identity));
  }

  archive(cases: readonly string[]): Promise<number> {
    return this.#reading(async (client) => {
      const count = await archiveIn(client, this.#address.schema, cases);
      this.#setArchive(true);
      return count;
    });
  }

  unarchive(): Promise<number> {
    if (!this.#hasArchive) return Promise.resolve(0);
    return this.#reading(async (client) => {
      const count = await unarchiveIn(client, this.#address.schema);
      this.#setArchive(false);
      return count;
    });
  }

  #setArchive(has: boolean): void {
    this.#hasArchive = has;
    this.#statements = statementsIn(this.#address.schema, has);
  }

  async close(): Promise<void> {
    await Promise.all(this.#last.values());
    await this.#wakeUps.close();
    await Promise.all([this.#forTurns.close(), this.#forReads.close()]);
  }
}

const beforeAll = { at: '-Infinity', partition: -1, sequence: 0 };
