// A partition: a queue of jobs, and one turn after the other. This is group commit: whatever waits
// is done in one transaction, so that the cost of durability is shared.

import { reactAtOnce } from './inbox/local-delivery.ts';
import type { Engine, Job, TurnTools } from './engine.ts';
import { instanceIn, partitionOf, subjectInLane } from './ids.ts';
import { AggregateRepository } from './turn/aggregate-repository.ts';
import { EndJob, LaneJob } from './inbox/jobs.ts';
import { lookUpsIn } from './commands/knowledge.ts';
import { StoreUnavailable, Taken } from './ports.ts';
import type { ReadSet } from './ports.ts';
import { Cache, ReadSetBuilder } from './turn/items.ts';
import { Workspace } from './turn/workspace.ts';

const STORE_RETRY_FIRST_MS = 10;
const STORE_RETRY_MOST_MS = 2_000;
/** After so many turns that could not begin, a client is told. */
const STORE_TRIES_MAX = 5;

type Done = {
  readonly workspace: Workspace;
  readonly instances: AggregateRepository;
  /** Up to where its own records were handled at once; 0 for none. */
  readonly reactedTo: number;
  readonly wasWritten: boolean;
};

export class Partition {
  readonly #engine: Engine;
  readonly #number: number;
  readonly #wakeAt: (at: number) => void;
  readonly #cache: Cache;
  #queue: Job[] = [];
  /** Jobs that wait until an instance is released. */
  readonly #waiting = new Map<string, Job[]>();
  /** Lanes that are tried again when an instance is released. */
  readonly #watched = new Map<string, Set<string>>();
  #isRunning = false;
  /** Whether something in the queue is in a hurry. */
  #isHurried = false;
  /** Whether what is queued waits for more. */
  #isResting = false;
  #callOffRest: () => void = () => {};
  #isStopped = false;
  #tries = 0;
  #reactedTo = 0;
  /** Where the log ended after the last turn, as far as this process knows. */
  #sequence: number | undefined;

  constructor(engine: Engine, number: number, wakeAt: (at: number) => void) {
    this.#engine = engine;
    this.#number = number;
    this.#wakeAt = wakeAt;
    const { partitions } = engine.store;
    this.#cache = new Cache(
      (id) => partitions === 1 || partitionOf(instanceIn(id).key, partitions) === number,
    );
  }

  get isIdle(): boolean {
    return !this.#isRunning && this.#queue.length === 0 && this.#waiting.size === 0;
  }

  /** Up to where this process knows that the partition has handled its own records. */
  get reactedTo(): number {
    return this.#reactedTo;
  }

  get queued(): number {
    return this.#queue.length;
  }

  readonly enqueue = (job: Job): void => {
    if (this.#isStopped) return job.failed('unavailable');
    if (!job.isDurable && this.#queue.length >= this.#engine.limits.queueMax) {
      this.#engine.metrics.add('commands_turned_away');
      return job.failed('unavailable');
    }
    this.#queue.push(job);
    if (job.isLazy !== true) this.#isHurried = true;
    this.#start();
  };

  /** Takes nothing more; what is queued by clients is told so. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff();
    for (const job of this.#queue.splice(0)) job.failed('unavailable');
    for (const jobs of this.#waiting.values()) for (const job of jobs) job.failed('unavailable');
    this.#waiting.clear();
  }

  /** A turn begins soon, or a little later when nothing in the queue is in a hurry. */
  #start(): void {
    if (this.#isRunning || this.#queue.length === 0) return;
    const { clock, limits } = this.#engine;
    if (this.#isHurried) {
      this.#callOff();
      this.#isRunning = true;
      clock.soon(this.#run);
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
    if (this.#isResting) this.#callOffRest();
    this.#isResting = false;
  }

  readonly #run = (): void => {
    const jobs = this.#queue.splice(0, this.#engine.limits.turnUnitsMax);
    this.#isHurried = this.#queue.some(({ isLazy }) => isLazy !== true);
    if (jobs.length === 0 || this.#isStopped) {
      this.#isRunning = false;
      return;
    }
    void this.#turn(jobs).then((delayMs) => {
      if (delayMs > 0) {
        this.#engine.clock.after(delayMs, this.#run);
        return;
      }
      this.#isRunning = false;
      this.#start();
    });
  };

  /** One turn. Resolves to how long to wait before the next one. */
  async #turn(jobs: readonly Job[]): Promise<number> {
    let done: Done | undefined;
    try {
      await this.#engine.store.turn(this.#number, async (turn) => {
        const workspace = new Workspace(turn, this.#cache);
        const tools = this.#tools(workspace);
        done = { workspace, instances: tools.instances, reactedTo: 0, wasWritten: false };
        await workspace.load(together(jobs));
        for (const job of jobs) {
          const working = job.work(tools);
          if (working) await working;
        }
        const reactedTo = await reactAtOnce(tools);
        if (!workspace.isChanged) return;
        done = { ...done, reactedTo, wasWritten: true };
        await turn.write(workspace.changes());
      });
    } catch (error) {
      return this.#failed(error, jobs, done?.wasWritten ? done.workspace : undefined);
    }
    this.#tries = 0;
    if (done) this.#committed(done, jobs);
    return 0;
  }

  #committed({ workspace, instances, reactedTo, wasWritten }: Done, jobs: readonly Job[]): void {
    const { metrics, context, notify } = this.#engine;
    this.#noteMoved(workspace, wasWritten);
    if (wasWritten) {
      this.#reactedTo = Math.max(this.#reactedTo, reactedTo);
      workspace.remember(instances.ledgers);
      metrics.add('turns');
      metrics.add('records', workspace.appended.length);
    }
    metrics.add('jobs', jobs.length);
    for (const job of jobs) job.done();
    for (const run of workspace.afterwards) run();
    for (const record of workspace.appended) {
      notify({ is: 'record', context, record: { ...record, partition: this.#number } });
    }
  }

  /** Records that this process was not told of: those of another, or of a turn in doubt. */
  #noteMoved({ head, sequence }: Workspace, wasWritten: boolean): void {
    if (this.#sequence !== undefined && head.sequence > this.#sequence) {
      this.#engine.moved(this.#number);
    }
    this.#sequence = wasWritten ? sequence : head.sequence;
  }

  #failed(error: unknown, jobs: readonly Job[], doubtful: Workspace | undefined): number {
    this.#cache.forget();
    this.#tries += 1;
    this.#engine.metrics.add('turns_failed');
    if (error instanceof Taken) {
      const isHopeless = this.#tries > this.#engine.limits.conflictRetries;
      this.#again(jobs, isHopeless ? 'conflict' : undefined);
      return 0;
    }
    if (!(error instanceof StoreUnavailable) || this.#tries === 1) this.#report(error);
    this.#away(jobs, doubtful);
    return Math.min(STORE_RETRY_MOST_MS, STORE_RETRY_FIRST_MS * 2 ** Math.min(this.#tries, 20));
  }

  /** As long as it is not known whether a command was committed, nobody can be told. */
  #away(jobs: readonly Job[], doubtful: Workspace | undefined): void {
    if (doubtful) for (const job of jobs) job.doubt?.(doubtful.head.sequence);
    const isHopeless = this.#tries > STORE_TRIES_MAX && !doubtful;
    this.#again(jobs, isHopeless ? 'unavailable' : undefined);
  }

  /** Takes jobs up again; those that somebody waits for only while there is hope. */
  #again(jobs: readonly Job[], hopeless: 'conflict' | 'unavailable' | undefined): void {
    const kept = jobs.filter((job) => hopeless === undefined || job.isDurable);
    this.#queue.unshift(...kept);
    if (hopeless === undefined) return;
    for (const job of jobs) if (!job.isDurable) job.failed(hopeless);
  }

  #report(cause: unknown): void {
    const { newCommandId, context, report } = this.#engine;
    const what = `A turn of partition ${this.#number} could not be committed.`;
    report({ id: newCommandId(), context, what, cause });
  }

  #tools(workspace: Workspace): TurnTools {
    const later = (run: () => void) => void workspace.afterwards.push(run);
    const instances = new AggregateRepository(workspace);
    const now = this.#engine.clock.now();
    return {
      engine: this.#engine,
      partition: this.#number,
      workspace,
      instances,
      now,
      today: this.#engine.calendar.dayOf(now),
      lookUps: lookUpsIn(this.#engine, workspace, instances),
      wakeAt: (at) => later(() => this.#wakeAt(at)),
      watch: (lane) => later(() => this.#watch(lane)),
      release: (instance) => later(() => this.#release(instance)),
      keepWaiting: (instance, job) => later(() => this.#keep(instance, job)),
      takeAnswer: (place, answered) => this.enqueue(new EndJob(place, answered)),
      takeCall: (place, isDone) => this.enqueue(new EndJob(place, isDone)),
    };
  }

  #watch(lane: string): void {
    const instance = subjectInLane(lane);
    const lanes = this.#watched.get(instance) ?? new Set();
    this.#watched.set(instance, lanes.add(lane));
  }

  #keep(instance: string, job: Job): void {
    const jobs = this.#waiting.get(instance) ?? [];
    if (jobs.length >= this.#engine.limits.waitingMax) return job.failed('unavailable');
    jobs.push(job);
    this.#waiting.set(instance, jobs);
    // Another replica's ask releases nothing here: look again when it must have ended.
    if (jobs.length === 1) {
      this.#engine.clock.after(this.#engine.limits.askTimeoutMs, () => this.#release(instance));
    }
  }

  #release(instance: string): void {
    const jobs = this.#waiting.get(instance);
    this.#waiting.delete(instance);
    for (const job of jobs ?? []) this.enqueue(job);
    const lanes = this.#watched.get(instance);
    this.#watched.delete(instance);
    for (const lane of lanes ?? []) this.enqueue(new LaneJob(lane));
  }
}

const together = (jobs: readonly Job[]): ReadSet => {
  const [only] = jobs;
  if (only && jobs.length === 1) return only.reads();
  const reads = new ReadSetBuilder();
  for (const job of jobs) reads.add(job.reads());
  return reads;
};
