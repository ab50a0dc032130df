// Publishes what a context has committed: in order, from its log, each partition to its own. The
// cursor moves after the acknowledgement, so it may publish twice and never skips. Of two relays on
// one log neither publishes anything wrong, at most something old.

import type { LogRecord, Store } from '@dure/kernel/ports';
import type { KafkaAddress } from './address.ts';
import { messageOf, referenceTo } from './cloud-event.ts';
import type { Origin, Sized } from './cloud-event.ts';
import { cursorIn, moveCursor } from './cursor.ts';
import { Pause, backoffMs } from './deadline.ts';
import { Outlet } from './outlet.ts';
import { isTooLarge } from './topics.ts';
import { Troubles } from './troubles.ts';
import type { Watch } from './troubles.ts';

export type RelayOptions = {
  readonly kafka: KafkaAddress;
  readonly business: string;
  readonly context: string;
  readonly store: Store;
  /** Reads the log in the place of the store, where the newest records are known already. */
  readonly readLog?: Store['readLog'];
  /** Asked before each batch: whether a partition is ours. One relay a partition is enough. */
  readonly mayPublish?: ((partition: number) => boolean) | undefined;
  readonly watch?: Watch;
  readonly limits?: Partial<RelayLimits>;
};

export type RelayLimits = {
  /** Records in one batch. */
  readonly batchMax: number;
  /** Within this time a batch is acknowledged, or it is sent again by a new producer. */
  readonly sendMs: number;
  /** How often the log is looked at without being told of a commit. */
  readonly pollMs: number;
  /** How often the cursor is noted. What was published since is published again after a kill. */
  readonly cursorMs: number;
};

const standard: RelayLimits = { batchMax: 500, sendMs: 15_000, pollMs: 1_000, cursorMs: 1_000 };

export class KafkaRelay {
  readonly #troubles: Troubles;
  readonly #outlet: Outlet;
  readonly #lines: readonly Line[];
  readonly #limits: RelayLimits;
  readonly #of: RelayOptions;
  #poll: NodeJS.Timeout | undefined;
  #noting: NodeJS.Timeout | undefined;

  constructor(options: RelayOptions) {
    const { kafka, business, context, store } = options;
    this.#of = options;
    this.#limits = { ...standard, ...options.limits };
    this.#troubles = new Troubles(kafka, options.watch);
    const { sendMs } = this.#limits;
    this.#outlet = new Outlet({ kafka, business, context, partitions: store.partitions, sendMs });
    const { logId } = store.identity;
    this.#lines = Array.from({ length: store.partitions }, (_, partition) => {
      const origin = { business, context, partition, logId };
      return new Line(origin, { ...options, limits: this.#limits }, this.#parts);
    });
  }

  get #parts(): Parts {
    return { outlet: this.#outlet, troubles: this.#troubles };
  }

  /** Begins in the background: a broker that is away is waited for. */
  start(): void {
    this.#poll = setInterval(() => this.wake(), this.#limits.pollMs);
    this.#noting = setInterval(() => this.#all((line) => void line.note()), this.#limits.cursorMs);
    this.wake();
  }

  /** What is ours may be something else by now. */
  wake(): void {
    this.#all((line) => line.wake());
  }

  /** Something was committed there. */
  moved(partition: number): void {
    this.#lines[partition]?.wake();
  }

  /** Up to where a partition was published and acknowledged; nothing before it was looked at. */
  published(partition: number): number | undefined {
    return this.#lines[partition]?.published;
  }

  /** Whether all of the log was published, by whoever, as far as that is noted. */
  async hasPublishedAll(): Promise<boolean> {
    const { store } = this.#of;
    const numbers = Array.from({ length: store.partitions }, (_, partition) => partition);
    const heads = await Promise.all(numbers.map((partition) => store.head(partition)));
    return heads.every((head) => cursorIn(head) >= head.sequence);
  }

  /** Ends what is under way, and notes how far it came. */
  async stop(): Promise<void> {
    clearInterval(this.#poll);
    clearInterval(this.#noting);
    await Promise.all(this.#lines.map((line) => line.stop()));
    await this.#outlet.close();
  }

  #all(work: (line: Line) => void): void {
    for (const line of this.#lines) work(line);
  }
}

type Parts = { readonly outlet: Outlet; readonly troubles: Troubles };

/** What publishes one partition. */
class Line {
  readonly #origin: Origin;
  readonly #options: RelayOptions & { readonly limits: RelayLimits };
  readonly #parts: Parts;
  readonly #pause = new Pause();
  #sent: number | undefined;
  #noted = 0;
  #isCalled = false;
  #isStopped = false;
  #working: Promise<void> | undefined;
  #failures = 0;

  constructor(
    origin: Origin,
    options: RelayOptions & { readonly limits: RelayLimits },
    parts: Parts,
  ) {
    this.#origin = origin;
    this.#options = options;
    this.#parts = parts;
  }

  get published(): number | undefined {
    return this.#sent;
  }

  wake(): void {
    this.#isCalled = true;
    if (this.#isStopped) return;
    this.#working ??= this.#drain().finally(() => {
      this.#working = undefined;
      if (this.#isCalled) this.wake();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause.cut();
    await this.#working;
    await this.note();
  }

  /** Notes how far it came. What could not be noted is noted the next time. */
  async note(): Promise<void> {
    const sent = this.#sent ?? 0;
    if (sent <= this.#noted) return;
    try {
      await moveCursor(this.#options.store, this.#origin.partition, sent);
      this.#noted = sent;
    } catch {
      // The store is away, and what follows from it others say.
    }
  }

  async #drain(): Promise<void> {
    while (this.#isCalled && !this.#isStopped) {
      // A turn tells of its records one by one: all of them go in one batch.
      await Promise.resolve();
      this.#isCalled = false;
      try {
        while (await this.#publishNext());
        this.#failures = 0;
      } catch (cause) {
        this.#parts.troubles.note(cause);
        this.#isCalled = true;
        await this.#pause.wait(backoffMs((this.#failures += 1)));
      }
    }
  }

  /** @returns whether there may be more. */
  async #publishNext(): Promise<boolean> {
    const { store, limits, mayPublish = () => true } = this.#options;
    const readLog = this.#options.readLog ?? store.readLog.bind(store);
    const { partition } = this.#origin;
    if (this.#isStopped) return false;
    if (!mayPublish(partition)) return this.#leave();
    const after = (this.#sent ??= this.#noted = cursorIn(await store.head(partition)));
    const records = await readLog(partition, after, limits.batchMax);
    if (records.length > 0) await this.#publish(records);
    return records.length > 0;
  }

  async #publish(records: readonly LogRecord[]): Promise<void> {
    const bytesMax = await this.#parts.outlet.batchBytes();
    const messages = records.map((record) => {
      const whole = messageOf(this.#origin, record);
      return whole.bytes <= bytesMax ? whole : referenceTo(this.#origin, record);
    });
    let at = 0;
    for (const batch of inBatches(messages, bytesMax)) {
      await this.#send(batch, records.slice(at, (at += batch.length)));
      this.#sent = records[at - 1]?.sequence;
      this.#failures = 0;
    }
  }

  /** Another relay does it from here on: how far that comes is noted in the store. */
  async #leave(): Promise<boolean> {
    await this.note();
    this.#sent = undefined;
    return false;
  }

  /** A batch that is too large is halved; a message that is, becomes a reference. */
  async #send(batch: readonly Sized[], records: readonly LogRecord[]): Promise<void> {
    try {
      const messages = batch.map(({ message }) => message);
      await this.#parts.outlet.send(this.#origin.partition, messages);
      this.#parts.troubles.over();
    } catch (cause) {
      const [only] = records;
      if (!isTooLarge(cause) || !only) throw cause;
      const half = Math.ceil(batch.length / 2);
      if (half === batch.length) return this.#sendReference(only);
      await this.#send(batch.slice(0, half), records.slice(0, half));
      await this.#send(batch.slice(half), records.slice(half));
    }
  }

  async #sendReference(record: LogRecord): Promise<void> {
    const { message } = referenceTo(this.#origin, record);
    await this.#parts.outlet.send(this.#origin.partition, [message]);
  }
}

/** Consecutive messages, of which none together are larger; one that is larger alone. */
export const inBatches = (
  messages: readonly Sized[],
  bytesMax: number,
): readonly (readonly Sized[])[] => {
  const batches: Sized[][] = [];
  let room = 0;
  for (const message of messages) {
    const last = batches.at(-1);
    if (last && message.bytes <= room) last.push(message);
    else {
      batches.push([message]);
      room = bytesMax;
    }
    room -= message.bytes;
  }
  return batches;
};
