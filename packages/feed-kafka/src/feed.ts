// The logs of other contexts, carried by Kafka. It carries, and the logs keep: what came in its
// order is handed on from memory; whatever is missing, doubled, or from another log, is read from
// the log of its source. So Kafka may lose, double and reorder, be emptied, or be replaced.

import type { Feed, LogEnd, LogPage } from '@dure/kernel/ports';
import type { KafkaAddress } from './address.ts';
import { arrivedIn } from './cloud-event.ts';
import { arrive, elsewhere, linesOf } from './lines.ts';
import type { Line } from './lines.ts';
import { Member } from './member.ts';
import type { CameMessage, GroupCommit } from './member.ts';
import type { SourceLog } from './source-log.ts';
import { topicOf } from './topics.ts';
import type { Topic } from './topics.ts';
import type { Watch } from './troubles.ts';

export type KafkaFeedOptions = {
  readonly kafka: KafkaAddress;
  readonly business: string;
  /** Who follows. */
  readonly context: string;
  /** What comes by Kafka, by its context. */
  readonly sources: { readonly [context: string]: SourceLog };
  /** What does not, such as the own log. */
  readonly own?: Feed;
  readonly instance?: string;
  readonly protocol?: 'classic' | 'consumer';
  readonly watch?: Watch;
  readonly limits?: Partial<FeedLimits>;
};

export type FeedLimits = {
  /** Records that are held for those who have not read them, of all partitions. */
  readonly unreadMax: number;
  /** How often offsets are committed. */
  readonly commitMs: number;
};

const standard: FeedLimits = { unreadMax: 16_384, commitMs: 1_000 };
const TICK_MS = 250;
/** Messages between two counts of what is held. */
const COUNT_EVERY = 128;
/** So long one who does not read holds up the others. */
const HELD_MS_MAX = 1_000;

const now = (): number => performance.now();

export class KafkaFeed implements Feed {
  readonly #own: Feed | undefined;
  readonly #limits: FeedLimits;
  readonly #bySource = new Map<string, readonly Line[]>();
  readonly #byTopic = new Map<string, readonly Line[]>();
  readonly #member: Member;
  #tick: NodeJS.Timeout | undefined;
  #heldAt: number | undefined;
  #committedAt = now();
  #isCommitting = false;
  #cameCount = 0;

  constructor(options: KafkaFeedOptions) {
    const { kafka, business, context, sources, own, instance, protocol, watch } = options;
    this.#own = own;
    this.#limits = { ...standard, ...options.limits };
    for (const [source, log] of Object.entries(sources)) {
      const topic = topicOf(business, source);
      const lines = linesOf({ source, topic, log });
      this.#bySource.set(source, lines);
      this.#byTopic.set(topic, lines);
    }
    this.#member = new Member({
      kafka,
      group: `${business}.${context}`,
      topics: () => this.#topics,
      came: (message) => this.#came(message),
      turned: () => this.#regard(),
      ...(instance !== undefined && { instance }),
      ...(protocol !== undefined && { protocol }),
      ...(watch && { watch }),
    });
  }

  /** Begins in the background. Until it has joined, logs are read where they lie. */
  start(): void {
    if (this.#byTopic.size === 0) return;
    this.#member.start();
    this.#tick = setInterval(() => this.#look(), TICK_MS);
  }

  /** @throws {KafkaUnavailable} it could not join within the time, and why. */
  async joined(timeoutMs: number): Promise<void> {
    if (this.#byTopic.size > 0) await this.#member.joined(timeoutMs);
  }

  /** Commits what has had its effects, and leaves the group. */
  async stop(): Promise<void> {
    clearInterval(this.#tick);
    await this.#commit();
    await this.#member.stop();
  }

  partitionsOf(source: string): number {
    return this.#bySource.get(source)?.length ?? this.#own?.partitionsOf(source) ?? 0;
  }

  // The port has its arguments in this order.
  // oxlint-disable-next-line max-params
  async read(
    source: string,
    partition: number,
    after: number,
    limit: number,
  ): Promise<LogPage | undefined> {
    const line = this.#lineOf(source, partition);
    if (!line) return this.#own?.read(source, partition, after, limit);
    const { tail, progress } = line;
    if (line.isGiven === false && after >= progress.settledTo) return elsewhere(line);
    const known = tail.after(after, limit, now());
    const { logId } = tail;
    if (known && logId !== undefined) {
      this.#relieve();
      return { logId, records: known };
    }
    return this.#readLog(line, after, limit);
  }

  readAgain: Feed['read'] = async (source, partition, ...rest) => {
    const log = this.#lineOf(source, partition)?.log;
    return log ? log.readLog(partition, ...rest) : this.#own?.read(source, partition, ...rest);
  };

  async #readLog(line: Line, after: number, limit: number): Promise<LogPage> {
    const askedAt = now();
    const page = await line.log.readLog(line.partition, after, limit);
    line.tail.isOf(page.logId);
    if (page.records.length === 0) line.tail.endsAt(after, askedAt);
    return page;
  }

  async end(source: string, partition: number): Promise<LogEnd | undefined> {
    const line = this.#lineOf(source, partition);
    if (!line) return this.#own?.end(source, partition);
    const end = await line.log.end(partition);
    line.tail.isOf(end.logId);
    return end;
  }

  follow(source: string, partition: number, wake: () => void): () => void {
    const line = this.#lineOf(source, partition);
    if (!line) return this.#own?.follow(source, partition, wake) ?? (() => {});
    const { wakes } = line.tail;
    wakes.add(wake);
    return () => wakes.delete(wake);
  }

  settled(source: string, partition: number, sequence: number): void {
    const line = this.#lineOf(source, partition);
    if (line) line.progress.settled(sequence);
    else this.#own?.settled?.(source, partition, sequence);
  }

  #lineOf(source: string, partition: number): Line | undefined {
    return this.#bySource.get(source)?.[partition];
  }

  #came(message: CameMessage): void {
    const line = this.#byTopic.get(message.topic)?.[message.partition];
    if (!line) return;
    const arrived = arrivedIn(message, { context: line.source, partition: line.partition });
    if (arrived) arrive(line, arrived, message);
    else line.progress.came(0, message.offset);
    this.#cameCount += 1;
    if (this.#cameCount % COUNT_EVERY === 0 && this.#unread > this.#limits.unreadMax) this.#hold();
  }

  get #topics(): readonly Topic[] {
    return [...this.#byTopic].map(([name, { length }]) => ({ name, partitions: length }));
  }

  /** A log is not followed any more, for good: its topic may go. */
  leave(source: string): void {
    const [line] = this.#bySource.get(source) ?? [];
    if (!line || !this.#byTopic.delete(line.topic)) return;
    this.#bySource.delete(source);
    if (this.#byTopic.size > 0) this.#member.renew();
    else void this.stop();
  }

  get #lines(): readonly Line[] {
    return [...this.#byTopic.values()].flat();
  }

  get #unread(): number {
    let unread = 0;
    for (const lines of this.#byTopic.values()) for (const { tail } of lines) unread += tail.unread;
    return unread;
  }

  #hold(): void {
    this.#heldAt ??= now();
    for (const line of this.#lines) line.askedThen = line.tail.asked;
    this.#member.hold();
  }

  #relieve(): void {
    if (this.#heldAt === undefined || this.#unread > this.#limits.unreadMax / 2) return;
    this.#heldAt = undefined;
    this.#member.goOn();
  }

  #look(): void {
    this.#regard();
    if (this.#heldAt !== undefined && now() - this.#heldAt > HELD_MS_MAX) this.#dropUnread();
    if (now() - this.#committedAt < this.#limits.commitMs) return;
    this.#committedAt = now();
    if (!this.#isCommitting) void this.#commit();
  }

  /** Those who do not read hold up nobody: they find in the log what is dropped here. */
  #dropUnread(): void {
    for (const { tail, askedThen } of this.#lines) if (tail.asked === askedThen) tail.forget();
    this.#heldAt = undefined;
    if (this.#unread > this.#limits.unreadMax / 2) this.#hold();
    else this.#member.goOn();
  }

  /** Whoever has lost a partition forgets it; who is given one looks what there is. */
  #regard(): void {
    for (const line of this.#lines) {
      const isGiven = this.#member.isGiven(line.topic, line.partition);
      if (isGiven === line.isGiven) continue;
      const isFirst = line.isGiven === undefined && isGiven === true;
      line.isGiven = isGiven;
      line.progress.restart();
      if (isFirst) continue;
      line.tail.forget();
      for (const wake of line.tail.wakes) wake();
    }
  }

  async #commit(): Promise<void> {
    const due = this.#lines.flatMap((line): readonly (GroupCommit & { line: Line })[] => {
      const offset = line.progress.due;
      const { topic, partition } = line;
      return offset === undefined ? [] : [{ topic, partition, offset, line }];
    });
    if (due.length === 0) return;
    this.#isCommitting = true;
    const offsets = due.map(({ topic, partition, offset }) => ({ topic, partition, offset }));
    await this.#member.commit(offsets).then(
      () => due.forEach(({ line, offset }) => line.progress.committed(offset)),
      () => {},
    );
    this.#isCommitting = false;
  }
}
