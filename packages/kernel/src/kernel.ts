// The kernel of one bounded context: partitions that decide, consumers that follow, schedulers that
// ring. It is made of ports, and names no driver.

import type { AnyMessage } from '@dure/domain';
import { checkOwner } from './check-owner.ts';
import { Scheduler } from './deadlines/scheduler.ts';
import type {
  Health,
  Kernel,
  CommitNotice,
  Order,
  Outcome,
  KernelOptions,
  Position,
} from './api.ts';
import { Inbox } from './inbox/inbox.ts';
import { engineOf } from './engine.ts';
import type { Engine } from './engine.ts';
import { liftCounted } from './lift-counted.ts';
import { keyIn } from './turn/messages.ts';
import { generationFact, partitionOf } from './ids.ts';
import { answerWith } from './commands/answer.ts';
import { counterOf } from './commands/outcome.ts';
import { CommandJob } from './commands/command-job.ts';
import { Operations } from './operations.ts';
import { Partition } from './partition.ts';
import { readStuckRoutes } from './inbox/stuck-routes.ts';
import { withStanding, workOfTroubles } from './inbox/work-list.ts';
import type { Operator, PageOf } from './operations/contract.ts';
import { awaitedIn } from './operations/awaited.ts';
import { figuresOf } from './operations/figures.ts';
import type { Answer, Call, Collection } from './ports.ts';
import { committedIn } from './turn/aggregate-repository.ts';
import { OutdatedViews } from './projections/outdated-views.ts';
import { foreseeIn } from './previews/foresee.ts';
import { previewOf } from './previews/preview.ts';
import { previewRetry } from './previews/retry.ts';
import { Rebuilds } from './projections/rebuild.ts';
import { Reader } from './projections/reader.ts';
import { StoreComparison } from './versions/compare-store.ts';
import { Refolding } from './versions/refold.ts';

const STOP_SPARE_MS = 2_000;

const retryIn = (retryAfter: number): Outcome => ({ is: 'unavailable', retryAfter });

const noPartition = (number: number): never => {
  throw new Error(`There is no partition ${number}.`);
};

class ContextKernel implements Kernel {
  readonly context: Kernel['context'];
  readonly partitions: number;
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];
  readonly #schedulers: readonly Scheduler[];
  readonly #inbox: Inbox;
  readonly #reader: Reader;
  readonly #operations: Operations;
  readonly #rebuilds: Rebuilds;
  readonly #comparison: StoreComparison;
  readonly #refolding: Refolding;
  readonly #outdatedViews: OutdatedViews;
  readonly instance: Kernel['instance'];
  readonly head: Kernel['head'] = (partition) => this.#engine.store.head(partition);
  readonly readLog: Kernel['readLog'] = (...of) => this.#engine.store.readLog(...of);
  readonly row: Kernel['row'] = (...of) => this.#reader.row(...of);
  readonly rows: Kernel['rows'] = (...of) => this.#reader.rows(...of);
  readonly parked: Kernel['parked'] = (page) => this.#operations.parked(page);
  readonly groups: Kernel['groups'] = () => this.#operations.groups();
  readonly retry: Kernel['retry'] = (...of) => this.#operations.retry(...of);
  readonly mend: Kernel['mend'] = (...of) => this.#operations.mend(...of);
  readonly skip: Kernel['skip'] = (...of) => this.#operations.skip(...of);
  readonly actOnGroup: Kernel['actOnGroup'] = (...of) => this.#operations.actOnGroup(...of);
  readonly closeWork: Kernel['closeWork'] = (...of) => this.#operations.closeWork(...of);
  readonly preview: Kernel['preview'] = (...of) => previewOf(this.#engine, ...of);
  readonly figures: Kernel['figures'] = (only) => figuresOf(this.#engine, this.#inbox, only);
  readonly awaited: Kernel['awaited'] = (caseId) => awaitedIn(this.#engine, caseId);
  readonly callOffRebuild: Kernel['callOffRebuild'] = (view) => this.#rebuilds.callOff(view);
  readonly rebuilding: Kernel['rebuilding'] = () => this.#rebuilds.all();
  readonly previewRetry: Kernel['previewRetry'] = (id) => previewRetry(this.#engine, id);
  readonly foresee: Kernel['foresee'] = (events) => foreseeIn(this.#engine, events);
  readonly resend: Kernel['resend'] = (...of) => this.#operations.resend(...of);
  readonly noteRetired: Kernel['noteRetired'] = (...of) => this.#inbox.noteRetired(...of);
  readonly retired: Kernel['retired'] = () => this.#engine.retired;
  #underWay = 0;
  /** Whoever asks while a probe is under way is answered by it. */
  #probing: Promise<void> | undefined;
  #isStopping = false;
  #nextPartition = 0;

  constructor(parts: KernelOptions) {
    const { store } = parts;
    this.context = parts.context;
    this.partitions = store.partitions;
    this.#engine = engineOf(parts);
    const numbers = Array.from({ length: store.partitions }, (_, number) => number);
    this.#schedulers = numbers.map(
      (number) =>
        new Scheduler(this.#engine, number, () => this.#partitions[number] ?? noPartition(number)),
    );
    this.#partitions = numbers.map(
      (number) => new Partition(this.#engine, number, (at) => this.#schedulers[number]?.at(at)),
    );
    this.#inbox = new Inbox(this.#engine, this.#partitions);
    this.#reader = new Reader(this.#engine);
    this.instance = committedIn(this.#engine);
    this.#operations = new Operations(this.#engine, this.#partitions, (order) => this.issue(order));
    this.#rebuilds = new Rebuilds(this.#engine, this.#partitions);
    const isStopping = () => this.#isStopping;
    this.#comparison = new StoreComparison(this.#engine, isStopping);
    this.#refolding = new Refolding(this.#engine, this.#partitions, isStopping);
    this.#outdatedViews = new OutdatedViews(this.#engine, {
      rebuild: (view) => this.#rebuilds.start(view),
      partitions: this.#partitions,
      isStopping,
    });
  }

  async start(): Promise<void> {
    const { clock, limits } = this.#engine;
    const heads = await Promise.all(this.#partitions.map((_, of) => this.#engine.store.head(of)));
    for (const view of this.#engine.registry.views.keys()) {
      const generation = heads[0]?.facts[generationFact(view)];
      if (generation !== undefined) this.#engine.generations.set(view, Number(generation));
    }
    await readStuckRoutes(this.#engine, heads);
    await this.#inbox.start(heads);
    this.#refolding.begin();
    this.#comparison.begin(heads.every(({ turns }) => turns === 0));
    liftCounted(this.#engine, this.#partitions, () => this.#isStopping);
    this.#outdatedViews.begin(heads);
    for (const scheduler of this.#schedulers) scheduler.at(clock.now());
    // Where nothing has happened yet, no deadline has waited for us.
    const isNew = heads.every(({ sequence }) => sequence === 0);
    const graceUntil = isNew ? 0 : clock.now() + limits.deadlineGraceMs;
    void this.#inbox.backlogRead().then(() => {
      for (const scheduler of this.#schedulers) scheduler.begin(graceUntil);
    });
  }

  issue(order: Order & { readonly causedBy?: string }): Promise<Outcome> {
    if (this.#isStopping) return Promise.resolve(retryIn(1));
    const { command, by, key, expects, traceparent, budgetMs = Infinity } = order;
    const { clock, limits, metrics, newCommandId } = this.#engine;
    const id = key ?? newCommandId();
    const { enqueue } = this.#partitionFor(command, key);
    const causedBy = order.causedBy ?? id;
    const now = clock.now();
    const until = now + Math.max(0, budgetMs - limits.askMarginMs);
    const waitsUntil = Math.min(until, now + limits.waitingMs);
    const unit = { to: 'command', id, command, by, causedBy, traceparent } as const;
    this.#underWay += 1;
    metrics.add('commands');
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const reply = (outcome: Outcome): void => {
      this.#underWay -= 1;
      metrics.add(counterOf[outcome.is]);
      resolve(outcome);
    };
    const sent = { unit, key, expects, until, waitsUntil, reply, enqueue };
    enqueue(new CommandJob(this.#engine, sent));
    return promise;
  }

  /** A command that opens an instance goes where its key leads, or in turn to every partition. */
  #partitionFor(command: AnyMessage, key: string | undefined): Partition {
    const aggregate = this.#engine.registry.deciders.get(command.type);
    const instance = aggregate && keyIn(command, aggregate.identifiedBy);
    const { partitions } = this;
    const routing = instance ?? key;
    if (routing === undefined) this.#nextPartition = (this.#nextPartition + 1) % partitions;
    const number = routing === undefined ? this.#nextPartition : partitionOf(routing, partitions);
    return this.#partitions[number] ?? noPartition(number);
  }

  async answer(call: Call): Promise<Answer> {
    const outcome = await this.issue({
      command: { type: call.type, ...call.data },
      by: { kind: 'ask', name: call.caller, claims: {} },
      key: call.key,
      causedBy: call.causedBy,
      budgetMs: call.budgetMs,
      traceparent: call.traceparent,
    });
    return answerWith(call, outcome);
  }

  seen(position: Position, timeoutMs: number): Promise<boolean> {
    return this.#inbox.seen(position, timeoutMs);
  }

  troubles() {
    return this.#inbox.troubles();
  }

  async work(page: PageOf = {}) {
    const standing = [...workOfTroubles(this.troubles()), ...this.#comparison.listed];
    return withStanding(await this.#operations.work(page), page, standing);
  }

  async rebuild(view: string, operator?: Operator) {
    if (operator && this.#engine.registry.views.has(view)) {
      await this.#operations.noteRebuild(view, operator);
    }
    await this.#rebuilds.start(view);
  }

  health(): Health {
    const away = this.#partitions.map(({ health }) => health).find(({ is }) => is === 'away');
    return away ?? { is: 'up' };
  }

  probe(): Promise<void> {
    const probing = this.#probing ?? this.#engine.store.turn(0, async () => {});
    this.#probing = probing;
    const ended = (): void => {
      this.#probing = undefined;
    };
    void probing.then(ended, ended);
    return probing;
  }

  metrics() {
    const queued = this.#partitions.reduce((sum, { queued: of }) => sum + of, 0);
    const open = this.#engine.breakers.open().length;
    return {
      counters: this.#engine.metrics.all(),
      gauges: { queued, under_way: this.#underWay, breakers_open: open },
    };
  }

  listen(listener: (notice: CommitNotice) => void): () => void {
    this.#engine.listeners.add(listener);
    return () => this.#engine.listeners.delete(listener);
  }

  async isQuiet(): Promise<boolean> {
    if (this.#underWay > 0 || !this.#partitions.every(({ isIdle }) => isIdle)) return false;
    if (this.#schedulers.some(({ isRinging }) => isRinging)) return false;
    if (!(await this.#inbox.isCaughtUp())) return false;
    if ((await this.#isAsking()) || !(await this.#outdatedViews.isQuiet())) return false;
    return this.#operations.isQuiet();
  }

  nextDeadline(): Promise<number | undefined> {
    return this.#nextDue('deadline');
  }

  async #nextDue(collection: Collection): Promise<number | undefined> {
    const { store } = this.#engine;
    const due = this.#partitions.map((_, number) => store.nextDue(number, collection));
    const instants = (await Promise.all(due)).filter((at) => at !== undefined);
    return instants.length === 0 ? undefined : Math.min(...instants);
  }

  /** Whether an ask is open: that of a process which died is closed when its time has run out. */
  async #isAsking(): Promise<boolean> {
    return (await this.#nextDue('instance')) !== undefined;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#inbox.stop();
    for (const scheduler of this.#schedulers) scheduler.stop();
    const { clock, limits } = this.#engine;
    // Counted by timers: the clock may jump meanwhile.
    const late = { is: false };
    const callOff = clock.after(limits.askTimeoutMs + STOP_SPARE_MS, () => {
      late.is = true;
    });
    while (this.#isBusy() && !late.is) {
      await new Promise<void>((resolve) => void clock.after(5, resolve));
    }
    callOff();
    for (const partition of this.#partitions) partition.stop();
  }

  #isBusy(): boolean {
    return this.#underWay > 0 || !this.#partitions.every(({ isIdle }) => isIdle);
  }
}

/**
 * Starts one bounded context on its store.
 * @throws when the store is that of another context.
 */
export const createKernel = async (parts: KernelOptions): Promise<Kernel> => {
  checkOwner(parts);
  const kernel = new ContextKernel(parts);
  await kernel.start();
  return kernel;
};
