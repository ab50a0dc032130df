// A consumer follows one partition of one context's log, and hands what concerns this context to
// its own partitions. Each keeps its own watermark, in the transaction of the effects: what comes
// again is known. A watermark counts one log: another one, or one that ends before, is left alone.

import type { Trouble } from '../api.ts';
import type { Engine } from '../engine.ts';
import { partitionOf } from '../ids.ts';
import { add, workIn } from './batches.ts';
import type { Batch } from './batches.ts';
import { isDoneElsewhere } from './elsewhere.ts';
import { BatchJob } from './jobs.ts';
import { narrowed, widened } from './pace.ts';
import type { Partition } from '../partition.ts';
import type { Head, LogPage, LogRecord } from '../ports.ts';
import { workOfRecord } from './routing.ts';
import { unionOf } from '../turn/items.ts';
import { knownPart } from '../turn/messages.ts';
import { reported } from './trouble.ts';
import { logFact, watermarkFact, watermarkIn, wrongLog } from './watermarks.ts';
import type { Source } from './watermarks.ts';

/** Up to where records are handed over, of which log, and what each of them has taken so far. */
type Page = { readonly upTo: number; readonly logId: string; readonly ms: number };

/** Batches that may be under way at a time: one that may wait holds up none that may not. */
const BATCHES_MAX = 16;
export class Consumer {
  readonly #engine: Engine;
  readonly source: Source;
  readonly #partitions: readonly Partition[];
  /** Where the source is a partition of ours: its turns handle at once what they can. */
  readonly #own: Partition | undefined;
  /** The facts that say which log was followed, and up to where. */
  readonly #facts: { readonly log: string; readonly mark: string };
  /** Handed over up to here. */
  #handed = 0;
  /** Handed over and committed up to here. */
  #seen = 0;
  /** Batches that are handed over and not committed. */
  #underWay = 0;
  /** Resolves when the last batch is committed. */
  #ends: Promise<void> = Promise.resolve();
  /** There may be something new since the last reading began. */
  #isCalled = false;
  /** The watermark of each partition of ours, as far as this process moved it. */
  readonly #marked: number[] = [];
  #isAwake = false;
  #isElsewhere = false;
  #waitedFor = 0;
  #isStopped = false;
  #isStarted = false;
  readonly #unfollow: () => void;
  readonly #settle: (() => void) | undefined;
  #stopPolling: () => void = () => {};
  /** What is known of the log: the facts of our heads, and later what this process has met. */
  #known: readonly Head['facts'][] = [];
  #logId: string | undefined;
  #mustCheck = true;
  #trouble: Trouble | undefined;
  /** So many times as many records are read in one go as may be worked on at a time. */
  #stride = 1;
  readonly #waiters = new Set<{ readonly sequence: number; readonly resolve: () => void }>();

  constructor(engine: Engine, source: Source, partitions: readonly Partition[]) {
    this.#engine = engine;
    this.source = source;
    this.#partitions = partitions;
    const { context, partition, reader } = source;
    const isOwn = context === engine.context && reader === undefined;
    this.#own = isOwn ? partitions[partition] : undefined;
    if (context === engine.context) this.#logId = engine.store.identity.logId;
    this.#facts = { log: logFact(context), mark: watermarkFact({ context, partition }) };
    this.#unfollow = engine.feed.follow(context, partition, this.#wake);
    if (engine.feed.settled && reader === undefined)
      this.#settle = () => engine.feed.settled?.(context, partition, this.#seen);
  }

  /** Goes on from the watermarks in the store: another replica may have moved them. */
  async #catchUp(): Promise<void> {
    const { store } = this.#engine;
    const heads = await Promise.all(this.#partitions.map((_, number) => store.head(number)));
    this.#known = heads.map(({ facts }) => facts);
    const marked = this.#known.map((facts) => watermarkIn(facts, this.source));
    this.#marked.splice(0, Infinity, ...marked);
    this.#handed = Math.max(this.#handed, Math.min(...marked));
    if (this.#underWay > 0) return;
    this.#seen = this.#handed;
    this.#settle?.();
    if (this.#waiters.size > 0) this.#tellWaiters();
  }

  async start(): Promise<void> {
    await this.#catchUp();
    this.#isStarted = true;
    this.#wake();
    this.#poll();
  }

  get seen(): number {
    return this.#seen;
  }

  /** Why it follows its source no further; nothing, as long as it does. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  get isIdle(): boolean {
    return !this.#isAwake && this.#underWay === 0;
  }

  /** Whether all of the log has taken effect, whoever it is given to. */
  async isCaughtUp(): Promise<boolean> {
    if (!this.isIdle) return false;
    const end = await this.#engine.feed.end(this.source.context, this.source.partition);
    if (!end || end.sequence <= this.#seen) return true;
    return this.#isElsewhere && isDoneElsewhere(this.#engine, this.source, end.sequence);
  }

  /** Resolves when all up to a sequence has taken effect, whichever replica it is given to. */
  reached(sequence: number): Promise<void> {
    if (this.#seen >= sequence) return Promise.resolve();
    this.#waitedFor = Math.max(this.#waitedFor, sequence);
    if (this.#isElsewhere) this.#wake();
    return new Promise((resolve) => this.#waiters.add({ sequence, resolve }));
  }

  stop(): void {
    this.#isStopped = true;
    this.#unfollow();
    this.#stopPolling();
  }

  /** A slow poll, for wake-ups that got lost. */
  #poll(): void {
    this.#stopPolling = this.#engine.clock.after(this.#engine.limits.safetyPollMs, () => {
      this.#mustCheck = true;
      this.#wake();
      if (!this.#isStopped) this.#poll();
    });
  }

  readonly #wake = (): void => {
    this.#isCalled = true;
    if (this.#isAwake || this.#isStopped || !this.#isStarted) return;
    this.#isAwake = true;
    void this.#drain();
  };

  async #drain(): Promise<void> {
    try {
      while (this.#isCalled && !this.#isStopped) {
        this.#isCalled = false;
        if (this.#mustCheck) await this.#check();
        for (let page = await this.#read(); page; page = await this.#read()) {
          this.#hand(page);
        }
      }
    } catch {
      // The feed is away. The wake-up of its return, or the poll, begins again from here.
    }
    this.#isAwake = false;
  }

  /** Looks whether the log is the one that was followed, and reaches as far as that did. */
  async #check(): Promise<void> {
    const { context, partition } = this.source;
    // Our own log lies in one store with its watermarks.
    if (context === this.#engine.context) {
      this.#mustCheck = false;
      return;
    }
    const end = await this.#engine.feed.end(context, partition);
    if (!end) return;
    const wrong = wrongLog(this.#known, this.source, end);
    if (wrong) this.#trouble ??= reported(this.#engine, wrong);
    else {
      this.#trouble = undefined;
      this.#logId = end.logId;
      await this.#engine.followers.meet(this.source, end);
    }
    this.#mustCheck = false;
  }

  readonly #goneAstray = (facts: Head['facts']): void => {
    this.#known = [...this.#known, facts];
    this.#mustCheck = true;
    this.#wake();
  };

  /** The next records; nothing, when there are none, or none that belong to the log. */
  async #read(): Promise<LogPage | undefined> {
    if (this.#isStopped || this.#trouble) return undefined;
    const page = await this.#page();
    if (!page || (page.records.length === 0 && !this.#isElsewhere)) return undefined;
    const { logId, records: read } = page;
    if (logId !== this.#logId) await this.#check();
    else {
      const after = this.#handed;
      const { context } = this.source;
      const records = knownPart(this.#engine.registry, { context, after, records: read });
      if (records.length > 0) return { logId, records };
      // Another replica, or a newer version of the wall, does the rest: what is done is passed.
      await this.#catchUp();
    }
    return undefined;
  }

  async #page(): Promise<LogPage | undefined> {
    if (this.#underWay >= BATCHES_MAX) await this.#ends;
    const { feed, limits, pace } = this.#engine;
    const { context, partition } = this.source;
    const most = Math.min(limits.readMax, Math.floor(pace.limit * this.#stride));
    const asked = [context, partition, this.#handed, most] as const;
    // Another replica notes in the store only now and then how far it is.
    const again = this.#handed < this.#waitedFor ? feed.readAgain?.(...asked) : undefined;
    const page = await (again ?? feed.read(...asked));
    if (page?.records.length === most) this.#stride = widened(this.#stride);
    this.#isElsewhere = page?.isElsewhere === true;
    return page;
  }

  #hand({ logId, records }: LogPage): void {
    const { clock, limits, metrics } = this.#engine;
    const began = clock.now();
    const batches: Batch[] = [];
    for (const _ of this.#partitions) batches.push({ entries: [], reads: [], isLazy: true });
    let upTo = this.#handed;
    for (const record of records) {
      this.#fill(batches, record);
      upTo = record.sequence;
    }
    const page = { upTo, logId, ms: (clock.now() - began) / records.length };
    this.#handed = upTo;
    // A log that is replaced while this process runs is another one, too.
    this.#known = [{ [this.#facts.log]: logId, [this.#facts.mark]: upTo }];
    this.#underWay += 1;
    const given: Promise<void>[] = [];
    for (const [to, batch] of batches.entries()) {
      // A partition that has nothing to do moves its watermark only now and then.
      const behind = upTo - (this.#marked[to] ?? 0);
      const isDue = batch.entries.length > 0 || behind >= limits.readMax;
      if (isDue) given.push(this.#give(to, batch, page));
    }
    if (given.length > 0) this.#stride = narrowed(this.#stride, records.length / workIn(batches));
    this.#ends = this.#reach(upTo, [this.#ends, ...given]);
    metrics.add('deliveries', records.length);
  }

  /** Once a batch and all before it are committed. */
  async #reach(sequence: number, ends: readonly Promise<void>[]): Promise<void> {
    await Promise.all(ends);
    this.#underWay -= 1;
    // What another replica did meanwhile was passed over, and nothing of ours is under way.
    if (this.#isStopped) return;
    this.#seen = this.#underWay === 0 ? this.#handed : sequence;
    this.#settle?.();
    if (this.#waiters.size > 0) this.#tellWaiters();
  }

  #tellWaiters(): void {
    for (const waiter of this.#waiters) {
      if (waiter.sequence > this.#seen) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  /** Gives a partition its work as soon as the pace allows. Resolves when it is committed. */
  async #give(to: number, { entries, reads, isLazy }: Batch, page: Page): Promise<void> {
    const { pace } = this.#engine;
    const count = Math.max(1, entries.length);
    let ms = page.ms * count;
    await new Promise<void>((resolve) => {
      const spent = (more: number): void => void (ms += more);
      const work = { ...page, entries, reads: unionOf(reads), isLazy, astray: this.#goneAstray };
      const batch = new BatchJob({ source: this.source, spent, ...work }, () => resolve());
      pace.enter(to, count, () => this.#partitions[to]?.enqueue(batch));
    });
    pace.leave(to, count, ms);
    this.#marked[to] = page.upTo;
  }

  /** Puts the work that a record makes into the batches of its partitions. */
  #fill(batches: readonly Batch[], record: LogRecord): void {
    const { sequence } = record;
    // The turn that made a record of ours may have handled its work in the same partition.
    const isHandled = this.#own !== undefined && sequence <= this.#own.reactedTo;
    if (isHandled && batches.length === 1) return;
    for (const work of workOfRecord(this.#engine, this.source, record)) {
      const to = partitionOf(work.laned.key, batches.length);
      const batch = isHandled && to === this.source.partition ? undefined : batches[to];
      if (batch) add(batch, sequence, work);
    }
  }
}
