// A partition: a queue of jobs, and one turn after the other. This is group commit: whatever waits
// is done in one transaction, so that the cost of durability is shared.

import type { Health } from './api.ts';
import { Availability } from './availability.ts';
import { reactAtOnce } from './inbox/lanes.ts';
import type { Engine, Job, TurnTools } from './engine.ts';
import type { Instances } from './turn/aggregate-repository.ts';
import { EndJob } from './inbox/jobs.ts';
import { StoreUnavailable, Taken } from './ports.ts';
import type { ReadSet, Turn } from './ports.ts';
import { cacheOf, unionOf, unremembered } from './turn/items.ts';
import type { Cache } from './turn/items.ts';
import type { CountOf } from './turn/counts.ts';
import { Waiting } from './waiting.ts';
import { watermarkFact } from './inbox/watermarks.ts';
import { isUnmoved, runAlone } from './turn/bulkhead.ts';
import type { Broken } from './turn/bulkhead.ts';
import { Workspace } from './turn/workspace.ts';

type Done = {
  readonly workspace: Workspace;
  readonly instances: Instances;
  /** Up to where its own records were handled at once; 0 for none. */
  readonly reactedTo: number;
  readonly wasWritten: boolean;
};

type Missed = { readonly error: StoreUnavailable; readonly isDoubtful: boolean };

export class Partition {
  readonly #engine: Engine;
  readonly #number: number;
  readonly #ownMark: string;
  readonly #wakeAt: (at: number) => void;
  readonly #cache: Cache;
  readonly #countOf: CountOf;
  #queue: Job[] = [];
  readonly #waiting: Waiting;
  #isRunning = false;
  /** Whether the queue holds a job that must not be delayed for batching. */
  #isHurried = false;
  /** Whether what is queued waits for more. */
  #isResting = false;
  #callOffRest: () => void = () => {};
  #isStopped = false;
  /** Up to where this process knows that the partition has handled its own records. */
  reactedTo = 0;
  /** Where the log ended after the last turn, as far as this process knows. */
  #sequence: number | undefined;
  readonly #availability: Availability;
  /** Fewer than the limit while whose work fails a turn is looked for. */
  #turnMax: number;
  /** A job that failed a turn alone. */
  #broken: Broken | undefined;

  constructor(engine: Engine, number: number, wakeAt: (at: number) => void) {
    this.#engine = engine;
    this.#number = number;
    this.#ownMark = watermarkFact({ context: engine.context, partition: number });
    this.#wakeAt = wakeAt;
    this.#availability = new Availability(engine.clock);
    this.#turnMax = engine.limits.turnUnitsMax;
    this.#waiting = new Waiting(engine, (job) => this.enqueue(job));
    this.#countOf = (tag) => engine.store.count('instance', tag);
    this.#cache = cacheOf(engine, number);
  }

  get isIdle(): boolean {
    return !this.#isRunning && this.#queue.length === 0 && this.#waiting.isEmpty;
  }

  /** Whether its turns reach the store. */
  get health(): Health {
    return this.#availability.health;
  }

  get queued(): number {
    return this.#queue.length;
  }

  readonly enqueue = (job: Job): void => {
    if (this.#isStopped) return job.failed('unavailable');
    const isFull = this.#queue.length >= this.#engine.limits.queueMax;
    if (!job.isDurable && (isFull || this.#availability.isAway)) {
      this.#engine.metrics.add('commands_turned_away');
      return job.failed('unavailable');
    }
    this.#queue.push(job);
    if (job.isLazy !== true) this.#isHurried = true;
    this.#start();
  };

  /** Takes nothing more; clients in the queue are answered so. */
  stop(): void {
    this.#isStopped = true;
    if (this.#isResting) this.#callOff();
    for (const job of this.#queue.splice(0)) job.failed('unavailable');
    this.#waiting.stop();
  }

  /** A turn begins soon, or a little later when every job in the queue may wait. */
  #start(): void {
    if (this.#isRunning || this.#queue.length === 0) return;
    const { clock, limits, pace } = this.#engine;
    if (this.#isHurried) {
      if (this.#isResting) this.#callOff();
      this.#isRunning = true;
      if (pace.isTired) pace.rest((run) => clock.soon(run), this.#run);
      else clock.soon(this.#run);
    } else if (!this.#isResting) {
      this.#isResting = true;
      this.#callOffRest = clock.after(limits.lazyMs, () => {
        this.#isResting = false;
        this.#isHurried = true;
        this.#start();
      });
    }
  }

  #callOff(): void {
    this.#callOffRest();
    this.#isResting = false;
  }

  readonly #run = (): void => {
    const jobs = this.#queue.splice(0, this.#turnMax);
    this.#isHurried = this.#queue.some(({ isLazy }) => isLazy !== true);
    // While the store is away, an empty turn finds out whether it is back.
    if ((jobs.length === 0 && !this.#availability.isAway) || this.#isStopped) {
      this.#isRunning = false;
      return;
    }
    void this.#turn(jobs);
  };

  /** One turn. The next one begins behind it, or after a while if it has failed. */
  async #turn(jobs: readonly Job[]): Promise<void> {
    let done: Done | undefined;
    try {
      const reads: ReadSet[] = [];
      for (const job of jobs) reads.push(job.reads());
      const wanted = unionOf(reads);
      const { store } = this.#engine;
      const work = async (turn: Turn): Promise<void> => {
        const workspace = new Workspace(turn, this.#cache, this.#countOf);
        const tools = this.#tools(workspace);
        done = { workspace, instances: tools.instances, reactedTo: 0, wasWritten: false };
        const reading = workspace.load(wanted);
        if (reading) await reading;
        for (const job of jobs) {
          const working = runAlone(job, tools, this.#broken);
          if (working) await working;
        }
        const reactedTo = await reactAtOnce(tools);
        // Only what is written proves that a store which was away can be written again.
        const isChanged = workspace.appended.length > 0 || workspace.wayBack.length > 0;
        if (!isChanged && !this.#availability.isAway) return;
        done = { ...done, reactedTo, wasWritten: true };
        await turn.write(workspace.changes());
      };
      await store.turn(this.#number, work, store.readsAhead && unremembered(this.#cache, wanted));
    } catch (error) {
      const written = done?.wasWritten ? done.workspace : undefined;
      return this.#runAfter(await this.#failed(error, jobs, written));
    }
    const { failures, conflicts } = this.#availability;
    if (failures + conflicts > 0) this.#availability.reached();
    this.#turnMax = Math.min(this.#engine.limits.turnUnitsMax, this.#turnMax * 2);
    this.#broken = undefined;
    if (done) this.#committed(done, jobs);
    this.#isRunning = false;
    this.#start();
  }

  #runAfter(delayMs: number): void {
    // With an empty queue nothing else would find out that the store is back.
    const isTriedAgain = delayMs > 0 || this.#availability.isAway;
    if (isTriedAgain) this.#engine.clock.after(delayMs, this.#run);
    else this.#isRunning = false;
    this.#start();
  }

  #committed({ workspace, instances, reactedTo, wasWritten }: Done, jobs: readonly Job[]): void {
    const { metrics, context, listeners } = this.#engine;
    const { head, appended } = workspace;
    // Records that this process has not seen: those of another, or of a turn in doubt.
    if (this.#sequence !== undefined && head.sequence > this.#sequence) {
      this.#engine.moved(this.#number);
    }
    this.#sequence = head.sequence;
    if (wasWritten) {
      this.#sequence += appended.length;
      this.reactedTo = Math.max(this.reactedTo, reactedTo);
      workspace.remember(instances.values());
      metrics.add('turns');
      metrics.add('records', appended.length);
    }
    metrics.add('jobs', jobs.length);
    for (const job of jobs) job.done();
    for (const run of workspace.afterwards) run();
    for (const record of appended) {
      const placed = { ...record, partition: this.#number };
      const notice = { is: 'record', context, record: placed } as const;
      for (const listener of listeners) listener(notice);
    }
  }

  async #failed(error: unknown, jobs: readonly Job[], written?: Workspace): Promise<number> {
    this.#cache.forget();
    this.#engine.metrics.add('turns_failed');
    if (error instanceof Taken) return this.#overtaken(jobs);
    const isDoubtful =
      written !== undefined && !(await isUnmoved(this.#engine.store, this.#number, written.head));
    if (isDoubtful) for (const job of jobs) job.doubt?.(written.head.sequence);
    if (!(error instanceof StoreUnavailable)) return this.#halve(jobs, error);
    return this.#missed(jobs, { error, isDoubtful });
  }

  /** As long as it is not known whether a command was committed, its sender cannot be answered. */
  #missed(jobs: readonly Job[], { error, isDoubtful }: Missed): number {
    const delayMs = this.#availability.missed(error);
    if (this.#availability.failures === 1) this.#report(error);
    const isHopeless = !isDoubtful && this.#availability.isHopeless;
    this.#again(jobs, isHopeless ? 'unavailable' : undefined);
    if (isHopeless) this.#turnAway();
    return delayMs;
  }

  /** Whose work is in the way of another's is found by halves; the others go on without it. */
  #overtaken(jobs: readonly Job[]): number {
    const delayMs = this.#availability.overtaken();
    const isAlone = jobs.length === 1;
    this.#turnMax = Math.max(1, jobs.length >> 1);
    const isHopeless =
      isAlone && this.#availability.conflicts > this.#engine.limits.conflictRetries;
    this.#again(jobs, isHopeless ? 'conflict' : undefined);
    return delayMs;
  }

  /** Whose work breaks a turn is found by halves; a job that breaks it alone is stopped. */
  #halve(jobs: readonly Job[], cause: unknown): number {
    const [job, another] = jobs;
    this.#report(cause);
    this.#turnMax = Math.max(1, jobs.length >> 1);
    if (job && !another) this.#broken = { job, cause };
    this.#again(jobs, undefined);
    return this.#availability.broken();
  }

  /** Takes jobs up again; those with a waiting client only while there is hope. */
  #again(jobs: readonly Job[], hopeless: 'conflict' | 'unavailable' | undefined): void {
    const kept = jobs.filter((job) => hopeless === undefined || job.isDurable);
    this.#queue.unshift(...kept);
    if (hopeless === undefined) return;
    for (const job of jobs) if (!job.isDurable) job.failed(hopeless);
  }

  /** Answers the clients that wait behind a store that is away. */
  #turnAway(): void {
    const waiting = this.#queue.filter(({ isDurable }) => !isDurable);
    this.#queue = this.#queue.filter(({ isDurable }) => isDurable);
    for (const job of waiting) job.failed('unavailable');
  }

  #report(cause: unknown): void {
    const { newCommandId, context, report } = this.#engine;
    const what = `A turn of partition ${this.#number} could not be committed.`;
    report({ id: newCommandId(), context, what, cause });
  }

  #tools(workspace: Workspace): TurnTools {
    const { afterwards } = workspace;
    const instances: Instances = new Map();
    const now = this.#engine.clock.now();
    return {
      engine: this.#engine,
      partition: this.#number,
      ownMark: this.#ownMark,
      workspace,
      instances,
      now,
      today: this.#engine.calendar.dayOf(now),
      lookUps: undefined,
      wakeAt: (at) => void afterwards.push(() => this.#wakeAt(at)),
      watch: (lane) => void afterwards.push(() => this.#waiting.watch(lane)),
      release: (instance) => {
        // Else nothing waits, and nothing is about to.
        if (this.#waiting.instances.size > 0 || afterwards.length > 0) {
          afterwards.push(() => this.#waiting.release(instance));
        }
      },
      keepWaiting: (instance, job) => void afterwards.push(() => this.#waiting.keep(instance, job)),
      takeEnd: (place, end) => this.enqueue(new EndJob(place, end)),
    };
  }
}
