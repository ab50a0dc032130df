// What waits in a partition until an instance is released: commands that meet an open ask, and
// lanes whose first message may go on when its instance has moved.

import type { Engine, Job } from './engine.ts';
import { subjectInLane } from './ids.ts';
import { LaneJob } from './inbox/jobs.ts';

type Waiters = {
  /** Each with the way to call its end off. */
  readonly jobs: Map<Job, () => void>;
  readonly lanes: Set<string>;
};

export class Waiting {
  readonly #engine: Engine;
  readonly #enqueue: (job: Job) => void;
  readonly #waiters = new Map<string, Waiters>();
  /** The instances for which something waits. */
  readonly instances: { readonly size: number } = this.#waiters;

  constructor(engine: Engine, enqueue: (job: Job) => void) {
    this.#engine = engine;
    this.#enqueue = enqueue;
  }

  /** Whether no job waits. */
  get isEmpty(): boolean {
    return this.#waiters.values().every(({ jobs }) => jobs.size === 0);
  }

  #waitersFor(instance: string): Waiters {
    const known = this.#waiters.get(instance);
    if (known) return known;
    const waiters = { jobs: new Map<Job, () => void>(), lanes: new Set<string>() };
    this.#waiters.set(instance, waiters);
    return waiters;
  }

  /** Keeps a job until its instance is released, as long as it waits: both are bounded. */
  keep(instance: string, job: Job): void {
    const { clock, limits } = this.#engine;
    const { jobs } = this.#waitersFor(instance);
    const leftMs = (job.waitsUntil ?? Infinity) - clock.now();
    if (jobs.size >= limits.waitingMax || leftMs <= 0) {
      this.#forgetIfDone(instance);
      return job.failed('busy');
    }
    const callOff =
      leftMs < Infinity ? clock.after(leftMs, () => this.#giveUp(instance, job)) : () => {};
    jobs.set(job, callOff);
    // Another replica's ask releases nothing here: look again when it must have ended.
    if (jobs.size === 1) clock.after(limits.askTimeoutMs, () => this.release(instance));
  }

  #giveUp(instance: string, job: Job): void {
    if (this.#waiters.get(instance)?.jobs.delete(job) !== true) return;
    this.#forgetIfDone(instance);
    job.failed('busy');
  }

  #forgetIfDone(instance: string): void {
    const { jobs, lanes } = this.#waitersFor(instance);
    if (jobs.size === 0 && lanes.size === 0) this.#waiters.delete(instance);
  }

  /** Notes a lane that is tried again when its instance is released. */
  watch(lane: string): void {
    this.#waitersFor(subjectInLane(lane)).lanes.add(lane);
  }

  release(instance: string): void {
    const waiters = this.#waiters.get(instance);
    if (!waiters) return;
    this.#waiters.delete(instance);
    for (const [job, callOff] of waiters.jobs) {
      callOff();
      this.#enqueue(job);
    }
    for (const lane of waiters.lanes) this.#enqueue(new LaneJob(lane));
  }

  /** Tells all who wait that they wait in vain. */
  stop(): void {
    const all = [...this.#waiters.values()].flatMap(({ jobs }) => [...jobs]);
    for (const { jobs } of this.#waiters.values()) jobs.clear();
    for (const [job, callOff] of all) {
      callOff();
      job.failed('unavailable');
    }
  }
}
