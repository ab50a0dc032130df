// The kernel of one bounded context: partitions that decide, consumers that follow, alarms that
// ring. It is made of ports, and names no driver.

import type { AnyMessage, Instance, Setting } from '@dure/domain';
import { Alarm } from './alarm.ts';
import { standardLimits } from './api.ts';
import type { Kernel, Notice, Order, Outcome, Parts, Position } from './api.ts';
import { Breakers } from './breaker.ts';
import { Consumer } from './consumer.ts';
import { Figures } from './engine.ts';
import type { Engine } from './engine.ts';
import { partitionOf } from './hash.ts';
import { CommandJob } from './command-job.ts';
import { Operations } from './operations.ts';
import { Partition } from './partition.ts';
import type { Answer, Call, Json } from './ports.ts';
import { Rebuilds } from './rebuild.ts';
import { registryOf } from './registry.ts';
import { Reader } from './reader.ts';

const engineOf = (parts: Parts, notify: (notice: Notice) => void): Engine => {
  const limits = { ...standardLimits, ...parts.limits };
  const { settings = {}, runtime, context } = parts;
  const incarnation = Math.floor(runtime.random() * 2 ** 40).toString(36);
  let commands = 0;
  return {
    registry: registryOf(parts.system, context),
    context: context.name,
    store: parts.store,
    feed: parts.feed,
    calls: parts.calls,
    runtime,
    limits,
    breakers: new Breakers(() => runtime.now(), limits),
    figures: new Figures(),
    generations: new Map(),
    setting: <T>({ name, standard }: Setting<T>): T =>
      // Settings given by name are of the type that their note says; the CLI reads them so.
      name in settings ? (settings[name] as T) : standard,
    newCommandId: () => {
      commands += 1;
      return `${context.name}-${incarnation}-${commands.toString(36)}`;
    },
    report: parts.report ?? (() => {}),
    notify,
  };
};

const FEED_RETRY_MS = 1_000;
const STOP_SPARE_MS = 2_000;

const retryIn = (retryAfter: number): Outcome => ({ is: 'unavailable', retryAfter });

class RunningKernel implements Kernel {
  readonly context: Kernel['context'];
  readonly store: Kernel['store'];
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];
  readonly #alarms: readonly Alarm[];
  readonly #consumers: readonly Consumer[];
  readonly #reader: Reader;
  readonly #operations: Operations;
  readonly #rebuilds: Rebuilds;
  readonly #listeners = new Set<(notice: Notice) => void>();
  #underWay = 0;
  #isStopping = false;
  #nextPartition = 0;

  constructor(parts: Parts) {
    const { store, system, feed } = parts;
    this.context = parts.context;
    this.store = store;
    this.#engine = engineOf(parts, (notice) => {
      for (const listener of this.#listeners) listener(notice);
    });
    const numbers = Array.from({ length: store.partitions }, (_, number) => number);
    this.#alarms = numbers.map(
      (number) => new Alarm(this.#engine, number, () => this.#partition(number)),
    );
    this.#partitions = numbers.map(
      (number) => new Partition(this.#engine, number, (at) => this.#alarms[number]?.at(at)),
    );
    this.#consumers = system.contexts.flatMap(({ name }) =>
      Array.from(
        { length: feed.partitionsOf(name) },
        (_, partition) =>
          new Consumer(this.#engine, { context: name, partition }, this.#partitions),
      ),
    );
    this.#reader = new Reader(this.#engine);
    this.#operations = new Operations(this.#engine, this.#partitions);
    this.#rebuilds = new Rebuilds(this.#engine, this.#partitions);
  }

  #partition(number: number): Partition {
    const partition = this.#partitions[number];
    if (!partition) throw new Error(`There is no partition ${number}.`);
    return partition;
  }

  async start(): Promise<void> {
    const { feed, runtime, limits } = this.#engine;
    const heads = await Promise.all(this.#partitions.map((_, of) => this.store.head(of)));
    for (const view of this.#engine.registry.views.keys()) {
      const generation = heads[0]?.facts[`generation:${view}`];
      if (generation !== undefined) this.#engine.generations.set(view, Number(generation));
    }
    await Promise.all(this.#consumers.map((consumer) => consumer.start()));
    for (const alarm of this.#alarms) alarm.at(runtime.now());
    const isNew = heads.every(({ turns }) => turns === 0);
    const graceUntil = isNew ? 0 : runtime.now() + limits.deadlineGraceMs;
    void this.#backlog(feed).then(() => {
      for (const alarm of this.#alarms) alarm.begin(graceUntil);
    });
  }

  /** Resolves when everything that was in the logs at the start has taken effect. */
  async #backlog(feed: Parts['feed']): Promise<void> {
    await Promise.all(
      this.#consumers.map(async (consumer) => {
        const { context, partition } = consumer.source;
        const last = () => lastOf(feed, { context, partition }, consumer.seen);
        await consumer.reached(await this.#untilDone(last));
      }),
    );
  }

  /** Tries again and again, as long as the feed is away. */
  async #untilDone<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch {
        await new Promise<void>((resolve) => {
          this.#engine.runtime.after(FEED_RETRY_MS, resolve);
        });
      }
    }
  }

  issue({ command, by, key, traceparent }: Order): Promise<Outcome> {
    return this.#perform({
      command,
      by,
      ...(key === undefined ? {} : { key }),
      ...(traceparent === undefined ? {} : { traceparent }),
      until: Infinity,
    });
  }

  #perform(
    order: Order & { readonly until: number; readonly causedBy?: string },
  ): Promise<Outcome> {
    if (this.#isStopping) return Promise.resolve(retryIn(1));
    const { command, by, key, traceparent } = order;
    const id = key ?? this.#engine.newCommandId();
    const partition = this.#partition(this.#partitionFor(command, key));
    const unit = {
      to: 'command' as const,
      id,
      command,
      by,
      causedBy: order.causedBy ?? id,
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    this.#underWay += 1;
    this.#engine.figures.add('commands');
    return new Promise((resolve) => {
      const reply = (outcome: Outcome): void => {
        this.#underWay -= 1;
        this.#engine.figures.add(`commands_${outcome.is}`);
        resolve(outcome);
      };
      const keyed = key === undefined ? {} : { key };
      const { enqueue } = partition;
      const job = new CommandJob(this.#engine, {
        unit,
        ...keyed,
        until: order.until,
        reply,
        enqueue,
      });
      partition.enqueue(job);
    });
  }

  /** A command that opens an instance goes where its key leads, or in turn to every partition. */
  #partitionFor(command: AnyMessage, key: string | undefined): number {
    const aggregate = this.#engine.registry.aggregateOf(command.type);
    // A command may be read by field name.
    const fields = command as unknown as { readonly [field: string]: unknown };
    const instance = aggregate && fields[aggregate.identifiedBy];
    const { partitions } = this.store;
    if (instance !== undefined) return partitionOf(String(instance), partitions);
    if (key !== undefined) return partitionOf(key, partitions);
    this.#nextPartition = (this.#nextPartition + 1) % partitions;
    return this.#nextPartition;
  }

  async answer(call: Call): Promise<Answer> {
    const { limits, runtime } = this.#engine;
    const outcome = await this.#perform({
      command: { type: call.type, ...call.data },
      by: { kind: 'ask', name: call.caller, claims: {} },
      key: call.key,
      until: runtime.now() + Math.max(0, call.budgetMs - limits.askMarginMs),
      causedBy: call.causedBy,
    });
    switch (outcome.is) {
      case 'done':
        return { is: 'taken', fields: outcome.data };
      case 'refused':
        return { is: 'refused', rejection: outcome.rejection };
      case 'outOfTurn':
        return { is: 'refused', rejection: { type: 'OutOfTurn', status: outcome.state } };
      case 'invalid':
        return { is: 'refused', rejection: { type: 'Invalid', mistakes: json(outcome.mistakes) } };
      case 'forbidden':
        return { is: 'refused', rejection: { type: 'Forbidden' } };
      default:
        throw new Error(`${call.type} is ${outcome.is}.`);
    }
  }

  instance(aggregate: string, key: string, entry?: string): Promise<Instance | undefined> {
    return this.#reader.instance(aggregate, key, entry);
  }

  row(view: string, key: string) {
    return this.#reader.row(view, key);
  }

  rows(view: string, query: Parameters<Kernel['rows']>[1]) {
    return this.#reader.rows(view, query);
  }

  seen({ context, partition, sequence }: Position, timeoutMs: number): Promise<boolean> {
    const consumer = this.#consumers.find(
      ({ source }) => source.context === context && source.partition === partition,
    );
    if (!consumer) return Promise.resolve(false);
    if (consumer.seen >= sequence) return Promise.resolve(true);
    return new Promise((resolve) => {
      const callOff = this.#engine.runtime.after(timeoutMs, () => resolve(false));
      void consumer.reached(sequence).then(() => {
        callOff();
        resolve(true);
      });
    });
  }

  parked() {
    return this.#operations.parked();
  }

  retry(id: string, mended?: Json) {
    return this.#operations.retry(id, mended);
  }

  skip(id: string, note: string) {
    return this.#operations.skip(id, note);
  }

  work() {
    return this.#operations.work();
  }

  rebuild(view: string) {
    return this.#rebuilds.start(view);
  }

  rebuilding() {
    return this.#rebuilds.all();
  }

  figures() {
    const queued = this.#partitions.reduce((sum, { queued: of }) => sum + of, 0);
    const open = this.#engine.breakers.open().length;
    return {
      counters: this.#engine.figures.all(),
      gauges: { queued, under_way: this.#underWay, breakers_open: open },
    };
  }

  listen(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async isQuiet(): Promise<boolean> {
    if (this.#underWay > 0 || !this.#partitions.every(({ isIdle }) => isIdle)) return false;
    if (this.#alarms.some(({ isRinging }) => isRinging)) return false;
    const { feed } = this.#engine;
    for (const { source, seen, isIdle } of this.#consumers) {
      if (!isIdle) return false;
      const [next] = await feed.read(source.context, source.partition, seen, 1);
      if (next) return false;
    }
    return this.#operations.isQuiet();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const consumer of this.#consumers) consumer.stop();
    for (const alarm of this.#alarms) alarm.stop();
    const { runtime, limits } = this.#engine;
    // Counted by timers: the clock may jump meanwhile.
    let isLate = false;
    const callOff = runtime.after(limits.askTimeoutMs + STOP_SPARE_MS, () => {
      isLate = true;
    });
    while (this.#isBusy() && !isLate) {
      await new Promise<void>((resolve) => void runtime.after(5, resolve));
    }
    callOff();
    for (const partition of this.#partitions) partition.stop();
  }

  #isBusy(): boolean {
    return this.#underWay > 0 || !this.#partitions.every(({ isIdle }) => isIdle);
  }
}

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The last sequence of a log, read on from one that is known. */
const lastOf = async (
  feed: Parts['feed'],
  { context, partition }: { readonly context: string; readonly partition: number },
  after: number,
): Promise<number> => {
  let last = after;
  for (;;) {
    const records = await feed.read(context, partition, last, 10_000);
    const end = records.at(-1)?.sequence;
    if (end === undefined) return last;
    last = end;
  }
};

/** Starts one bounded context on its store. */
export const createKernel = async (parts: Parts): Promise<Kernel> => {
  const kernel = new RunningKernel(parts);
  await kernel.start();
  return kernel;
};
