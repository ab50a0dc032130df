// A whole system in one process. Every context has its own store; the logs are the broker; an ask
// to another context is a call within the process; external systems are simulated, unless there is
// a real way to them.

import type { BoundedContext, System } from '@dure/domain';
import type {
  CaseRecord,
  CommitNotice,
  Fault,
  Host,
  Kernel,
  Order,
  Outcome,
  Preview,
} from '@dure/kernel';
import { commandsOf, compareLogs, createKernel, previewIn } from '@dure/kernel';
import { LogFeed } from './log-feed.ts';
import { trailInPieces } from './trail.ts';
import { machineClock } from './node-clock.ts';
import type { HostOptions } from './options.ts';
import {
  logsOnceDurable,
  Notices,
  seenFromOutside,
  settledOnceDurable,
  sharedBy,
} from './outside.ts';
import type { Durable } from './outside.ts';
import { Pause } from './pause.ts';
import { RetiredContexts } from './retired-contexts.ts';
import { Switchboard, wait } from './switchboard.ts';
import type { Clock, Feed, Store } from '@dure/kernel/ports';

const TRAIL_MAX = 10_000;
const QUIET_POLL_MS = 5;

class Embedded implements Host {
  #system: System;
  readonly #parts: HostOptions;
  readonly #clock: Clock;
  readonly #stores = new Map<string, Store>();
  readonly #kernels = new Map<string, Kernel>();
  /** The same, as those outside of the process have them. */
  readonly #shown = new Map<string, Kernel>();
  readonly #notices = new Notices(
    () => this.#durable?.(),
    (notice) => this.#listeners.forEach((listener) => listener(notice)),
  );
  #durable: Durable | undefined;
  readonly #retired = new RetiredContexts(this.#stores);
  readonly #feed: LogFeed;
  readonly #switchboard: Switchboard;
  readonly #pauses = new Map<string, Pause>();
  readonly #listeners = new Set<(notice: CommitNotice) => void>();
  #byCommand: ReadonlyMap<string, Kernel> = new Map();
  #byView: ReadonlyMap<string, Kernel> = new Map();

  constructor(parts: HostOptions) {
    this.#parts = parts;
    this.#system = parts.system;
    this.#clock = parts.clock ?? machineClock();
    this.#feed = new LogFeed(this.#stores, () => this.#clock.now(), this.#retired.lengthOf);
    this.#switchboard = new Switchboard(this.#clock, this.#kernels, parts);
  }

  get system(): System {
    return this.#system;
  }

  get kernels(): { readonly [context: string]: Kernel } {
    return Object.fromEntries(this.#shown);
  }

  /** Every store is there before the first kernel follows it. */
  async start(): Promise<void> {
    const { contexts } = this.#system;
    const { storeOf, dropped } = this.#parts;
    const left = contexts.filter(({ name }) => dropped?.has(name) !== true);
    for (const of of left) this.#stores.set(of.name, await storeOf(of));
    await this.#compare(this.#stores).catch((cause: unknown) => this.#close(cause));
    await this.#retired.look();
    this.#durable = sharedBy(this.#stores);
    for (const context of contexts) await this.#begin(context);
  }

  /** Whether they are of one time, and may go on together. */
  async #compare(stores: ReadonlyMap<string, Store>): Promise<void> {
    sharedBy(stores);
    await compareLogs(stores);
  }

  async #close(cause: unknown): Promise<never> {
    await Promise.all([...this.#stores.values()].map((store) => store.close()));
    throw cause;
  }

  async #begin(context: BoundedContext): Promise<void> {
    const own = this.#stores.get(context.name);
    const resting = this.#retired.kernelOf(context);
    if (resting) return this.#show(resting, resting);
    if (!own) return;
    const { settings = {}, limits = {}, report = () => {} } = this.#parts;
    const pause = new Pause();
    this.#pauses.set(context.name, pause);
    const store = pause.store(own);
    const feed = pause.feed(this.#feedOf(context), context.name);
    const shared = { system: this.#system, feed, calls: this.#switchboard };
    const given = { clock: pause.clock(this.#clock), report, settings, limits };
    const moved = (partition: number) => this.#feed.moved(context.name, partition);
    const kernel = await createKernel({ ...shared, ...given, context, store, moved });
    store.follow?.(moved);
    kernel.listen((notice) => this.#tell(context.name, notice));
    await this.#retired.tell(kernel);
    const durable = this.#durable;
    this.#show(kernel, durable ? seenFromOutside(kernel, durable) : kernel);
  }

  #show(kernel: Kernel, shown: Kernel): void {
    const { name } = kernel.context;
    this.#kernels.set(name, kernel);
    this.#shown.set(name, shown);
    this.#index();
  }

  /** The logs themselves, unless something outside carries them. */
  #feedOf(context: BoundedContext): Feed {
    const { feedOf } = this.#parts;
    const durable = this.#durable;
    if (!feedOf) return this.#feed;
    if (!durable) return feedOf(context, this.#feed);
    const carried = feedOf(context, logsOnceDurable(this.#feed, durable));
    return settledOnceDurable(carried, durable);
  }

  #tell(context: string, notice: CommitNotice): void {
    if (notice.is === 'record') {
      this.#feed.committed(context, notice.record.partition, notice.record);
    }
    this.#notices.tell(notice);
  }

  async join(context: BoundedContext): Promise<Kernel> {
    const { name } = context;
    if (this.#stores.has(name)) throw new Error(`There is a context ${name} already.`);
    const store = await this.#parts.storeOf(context);
    await this.#compare(new Map([...this.#stores, [name, store]])).catch(async (cause: unknown) => {
      await store.close();
      throw cause;
    });
    this.#stores.set(name, store);
    this.#system = { ...this.#system, contexts: [...this.#system.contexts, context] };
    await this.#begin(context);
    return this.#kernel(name);
  }

  async retire(name: string): Promise<void> {
    const kernel = this.#kernel(name);
    this.#kernels.delete(name);
    this.#shown.delete(name);
    this.#index();
    const contexts = this.#system.contexts.filter((context) => context.name !== name);
    this.#system = { ...this.#system, contexts };
    await kernel.stop();
    await this.#stores.get(name)?.close();
    this.#stores.delete(name);
  }

  #index(): void {
    const kernels = [...this.#shown.values()];
    this.#byCommand = byName(kernels, ({ context }) => commandsOf(context));
    this.#byView = byName(kernels, ({ context }) => Object.keys(context.views));
  }

  #kernel(name: string): Kernel {
    const kernel = this.#shown.get(name);
    if (!kernel) throw new Error(`There is no context ${name}.`);
    return kernel;
  }

  kernelOf(note: { readonly command: string } | { readonly view: string }): Kernel | undefined {
    return 'command' in note ? this.#byCommand.get(note.command) : this.#byView.get(note.view);
  }

  issue(order: Order): Promise<Outcome> {
    const kernel = this.kernelOf({ command: order.command.type });
    if (!kernel) throw new Error(`Nobody takes ${order.command.type}.`);
    if (this.#switchboard.faults.get(kernel.context.name) === 'down') {
      return Promise.resolve({ is: 'unavailable', retryAfter: 1 });
    }
    return kernel.issue(order);
  }

  preview(order: Pick<Order, 'command' | 'by'>): Promise<Preview> {
    return previewIn(this, order);
  }

  async trail(caseId: string): Promise<readonly CaseRecord[]> {
    const records: CaseRecord[] = [];
    for await (const piece of this.trailInPieces(caseId)) {
      records.push(...piece);
      if (records.length >= TRAIL_MAX) return records.slice(0, TRAIL_MAX);
    }
    return records;
  }

  trailInPieces(caseId: string): AsyncIterable<readonly CaseRecord[]> {
    return trailInPieces([...this.#stores], caseId);
  }

  async quiet(timeoutMs = 10_000): Promise<boolean> {
    const latest = this.#clock.now() + timeoutMs;
    while (!(await this.#isQuiet())) {
      if (this.#clock.now() >= latest) return false;
      await wait(this.#clock, QUIET_POLL_MS);
    }
    await this.#durable?.();
    return true;
  }

  async #isQuiet(): Promise<boolean> {
    // Twice, because one may wake another that was asked before it.
    for (let times = 0; times < 2; times += 1) {
      for (const [name, kernel] of this.#kernels) {
        if (this.#pauses.get(name)?.hears !== false && !(await kernel.isQuiet())) return false;
      }
    }
    return true;
  }

  fault(of: string, fault: 'none' | Fault): void {
    if (fault === 'none') this.#switchboard.faults.delete(of);
    else this.#switchboard.faults.set(of, fault);
    this.#pauses.get(of)?.turn(fault === 'down' || fault === 'behind' ? fault : 'none');
  }

  faults(): { readonly [of: string]: Fault } {
    return Object.fromEntries(this.#switchboard.faults);
  }

  listen(listener: (notice: CommitNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#kernels.values()].map((kernel) => kernel.stop()));
    await Promise.all([...this.#stores.values()].map((store) => store.close()));
  }
}

const byName = (
  kernels: readonly Kernel[],
  namesOf: (kernel: Kernel) => readonly string[],
): ReadonlyMap<string, Kernel> =>
  new Map(kernels.flatMap((kernel) => namesOf(kernel).map((name) => [name, kernel] as const)));

/**
 * Starts every context of a system in this process. The stores are closed when it stops.
 * @throws {LogsDisagree} the stores are not of one time; nothing was written, and they are closed.
 */
export const runEmbedded = async (parts: HostOptions): Promise<Host> => {
  const running = new Embedded(parts);
  await running.start();
  return running;
};
