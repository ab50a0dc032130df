// The scheduler of a partition: looks at what is due, when it is due.

import type { Engine, Job } from '../engine.ts';
import { DeadlineJob, ExpiredJob, LaneJob, SweepJob } from '../inbox/jobs.ts';
import { deadlineNameIn } from '../ids.ts';
import type { JobEnd } from '../inbox/jobs.ts';
import type { Partition } from '../partition.ts';
import type { Collection, Item } from '../ports.ts';

/** The collections whose items fall due, and how many are taken at a time. */
const watched = ['deadline', 'parked', 'instance', 'process', 'answer'] as const;
const DUE_MAX = 256;
/** Answers that are kept no longer are thrown away without hurry. */
const SWEEP_MS = 600_000;
/** After a failure of the store, or of a job. */
const AGAIN_MS = 1_000;

export class Scheduler {
  readonly #engine: Engine;
  readonly #number: number;
  readonly #partition: () => Partition;
  /** Until this instant only absolute deadlines are sent: people get time after an outage. */
  #graceUntil = 0;
  #isReady = false;
  #isStopped = false;
  #isRinging = false;
  /** Whether there were as many answers to throw away as are taken at a time. */
  #isSweeping = false;
  #next = Infinity;
  #callOff: () => void = () => {};

  constructor(engine: Engine, number: number, partition: () => Partition) {
    this.#engine = engine;
    this.#number = number;
    this.#partition = partition;
  }

  /** Deadlines wait until the backlog of events has been read. */
  begin(graceUntil: number): void {
    this.#graceUntil = graceUntil;
    this.#isReady = true;
    this.at(this.#engine.clock.now());
  }

  stop(): void {
    this.#isStopped = true;
    this.#callOff();
  }

  get isRinging(): boolean {
    return this.#isRinging;
  }

  readonly at = (instant: number): void => {
    if (this.#isStopped || instant >= this.#next) return;
    this.#callOff();
    this.#next = instant;
    const delayMs = Math.max(0, instant - this.#engine.clock.now());
    this.#callOff = this.#engine.clock.after(delayMs, () => void this.#ring());
  };

  async #ring(): Promise<void> {
    if (this.#isRinging || this.#isStopped) return;
    this.#isRinging = true;
    this.#next = Infinity;
    const now = this.#engine.clock.now();
    let again = now + AGAIN_MS;
    try {
      const ends: JobEnd[] = [];
      for (const collection of watched) ends.push(...(await this.#take(collection, now)));
      again = await this.#nextAfter(now);
      // More answers have run out than were taken at once: they do not wait for the next sweep.
      if (this.#isSweeping) again = Math.min(again, now + 1);
      if (ends.includes('stopped')) again = Math.max(again, now + AGAIN_MS);
    } catch {
      // The store is away; the scheduler rings again soon.
    }
    this.#isRinging = false;
    // It looks every now and then: a clock may jump ahead of its timers, and what another replica
    // wrote, or a turn whose answer was lost, is known to the store alone.
    const latest = this.#engine.clock.now() + this.#engine.limits.safetyPollMs;
    const next = Math.min(again, this.#next, latest);
    this.#callOff();
    this.#next = Infinity;
    this.at(next);
  }

  async #take(collection: Collection, now: number): Promise<readonly JobEnd[]> {
    if (collection === 'deadline' && !this.#isReady) return [];
    const items = await this.#engine.store.due(this.#number, collection, now, DUE_MAX);
    if (collection === 'answer') this.#isSweeping = items.length === DUE_MAX;
    const ripe = items.filter((item) => this.#isRipe(item, now));
    return ripe.length === 0 ? [] : Promise.all(this.#jobsFor(collection, ripe));
  }

  #isRipe({ collection, id }: Item, now: number): boolean {
    if (collection !== 'deadline' || now >= this.#graceUntil) return true;
    const name = deadlineNameIn(id);
    return this.#engine.registry.deadlineNamed(name)?.isAbsolute === true;
  }

  #jobsFor(collection: Collection, items: readonly Item[]): readonly Promise<JobEnd>[] {
    const { enqueue } = this.#partition();
    const run = (job: (ended: (end: JobEnd) => void) => Job) =>
      new Promise<JobEnd>((resolve) => enqueue(job(resolve)));
    if (collection === 'deadline') {
      return items.map((item) => run((ended) => new DeadlineJob(item, ended)));
    }
    if (collection === 'instance') {
      return items.map(({ id }) => run((ended) => new ExpiredJob(id, ended)));
    }
    if (collection === 'parked') {
      const lanes = [...new Set(items.flatMap(({ tag }) => tag ?? []))];
      return lanes.map((lane) => run((ended) => new LaneJob(lane, ended)));
    }
    return [run((ended) => new SweepJob(items, ended))];
  }

  async #nextAfter(now: number): Promise<number> {
    const { store } = this.#engine;
    const next = await Promise.all(
      watched.map((collection) => store.nextDue(this.#number, collection)),
    );
    const instants = next.map((at = Infinity, index) => {
      if (watched[index] === 'answer') return Math.max(at, now + SWEEP_MS);
      if (watched[index] !== 'deadline') return Math.max(at, now + 1);
      return at <= now ? Math.max(this.#graceUntil, now + AGAIN_MS) : at;
    });
    return Math.min(...instants);
  }
}
