// A consumer follows one partition of one context's log, and hands what concerns this context to
// its own partitions. Each of them keeps its own watermark, in the transaction of the effects: what
// is delivered again is known again, for ever. A watermark counts one log: a consumer that meets
// another one, or one that ends before its watermark, follows it no further.

import type { Trouble } from '../api.ts';
import type { Engine } from '../engine.ts';
import { partitionOf } from '../ids.ts';
import { BatchJob } from './jobs.ts';
import type { Partition } from '../partition.ts';
import type { Head, LogPage, LogRecord } from '../ports.ts';
import { workOfRecord } from './record-work.ts';
import type { Work } from './routing.ts';
import { ReadSetBuilder } from '../turn/items.ts';
import { knownPart } from '../turn/lifting.ts';
import type { Laned } from '../turn/messages.ts';
import { logFact, watermarkFact, watermarkIn, wordsForWrongLog, wrongLog } from './watermarks.ts';
import type { Source, WrongLog } from './watermarks.ts';

type Entry = { readonly sequence: number; readonly laned: readonly Laned[] };

/** The work of one partition, and what is worth reading for it in one go. */
type Batch = {
  readonly entries: Entry[];
  readonly reads: ReadSetBuilder;
  isLazy: boolean;
};

const emptyBatch = (): Batch => ({ entries: [], reads: new ReadSetBuilder(), isLazy: true });

const fill = (batch: Batch | undefined, sequence: number, work: readonly Work[]): void => {
  if (!batch) return;
  batch.entries.push({ sequence, laned: work.map(({ laned }) => laned) });
  for (const { wants, isLazy = false } of work) {
    batch.reads.add(wants);
    batch.isLazy &&= isLazy;
  }
};

const nothingToDo: ReadonlyMap<number, readonly Work[]> = new Map();

/** Batches that may be under way at a time: one that may wait holds up none that may not. */
const BATCHES_MAX = 16;

export class Consumer {
  readonly #engine: Engine;
  readonly #source: Source;
  readonly #partitions: readonly Partition[];
  /** Handed over up to here. */
  #handed = 0;
  /** Handed over and committed up to here. */
  #seen = 0;
  /** Batches that are handed over and not committed. */
  #underWay = 0;
  /** Resolves when the last batch is committed. */
  #ends: Promise<void> = Promise.resolve();
  /** Whether there may be something new since the last reading began. */
  #isCalled = false;
  /** The watermark of each partition of ours, as far as this process moved it. */
  readonly #marked: number[] = [];
  #isAwake = false;
  #isStopped = false;
  #isStarted = false;
  readonly #unfollow: () => void;
  #stopPolling: () => void = () => {};
  /** What is known of the log: the facts of our heads, and later what this process has met. */
  #known: readonly Head['facts'][] = [];
  #logId: string | undefined;
  #mustCheck = true;
  #trouble: Trouble | undefined;
  readonly #waiters = new Set<{ readonly sequence: number; readonly resolve: () => void }>();

  constructor(engine: Engine, source: Source, partitions: readonly Partition[]) {
    this.#engine = engine;
    this.#source = source;
    this.#partitions = partitions;
    this.#unfollow = engine.feed.follow(source.context, source.partition, () => this.#wake());
  }

  /** Goes on from the watermarks in the store: another replica may have moved them. */
  async #catchUp(): Promise<void> {
    const { store } = this.#engine;
    const heads = await Promise.all(this.#partitions.map((_, number) => store.head(number)));
    this.#known = heads.map(({ facts }) => facts);
    const marked = this.#known.map((facts) => watermarkIn(facts, this.#source));
    this.#marked.splice(0, Infinity, ...marked);
    this.#handed = Math.max(this.#handed, Math.min(...marked));
    if (this.#underWay === 0) this.#reachTo(this.#handed);
  }

  async start(): Promise<void> {
    await this.#catchUp();
    this.#isStarted = true;
    this.#wake();
    this.#poll();
  }

  get source(): Source {
    return this.#source;
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

  /** Whether everything that is in the log has taken effect here. */
  async isCaughtUp(): Promise<boolean> {
    if (!this.isIdle) return false;
    const end = await this.#engine.feed.end(this.#source.context, this.#source.partition);
    return !end || end.sequence <= this.#seen;
  }

  /** Resolves when everything up to a sequence has taken effect here. */
  reached(sequence: number): Promise<void> {
    if (this.#seen >= sequence) return Promise.resolve();
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

  #wake(): void {
    this.#isCalled = true;
    if (this.#isAwake || this.#isStopped || !this.#isStarted) return;
    this.#isAwake = true;
    void this.#drain();
  }

  async #drain(): Promise<void> {
    try {
      while (this.#isCalled && !this.#isStopped) {
        this.#isCalled = false;
        if (this.#mustCheck) await this.#check();
        for (let page = await this.#read(); page; page = await this.#read()) {
          await this.#hand(page);
        }
      }
    } catch {
      // The feed is away. The wake-up of its return, or the poll, begins again from here.
    }
    this.#isAwake = false;
  }

  /** Looks whether the log is the one that was followed, and reaches as far as that did. */
  async #check(): Promise<void> {
    const { context, partition } = this.#source;
    // Our own log lies in one store with its watermarks.
    if (context === this.#engine.context) return;
    const end = await this.#engine.feed.end(context, partition);
    if (!end) return;
    const wrong = wrongLog(this.#known, this.#source, end);
    if (!wrong) this.#trouble = undefined;
    else this.#trouble ??= this.#report(wrong);
    if (!wrong) {
      this.#logId = end.logId;
      await this.#engine.followers.meet(this.#source, end);
    }
    this.#mustCheck = false;
  }

  #goneAstray(facts: Head['facts']): void {
    this.#known = [...this.#known, facts];
    this.#mustCheck = true;
    this.#wake();
  }

  #report(wrong: WrongLog): Trouble {
    const { newCommandId, context, report, clock } = this.#engine;
    const words = wordsForWrongLog(context, wrong);
    report({ id: newCommandId(), context, what: words.en, cause: wrong });
    return { is: 'log', of: wrong.context, since: clock.now(), ...words };
  }

  /** The next records; nothing, when there are none, or none that belong to the log. */
  async #read(): Promise<LogPage | undefined> {
    if (this.#isStopped || this.#trouble) return undefined;
    const { feed, limits } = this.#engine;
    const { context, partition } = this.#source;
    const page = await feed.read(context, partition, this.#handed, limits.readMax);
    if (!page || page.records.length === 0) return undefined;
    if (page.logId === (this.#logId ??= page.logId)) return this.#knownPart(page);
    await this.#check();
    return undefined;
  }

  /** A newer version of the wall handles the rest; what it has done is passed at the next look. */
  async #knownPart({ logId, records }: LogPage): Promise<LogPage | undefined> {
    const known = knownPart(this.#engine.registry, this.#source.context, records);
    if (known.length > 0) return { logId, records: known };
    await this.#catchUp();
    return undefined;
  }

  async #hand({ logId, records }: LogPage): Promise<void> {
    const batches = this.#partitions.map(emptyBatch);
    for (const record of records) {
      for (const [to, work] of this.#workOf(record)) fill(batches[to], record.sequence, work);
    }
    const upTo = records.at(-1)?.sequence ?? this.#handed;
    this.#handed = upTo;
    this.#remember(logId, upTo);
    this.#underWay += 1;
    const given = Promise.all(batches.map((batch, to) => this.#give(to, batch, { upTo, logId })));
    this.#ends = this.#ends.then(() => given).then(() => this.#reach(upTo));
    this.#engine.metrics.add('deliveries', records.length);
    if (this.#underWay >= BATCHES_MAX) await this.#ends;
  }

  /** A log that is replaced while this process runs is another one, too. */
  #remember(logId: string, upTo: number): void {
    const { context, partition } = this.#source;
    this.#known = [{ [logFact(context)]: logId, [watermarkFact({ context, partition })]: upTo }];
  }

  #reach(sequence: number): void {
    this.#underWay -= 1;
    // What another replica did meanwhile was passed over, and nothing of ours is under way.
    if (!this.#isStopped) this.#reachTo(this.#underWay === 0 ? this.#handed : sequence);
  }

  #reachTo(sequence: number): void {
    this.#seen = sequence;
    for (const waiter of this.#waiters) {
      if (waiter.sequence > sequence) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  /** A partition that has nothing to do moves its watermark only now and then. */
  async #give(
    to: number,
    { entries, reads, isLazy }: Batch,
    { upTo, logId }: { readonly upTo: number; readonly logId: string },
  ): Promise<void> {
    const behind = upTo - (this.#marked[to] ?? 0);
    if (entries.length === 0 && behind < this.#engine.limits.readMax) return;
    await new Promise<void>((resolve) => {
      const astray = (facts: Head['facts']): void => this.#goneAstray(facts);
      const batch = { source: this.#source, logId, entries, upTo, reads, isLazy, astray };
      this.#partitions[to]?.enqueue(new BatchJob(batch, () => resolve()));
    });
    this.#marked[to] = upTo;
  }

  /** The work that a record makes, by partition of this context, in the record's order. */
  #workOf(record: LogRecord): ReadonlyMap<number, readonly Work[]> {
    const done = this.#doneAtOnce(record);
    if (done !== undefined && this.#partitions.length === 1) return nothingToDo;
    const byPartition = new Map<number, Work[]>();
    for (const work of workOfRecord(this.#engine, this.#source, record)) {
      const to = partitionOf(work.laned.key, this.#partitions.length);
      if (to === done) continue;
      const known = byPartition.get(to);
      if (known) known.push(work);
      else byPartition.set(to, [work]);
    }
    return byPartition;
  }

  /** The partition of ours in which a record of its own was handled by the turn that made it. */
  #doneAtOnce({ sequence }: LogRecord): number | undefined {
    const { context, partition, reader } = this.#source;
    if (context !== this.#engine.context || reader !== undefined) return undefined;
    return sequence <= (this.#partitions[partition]?.reactedTo ?? 0) ? partition : undefined;
  }
}
