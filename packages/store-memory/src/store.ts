// A store opened on a memory disk, as one process holds it: it can be slow, fail and crash.

import { StoreUnavailable } from '@dure/kernel/ports';
import type {
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
  TrailPlace,
} from '@dure/kernel/ports';
import type { MemoryCommits } from './commits.ts';
import type { MemoryDisk } from './disk.ts';
import type { Hooks, Step, StepInfo } from './hooks.ts';
import type { Lock } from './lock.ts';
import { answer } from './query.ts';
import { MemoryTurn } from './turn.ts';

type Work<T> = (turn: Turn) => Promise<T>;

/** A call that has not been answered yet. */
type Flight = {
  readonly landed: Promise<unknown>;
  readonly fail: (error: Error) => void;
  readonly release: () => void;
};

/** One who asks for the lock of a partition. */
type Place = { readonly partition: number; readonly lock: Lock; readonly holder: object };

export class MemoryStore implements Store {
  readonly partitions: number;
  readonly identity: StoreIdentity;
  /** Where turns are written. */
  readonly #disk: MemoryDisk;
  /** What is durable: the same, unless its commits are shared. */
  readonly #durable: MemoryDisk;
  readonly #commits: MemoryCommits | undefined;
  readonly durable?: NonNullable<Store['durable']>;
  readonly #hooks: Hooks;
  readonly #flights = new Set<Flight>();
  #end: 'closed' | 'crashed' | undefined;

  constructor(disk: MemoryDisk, hooks: Hooks, commits?: MemoryCommits) {
    this.partitions = disk.partitions;
    this.identity = disk.identity;
    this.#disk = commits?.aheadOf(disk) ?? disk;
    this.#durable = disk;
    this.#commits = commits;
    if (commits) this.durable = commits.durable;
    this.#hooks = hooks;
  }

  async turn<T>(partition: number, work: Work<T>): Promise<T> {
    const place = { partition, lock: this.#disk.lock(partition), holder: {} };
    const release = (): void => place.lock.release(place.holder);
    return this.#fly(() => this.#turn(place, work).finally(release), release);
  }

  /**
   * The process dies: its turns in flight let go of their locks, commit nothing and reject, as does
   * every later call. What was committed stays on the disk.
   */
  crash(): void {
    this.#end = 'crashed';
    for (const { fail, release } of this.#flights) {
      fail(unavailable('crashed'));
      release();
    }
    this.#flights.clear();
  }

  // #region turn
  async #turn<T>({ partition, lock, holder }: Place, work: Work<T>): Promise<T> {
    await this.#step('begin', { partition });
    this.#checkAlive();
    await lock.take(holder);
    this.#checkAlive();
    const turn = new MemoryTurn(this.#disk, partition, (step, info) => this.#step(step, info));
    let written: ReturnType<typeof turn.end>;
    let result: T;
    try {
      result = await work(turn);
    } finally {
      written = turn.end();
      // When the work failed, that counts, and not why it could not write.
      written?.catch(() => {});
    }
    if (!written) return result;
    const { staged, changes } = await written;
    await this.#step('commit', { partition, changes });
    this.#checkAlive();
    this.#disk.commit(partition, staged);
    this.#commits?.take({ disk: this.#durable, partition, staged, changes }, this.#disk);
    lock.release(holder);
    await this.#step('answer', { partition, changes });
    return result;
  }
  // #endregion turn

  readLog(partition: number, after: number, limit: number): Promise<readonly LogRecord[]> {
    return this.#read(() => this.#disk.readLog(partition, after, limit));
  }

  head(partition: number): Promise<Head> {
    return this.#read(() => this.#disk.head(partition));
  }

  read(reads: ReadSet): Promise<readonly Item[]> {
    return this.#read(() => this.#durable.read(reads));
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  due(
    partition: number,
    collection: Collection,
    until: number,
    limit: number,
  ): Promise<readonly Item[]> {
    return this.#read(() => {
      const found = this.#disk.collection(collection).due(partition, until, limit);
      return found.map((kept) => kept.copy());
    });
  }

  nextDue(partition: number, collection: Collection): Promise<number | undefined> {
    return this.#read(() => this.#disk.collection(collection).nextDue(partition));
  }

  list(collection: Collection, afterId: string, limit: number): Promise<readonly Item[]> {
    return this.#read(() => {
      const found = this.#durable.collection(collection).list(afterId, limit);
      return found.map((kept) => kept.copy());
    });
  }

  count(collection: Collection, tag: string): Promise<number> {
    return this.#read(() => this.#disk.collection(collection).count(tag));
  }

  query(query: RowQuery): Promise<RowPage> {
    return this.#read(() => {
      const page = answer(query, this.#durable.collection('row').tagged(query.tag));
      return { ...page, rows: page.rows.map((kept) => kept.copy()) };
    });
  }

  trail(caseId: string, limit: number, after?: TrailPlace): Promise<readonly PlacedRecord[]> {
    return this.#read(() => this.#durable.trail(caseId, limit, after));
  }

  snapshot(): Promise<StoreSnapshot> {
    return this.#read(() => new MemoryStore(this.#durable.copy(), {}));
  }

  still<T>(work: () => Promise<T>): Promise<T> {
    const settled = async (): Promise<T> => {
      await this.durable?.();
      return work();
    };
    const held = (partition: number): Promise<T> =>
      partition === this.partitions ? settled() : this.turn(partition, () => held(partition + 1));
    return held(0);
  }

  become(identity: StoreIdentity): Promise<void> {
    return this.#read(() => {
      this.#disk.identity = identity;
      this.#durable.identity = identity;
    });
  }

  async close(): Promise<void> {
    this.#end ??= 'closed';
    await Promise.allSettled(Array.from(this.#flights, ({ landed }) => landed));
    await this.durable?.();
  }

  #read<T>(look: () => T): Promise<T> {
    return this.#fly(
      async () => {
        await this.#step('read', {});
        return look();
      },
      () => {},
    );
  }

  #fly<T>(run: () => Promise<T>, release: () => void): Promise<T> {
    if (this.#end) return Promise.reject(unavailable(this.#end));
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const flight = { landed: promise, fail: reject, release };
    this.#flights.add(flight);
    const land = (): void => void this.#flights.delete(flight);
    run().then(resolve, reject).finally(land).catch(reject);
    return promise;
  }

  async #step(step: Step, info: StepInfo): Promise<void> {
    try {
      await this.#hooks.before?.(step, info);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      throw new StoreUnavailable(`The store failed at its ${step}.`, { cause: error });
    }
    this.#checkAlive();
  }

  /** Called again right before what cannot be undone: one may die between two awaits. */
  #checkAlive(): void {
    if (this.#end === 'crashed') throw unavailable(this.#end);
  }
}

const unavailable = (end: 'closed' | 'crashed'): StoreUnavailable =>
  new StoreUnavailable(`The store is ${end}.`);
