// The alarm of a partition: looks at what is due, when it is due.

import type { Engine } from './engine.ts';
import { DueJob, ExpiredJob, LaneJob } from './jobs.ts';
import type { Partition } from './partition.ts';
import type { Drawer, Item } from './ports.ts';

/** The drawers whose items fall due, and how many are taken at a time. */
const watched = ['deadline', 'parked', 'instance', 'process', 'answer'] as const;
const DUE_MAX = 256;
/** Answers that are kept no longer are thrown away without hurry. */
const SWEEP_MS = 600_000;
/** After a failure of the store. */
const AGAIN_MS = 1_000;

export class Alarm {
  readonly #engine: Engine;
  readonly #number: number;
  readonly #partition: () => Partition;
  /** Until this instant only absolute deadlines are sent: people get time after an outage. */
  #graceUntil = 0;
  #isReady = false;
  #isStopped = false;
  #isRinging = false;
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
    this.at(this.#engine.runtime.now());
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
    const delayMs = Math.max(0, instant - this.#engine.runtime.now());
    this.#callOff = this.#engine.runtime.after(delayMs, () => void this.#ring());
  };

  async #ring(): Promise<void> {
    if (this.#isRinging || this.#isStopped) return;
    this.#isRinging = true;
    this.#next = Infinity;
    const now = this.#engine.runtime.now();
    let again = now + AGAIN_MS;
    try {
      for (const drawer of watched) await this.#take(drawer, now);
      again = await this.#nextAfter(now);
    } catch {
      // The store is away; the alarm rings again soon.
    }
    this.#isRinging = false;
    // It looks every now and then: a clock may jump ahead of its timers, and what another replica
    // wrote, or a turn whose answer was lost, is known to the store alone.
    const latest = this.#engine.runtime.now() + this.#engine.limits.safetyPollMs;
    const next = Math.min(again, this.#next, latest);
    this.#callOff();
    this.#next = Infinity;
    this.at(next);
  }

  async #take(drawer: Drawer, now: number): Promise<void> {
    if (drawer === 'deadline' && !this.#isReady) return;
    const items = await this.#engine.store.due(this.#number, drawer, now, DUE_MAX);
    const ripe = items.filter((item) => this.#isRipe(item, now));
    if (ripe.length === 0) return;
    await Promise.all(this.#jobsFor(drawer, ripe));
  }

  #isRipe({ drawer, id }: Item, now: number): boolean {
    if (drawer !== 'deadline' || now >= this.#graceUntil) return true;
    const name = id.slice(0, id.indexOf('/'));
    return this.#engine.registry.context.deadlines[name]?.isAbsolute === true;
  }

  #jobsFor(drawer: Drawer, items: readonly Item[]): readonly Promise<void>[] {
    const { enqueue } = this.#partition();
    const run = (job: (ended: () => void) => Parameters<typeof enqueue>[0]) =>
      new Promise<void>((resolve) => enqueue(job(resolve)));
    if (drawer === 'instance') {
      return items.map(({ id }) => run((ended) => new ExpiredJob(id, ended)));
    }
    if (drawer === 'parked') {
      const lanes = [...new Set(items.flatMap(({ tag }) => tag ?? []))];
      return lanes.map((lane) => run((ended) => new LaneJob(lane, ended)));
    }
    return [run((ended) => new DueJob(items, ended))];
  }

  async #nextAfter(now: number): Promise<number> {
    const { store } = this.#engine;
    const next = await Promise.all(watched.map((drawer) => store.nextDue(this.#number, drawer)));
    const instants = next.map((at = Infinity, index) => {
      if (watched[index] === 'answer') return Math.max(at, now + SWEEP_MS);
      if (watched[index] !== 'deadline') return Math.max(at, now + 1);
      return at <= now ? Math.max(this.#graceUntil, now + AGAIN_MS) : at;
    });
    return Math.min(...instants);
  }
}
