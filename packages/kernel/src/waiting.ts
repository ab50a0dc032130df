// What waits in a partition until an instance is released: commands that meet an open ask, and
// lanes whose first message may go on when its instance has moved.

import type { Engine, Job } from './engine.ts';
import { subjectInLane } from './ids.ts';
import { LaneJob } from './inbox/jobs.ts';

export class Waiting {
  readonly #engine: Engine;
  readonly #enqueue: (job: Job) => void;
  readonly #jobs = new Map<string, Job[]>();
  readonly #lanes = new Map<string, Set<string>>();

  constructor(engine: Engine, enqueue: (job: Job) => void) {
    this.#engine = engine;
    this.#enqueue = enqueue;
  }

  /** Whether no job waits. */
  get isEmpty(): boolean {
    return this.#jobs.size === 0;
  }

  /** Keeps a job until its instance is released; bounded. */
  keep(instance: string, job: Job): void {
    const jobs = this.#jobs.get(instance) ?? [];
    const { clock, limits } = this.#engine;
    if (jobs.length >= limits.waitingMax) return job.failed('unavailable');
    jobs.push(job);
    this.#jobs.set(instance, jobs);
    // Another replica's ask releases nothing here: look again when it must have ended.
    if (jobs.length === 1) clock.after(limits.askTimeoutMs, () => this.release(instance));
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
    for (const job of jobs ?? []) this.#enqueue(job);
    const lanes = this.#lanes.get(instance);
    this.#lanes.delete(instance);
    for (const lane of lanes ?? []) this.#enqueue(new LaneJob(lane));
  }

  /** Tells all who wait that they wait in vain. */
  stop(): void {
    for (const jobs of this.#jobs.values()) for (const job of jobs) job.failed('unavailable');
    this.#jobs.clear();
  }
}
