// The inbox of a context: a consumer for each partition of each log that it follows, and for those
// that read apart from the others, consumers of their own.

import type { Position, Trouble } from '../api.ts';
import type { Engine } from '../engine.ts';
import type { Partition } from '../partition.ts';
import type { Head } from '../ports.ts';
import { followedBy } from '../registry.ts';
import { backlogRead } from './backlog.ts';
import { Consumer } from './consumer.ts';
import { followerOf } from './followers.ts';
import { noteInStore, retirementsIn } from './retired.ts';
import type { NotedRetirement, Retirement } from './retired.ts';
import { sourcesOf } from './sources.ts';
import { follows } from './watermarks.ts';
import type { Source } from './watermarks.ts';

const NOTE_RETRY_MS = 10_000;

export class Inbox {
  readonly #engine: Engine;
  readonly #partitions: readonly Partition[];
  #consumers: readonly Consumer[] = [];
  #isStopped = false;
  /** Retired contexts whose logs are read to their ends. */
  readonly #reading = new Set<string>();

  constructor(engine: Engine, partitions: readonly Partition[]) {
    this.#engine = engine;
    this.#partitions = partitions;
  }

  /** Looks who follows from where, and begins to read there. */
  async start(heads: readonly Head[]): Promise<void> {
    const isNew = heads.every(({ turns }) => turns === 0);
    const ends = heads.map(({ sequence }) => sequence);
    await this.#engine.followers.load(isNew, ends);
    for (const { facts } of heads) this.#know(retirementsIn(facts));
    this.#consumers = [...this.#together(heads), ...this.#apart()]
      .filter(({ context }) => !this.#engine.retired.get(context)?.isRead)
      .map((source) => new Consumer(this.#engine, source, this.#partitions));
    await Promise.all(this.#consumers.map((consumer) => consumer.start()));
    this.#noteFirst();
    for (const [context, of] of this.#engine.retired) this.#readToEnd(context, of);
  }

  /** A store that cannot be written now is tried again later: no client waits for it. */
  #noteFirst(): void {
    if (this.#isStopped) return;
    this.#engine.followers.noteFirst().catch(() => {
      this.#engine.clock.after(NOTE_RETRY_MS, () => this.#noteFirst());
    });
  }

  /**
   * What was followed once is followed on, whatever the wall has lost since: a command under way
   * is not passed over in silence.
   */
  #together(heads: readonly Head[]): readonly Source[] {
    const { registry } = this.#engine;
    const needed = new Set(sourcesOf(registry));
    return registry.system.contexts
      .filter(({ name }) => needed.has(name) || heads.some(({ facts }) => follows(facts, name)))
      .flatMap(({ name }) => this.#partitionsOf(name));
  }

  #apart(): readonly Source[] {
    const { followers, registry } = this.#engine;
    const apart = new Set(followers.apart);
    return registry.followers.flatMap((route) => {
      const reader = followerOf(route);
      if (!apart.has(reader)) return [];
      const contexts = new Set(followedBy(route).map(({ context }) => context));
      return [...contexts].flatMap((context) =>
        this.#partitionsOf(context).map((source) => ({ ...source, reader })),
      );
    });
  }

  #partitionsOf(context: string): readonly Source[] {
    const length = this.#engine.feed.partitionsOf(context);
    return Array.from({ length }, (_, partition) => ({ context, partition }));
  }

  /** Resolves when everything that was in the logs at the start has taken effect. */
  backlogRead(): Promise<void> {
    return backlogRead(this.#engine, this.#consumers, () => this.#isStopped);
  }

  /** Whether a position is seen, or is within the time. What is not followed is seen as it is. */
  async seen({ context, partition, sequence }: Position, timeoutMs: number): Promise<boolean> {
    const { registry, clock } = this.#engine;
    if (!registry.system.contexts.some(({ name }) => name === context)) return false;
    const waiting = this.#consumers
      .filter(({ source }) => source.context === context && source.partition === partition)
      .filter((consumer) => consumer.seen < sequence);
    if (waiting.length === 0) return true;
    return new Promise((resolve) => {
      const callOff = clock.after(timeoutMs, () => resolve(false));
      void Promise.all(waiting.map((consumer) => consumer.reached(sequence))).then(() => {
        callOff();
        resolve(true);
      });
    });
  }

  /** One for each log, however many partitions it has. */
  troubles(): readonly Trouble[] {
    const troubles = this.#consumers.flatMap(({ trouble }) => trouble ?? []);
    return [...new Map(troubles.map((trouble) => [trouble.of, trouble])).values()];
  }

  /** How far each log is followed; one that does not run is not counted. */
  async lag() {
    const all = this.#consumers.map(async ({ source: { context, partition }, seen }) => {
      const end = await this.#engine.feed.end(context, partition);
      const isOwn = context === this.#engine.context;
      // What a turn has set in motion in its own partition was handled in that turn.
      const reached = isOwn ? Math.max(seen, this.#partitions[partition]?.reactedTo ?? 0) : seen;
      const behind = Math.max(0, (end?.sequence ?? 0) - reached);
      return { source: context, partition, seen: reached, behind };
    });
    const found = await Promise.allSettled(all);
    return found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }

  /**
   * Notes that a context takes nothing more, and follows its log to its end, where that is said.
   * @throws {StoreUnavailable} it may be noted in part: it is to be noted again.
   */
  async noteRetired(context: string, given: Retirement): Promise<NotedRetirement> {
    const noted = await noteInStore(this.#engine.store, context, given);
    const { sentUpTo: _, ...retirement } = noted;
    this.#know(new Map([[context, retirement]]));
    this.#readToEnd(context, retirement);
    return noted;
  }

  #know(all: ReadonlyMap<string, Retirement>): void {
    for (const [context, of] of all) {
      this.#engine.retired.set(context, { ...this.#engine.retired.get(context), ...of });
    }
  }

  /** Who has read all of it looks for it no more. What cannot be noted is noted the next time. */
  #readToEnd(context: string, retirement: Retirement): void {
    const { ends, isRead } = retirement;
    const last = this.#consumers.filter(({ source }) => source.context === context);
    if (isRead) return this.#leave(last);
    if (!ends || this.#reading.has(context)) return;
    this.#reading.add(context);
    void Promise.all(last.map((of) => of.reached(ends[of.source.partition] ?? 0)))
      .then(() => this.noteRetired(context, { ...retirement, isRead: true }))
      .catch(() => {})
      .then(() => this.#reading.delete(context));
  }

  #leave(all: readonly Consumer[]): void {
    for (const consumer of all) consumer.stop();
    this.#consumers = this.#consumers.filter((of) => !all.includes(of));
  }

  async isCaughtUp(): Promise<boolean> {
    for (const consumer of this.#consumers) if (!(await consumer.isCaughtUp())) return false;
    return true;
  }

  stop(): void {
    this.#isStopped = true;
    for (const consumer of this.#consumers) consumer.stop();
  }
}
