// What waits in a partition until an instance is released: commands that meet an open ask, and
// lanes whose first message may go on when its instance has moved.

import type { Engine, Job } from './engine.ts';
import { subjectInLane } from './ids.ts';
import { LaneJob } from './inbox/jobs.ts';

export class Waiting {
  readonly #engine: Engine;
  readonly #enqueue: (job: Job) => void;
  /** By instance, each with the way to call its end off. */
  readonly #jobs = new Map<string, Map<Job, () => void>>();
  readonly #lanes = new Map<string, Set<string>>();

  constructor(engine: Engine, enqueue: (job: Job) => void) {
    this.#engine = engine;
    this.#enqueue = enqueue;
  }

  /** Whether no job waits. */
  get isEmpty(): boolean {
    return this.#jobs.size === 0;
  }

  /** Keeps a job until its instance is released, as long as it waits: both are bounded. */
  keep(instance: string, job: Job): void {
    const { clock, limits } = this.#engine;
    const jobs = this.#jobs.get(instance) ?? new Map<Job, () => void>();
    const leftMs = (job.waitsUntil ?? Infinity) - clock.now();
    if (jobs.size >= limits.waitingMax || leftMs <= 0) return job.failed('busy');
    const callOff =
      leftMs < Infinity ? clock.after(leftMs, () => this.#giveUp(instance, job)) : () => {};
    jobs.set(job, callOff);
    this.#jobs.set(instance, jobs);
    // Another replica's ask releases nothing here: look again when it must have ended.
    if (jobs.size === 1) clock.after(limits.askTimeoutMs, () => this.release(instance));
  }

  #giveUp(instance: string, job: Job): void {
    const jobs = this.#jobs.get(instance);
    if (!jobs?.delete(job)) return;
    if (jobs.size === 0) this.#jobs.delete(instance);
    job.failed('busy');
  }

  /** Notes a lane that is tried again when its instance is released. */
  watch(lane: string): void {
    const instance = subjectInLane(lane);
    const lanes = this.#lanes.get(instance) ?? new Set();
    this.#lanes.set(instance, lanes.add(lane));
  }

  release(instance: string): void {
    const jobs = this.#jobs.get(instance);
    this.#jobs.delete(instance);
    for (const [job, callOff] of jobs ?? []) {
      callOff();
      this.#enqueue(job);
    }
    const lanes = this.#lanes.get(instance);
    this.#lanes.delete(instance);
    for (const lane of lanes ?? []) this.#enqueue(new LaneJob(lane));
  }

  /** Tells all who wait that they wait in vain. */
  stop(): void {
    const all = [...this.#jobs.values()].flatMap((jobs) => [...jobs]);
    this.#jobs.clear();
    for (const [job, callOff] of all) {
      callOff();
      job.failed('unavailable');
    }
  }
}
