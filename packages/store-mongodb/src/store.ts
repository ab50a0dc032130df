// A store on MongoDB. It was written against the port and read against the documents of MongoDB; no
// real server has proved it.

import { setTimeout as sleep } from 'node:timers/promises';
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
  TrailPlace,
  Turn,
} from '@dure/kernel/ports';
import { answer } from '@dure/store-memory/query';
import { headOf, itemOf, recordOf, toKept } from './documents.ts';
import type { Client, Document, Session } from './driver.ts';
import { asPort, closed, isConflict, unavailable } from './errors.ts';
import { MongoTurn, readItems } from './turn.ts';
import type { Tables } from './turn.ts';

const LOCK_WAIT_MS = 10_000;
const PAUSE_MS_MAX = 30;

/** Reads see what is committed before, and what is answered is on the disks of most members. */
const transaction = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
};

export type Opened = {
  readonly client: Client;
  readonly tables: Tables;
  readonly partitions: number;
  readonly identity: StoreIdentity;
};

export class MongoStore implements Store {
  readonly partitions: number;
  readonly identity: StoreIdentity;
  readonly #client: Client;
  readonly #tables: Tables;
  readonly #last = new Map<number, Promise<void>>();
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor({ client, tables, partitions, identity }: Opened) {
    this.partitions = partitions;
    this.identity = identity;
    this.#client = client;
    this.#tables = tables;
  }

  turn<T>(partition: number, work: (turn: Turn) => Promise<T>): Promise<T> {
    return this.#track(() => {
      // In the order in which they came; of other processes, whoever has no conflict is first.
      const before = this.#last.get(partition) ?? Promise.resolve();
      const turn = before.then(() => this.#turn(partition, work));
      const isOver = turn.then(
        () => {},
        () => {},
      );
      this.#last.set(partition, isOver);
      return turn;
    });
  }

  async #turn<T>(partition: number, work: (turn: Turn) => Promise<T>): Promise<T> {
    this.#check(partition);
    const session = this.#client.startSession();
    try {
      const head = await this.#locked(session, partition);
      const turn = new MongoTurn(this.#tables, session, { partition, head });
      const { result, written } = await done(turn, work);
      if (!written) return result;
      // It fails the turn, even if the work does not mind.
      await written;
      // Whether an unanswered commit is there, the head says.
      await this.#ask(() => session.commitTransaction());
      return result;
    } finally {
      if (session.inTransaction()) await session.abortTransaction().catch(() => {});
      await session.endSession();
    }
  }

  /** The head, once no other turn has written its document: who is second meets a conflict. */
  async #locked(session: Session, partition: number): Promise<Head> {
    const latest = performance.now() + LOCK_WAIT_MS;
    for (;;) {
      session.startTransaction(transaction);
      try {
        const lock = { $inc: { lock: 1 } };
        const options = { session, returnDocument: 'after' };
        const found = await this.#tables.heads.findOneAndUpdate({ _id: partition }, lock, options);
        return headOf(found as Document | null); // The driver gives the document itself.
      } catch (cause) {
        await session.abortTransaction().catch(() => {});
        const isOver = performance.now() > latest;
        if (isOver || !isConflict(cause)) throw unavailable(this.#tables.place, cause);
      }
      await sleep(Math.random() * PAUSE_MS_MAX);
    }
  }

  readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]> {
    return this.#read(async () => {
      const wanted = { partition, sequence: { $gt: after } };
      const found = this.#tables.log.find(wanted, { sort: { sequence: 1 }, limit });
      return limit === 0 ? [] : (await found.toArray()).map(recordOf);
    });
  }

  head(partition: number): Promise<Head> {
    return this.#read(async () => {
      this.#check(partition);
      return headOf(await this.#tables.heads.findOne({ _id: partition }));
    });
  }

  read(reads: ReadSet): Promise<readonly Item[]> {
    return this.#read(() => readItems(this.#tables, reads));
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  due(
    partition: number,
    collection: Collection,
    until: number,
    limit: number,
  ): Promise<readonly Item[]> {
    return this.#items({ partition, collection, at: { $lte: until } }, { at: 1, id: 1 }, limit);
  }

  async nextDue(partition: number, collection: Collection): Promise<number | undefined> {
    const wanted = { partition, collection, at: { $exists: true } };
    const [next] = await this.#items(wanted, { at: 1, id: 1 }, 1);
    return next?.at;
  }

  list(collection: Collection, afterId: string, limit: number): Promise<readonly Item[]> {
    return this.#items({ collection, id: { $gt: toKept(afterId) } }, { id: 1 }, limit);
  }

  #items(wanted: Document, by: Document, limit: number): Promise<readonly Item[]> {
    return this.#read(async () => {
      if (limit === 0) return [];
      const found = this.#tables.items.find(wanted, { sort: by, limit });
      return (await found.toArray()).map(itemOf);
    });
  }

  count(collection: Collection, tag: string): Promise<number> {
    return this.#read(() => this.#tables.items.countDocuments({ collection, tag: toKept(tag) }));
  }

  /** All rows of the view are read: a view of many rows is not for this store yet. */
  query(query: RowQuery): Promise<RowPage> {
    return this.#read(async () => {
      const rows = { collection: 'row', tag: toKept(query.tag) };
      const found = await this.#tables.items.find(rows, { sort: { id: 1 } }).toArray();
      const kept = found.map((document) => ({ item: itemOf(document) }));
      const page = answer(
        query,
        kept.map(({ item }) => ({ item, body: item.body })),
      );
      return { ...page, rows: page.rows.map(({ item }) => item) };
    });
  }

  trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]> {
    return this.#read(async () => {
      const wanted = { caseId: toKept(caseId), ...(after ? { $or: behind(after) } : {}) };
      const by = { at: 1, partition: 1, sequence: 1 };
      if (limit === 0) return [];
      const found = await this.#tables.log.find(wanted, { sort: by, limit }).toArray();
      return found.map((of) => ({ ...recordOf(of), partition: Number(of['partition']) }));
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
    await this.#client.close();
  }

  #check(partition: number): void {
    if (Number.isInteger(partition) && partition >= 0 && partition < this.partitions) return;
    throw new RangeError(`There is no partition ${partition}.`);
  }

  #read<T>(run: () => Promise<T>): Promise<T> {
    return this.#track(() => this.#ask(run));
  }

  #ask<T>(run: () => Promise<T>): Promise<T> {
    return run().catch((cause: unknown) => {
      throw asPort(this.#tables.place, cause);
    });
  }

  #track<T>(run: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(closed(this.#tables.place));
    const underWay = run();
    this.#underWay.add(underWay);
    const isOver = (): void => void this.#underWay.delete(underWay);
    underWay.then(isOver, isOver);
    return underWay;
  }
}

const done = async <T>(turn: MongoTurn, work: (turn: Turn) => Promise<T>) => {
  try {
    const result = await work(turn);
    return { result, written: turn.end() };
  } catch (cause) {
    // When the work failed, that counts, and not why it could not write.
    turn.end()?.catch(() => {});
    throw cause;
  }
};

const behind = ({ at, partition, sequence }: TrailPlace): readonly Document[] => [
  { at: { $gt: at } },
  { at, partition: { $gt: partition } },
  { at, partition, sequence: { $gt: sequence } },
];
