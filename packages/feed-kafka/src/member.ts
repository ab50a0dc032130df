// One member of the consumer group of a context. It joins, hands on what comes of the partitions
// that it is given, and begins anew whenever it stands still or the topics are not what they were.

import { Consumer, MessagesStreamFallbackModes, MessagesStreamModes } from '@platformatic/kafka';
import type { ConsumerOptions, Message, MessagesStream } from '@platformatic/kafka';
import type { KafkaAddress } from './address.ts';
import { baseOptions, closed } from './client.ts';
import { Pause, TooLate, backoffMs, within } from './deadline.ts';
import { prepareTopics } from './topics.ts';
import type { Topic } from './topics.ts';
import { Troubles } from './troubles.ts';
import type { Watch } from './troubles.ts';
import { KafkaUnavailable, stalledAt } from './words.ts';

/** Buffers throughout: what is in them is read where it is known what it should be. */
type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>;
export type CameMessage = Message;
export type GroupCommit = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
};

export type MemberOptions = {
  readonly kafka: KafkaAddress;
  readonly group: string;
  /** As they are when a session begins. */
  readonly topics: () => readonly Topic[];
  /** The same name after a restart: static membership, without a rebalance. */
  readonly instance?: string;
  readonly protocol?: 'classic' | 'consumer';
  readonly watch?: Watch;
  readonly came: (message: CameMessage) => void;
  /** Called when a session begins or ends. */
  readonly turned: () => void;
};

const JOIN_MS = 30_000;
/** A member that is not heard of for so long is none any more. */
export const SESSION_MS = 10_000;
const HEARTBEAT_MS = 2_000;
const WAIT_MS = 500;
const LOOK_EVERY_MS = 3_000;
const LOOK_MS = 5_000;

type Session = { readonly consumer: Consumer; readonly stream: Stream };

export class Member {
  readonly #options: MemberOptions;
  readonly #troubles: Troubles;
  readonly #pause = new Pause();
  #session: Session | undefined;
  #isStopped = false;
  #isHeld = false;
  #running: Promise<void> | undefined;
  #joined = Promise.withResolvers<void>();

  constructor(options: MemberOptions) {
    this.#options = options;
    this.#troubles = new Troubles(options.kafka, options.watch);
    this.#joined.promise.catch(() => {});
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** @throws {KafkaUnavailable} it could not join within the time, and why. */
  async joined(timeoutMs: number): Promise<void> {
    try {
      await within(timeoutMs, 'joining the group', this.#joined.promise);
    } catch (cause) {
      const trouble = this.#troubles.now;
      throw trouble ? new KafkaUnavailable(trouble) : cause;
    }
  }

  /** Whether a partition is ours; nothing, as long as nobody has said so. */
  isGiven(topic: string, partition: number): boolean | undefined {
    const given = this.#session?.consumer.assignments;
    if (!given) return undefined;
    return given.some((of) => of.topic === topic && of.partitions.includes(partition));
  }

  /** Takes nothing for a while. */
  hold(): void {
    this.#isHeld = true;
    this.#session?.stream.pause();
  }

  goOn(): void {
    this.#isHeld = false;
    this.#session?.stream.resume();
  }

  /** Rejects when they could not be noted: the next ones say as much. */
  async commit(offsets: readonly GroupCommit[]): Promise<void> {
    const session = this.#session;
    if (!session) throw new Error('There is no session.');
    const noted = offsets.map((offset) => ({ ...offset, leaderEpoch: -1 }));
    await within(LOOK_MS, 'committing offsets', session.consumer.commit({ offsets: noted }));
  }

  /** Begins a new session, where there is one. */
  renew(): void {
    this.#session?.stream.destroy();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause.cut();
    this.#session?.stream.destroy();
    if (this.#running) await closed(this.#running);
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#isStopped; failures += 1) {
      try {
        await this.#live(() => (failures = 0));
      } catch (cause) {
        const trouble = this.#troubles.note(cause);
        // Time alone does not mend a topic.
        if (trouble.is === 'topic') this.#joined.reject(new KafkaUnavailable(trouble));
      }
      if (!this.#isStopped) await this.#pause.wait(backoffMs(failures));
    }
  }

  /** One session, until it ends or stands still. */
  async #live(isWell: () => void): Promise<void> {
    const { kafka, topics, group, turned } = this.#options;
    await prepareTopics(kafka, topics(), group);
    const consumer = new Consumer(this.#consumerOptions());
    // Whoever is closed while it joins its group again says so afterwards (2.12.1): what nobody
    // listens to would end the process.
    consumer.on('error', () => {
      if (this.#session?.consumer === consumer) this.renew();
    });
    try {
      const stream = await within(JOIN_MS, 'joining the group', this.#open(consumer));
      this.#session = { consumer, stream };
      if (this.#isStopped) return;
      this.#troubles.over();
      isWell();
      this.#joined.resolve();
      turned();
      await this.#flow({ consumer, stream });
    } finally {
      this.#session = undefined;
      turned();
      await closed(consumer.close(true));
    }
  }

  #consumerOptions(): ConsumerOptions<Buffer, Buffer, Buffer, Buffer> {
    const { kafka, group, instance, protocol = 'classic' } = this.#options;
    const classic = {
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: JOIN_MS,
      heartbeatInterval: HEARTBEAT_MS,
    };
    return {
      ...baseOptions(kafka, group),
      groupId: group,
      // One that gives up is not heard of again: it goes on to hold its partitions.
      retries: true,
      ...(instance !== undefined && { groupInstanceId: instance }),
      ...(protocol === 'classic' ? classic : { groupProtocol: protocol }),
    };
  }

  #open(consumer: Consumer): Promise<Stream> {
    return consumer.consume({
      topics: this.#options.topics().map(({ name }) => name),
      mode: MessagesStreamModes.COMMITTED,
      fallbackMode: MessagesStreamFallbackModes.EARLIEST,
      autocommit: false,
      maxWaitTime: WAIT_MS,
    });
  }

  async #flow(session: Session): Promise<void> {
    const { stream } = session;
    const ended = Promise.withResolvers<void>();
    stream.on('error', ended.reject);
    stream.on('close', ended.resolve);
    stream.on('data', (message) => this.#take(session, message));
    if (this.#isHeld) stream.pause();
    const looking = setInterval(() => void this.#look(session, ended.reject), LOOK_EVERY_MS);
    try {
      await ended.promise;
    } finally {
      clearInterval(looking);
      stream.on('error', () => {});
      stream.destroy();
    }
  }

  /** What was fetched ahead of a partition that is another's by now is that one's. */
  #take({ consumer }: Session, message: CameMessage): void {
    const { topic, partition } = message;
    const given = consumer.assignments?.find((of) => of.topic === topic);
    if (given?.partitions.includes(partition)) this.#options.came(message);
  }

  #looked = new Map<string, bigint>();
  #isLooking = false;

  /** Looks whether what the broker has comes, and whether the broker is there at all. */
  async #look({ consumer, stream }: Session, end: (cause: unknown) => void): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const names = this.#options.topics().map(({ name }) => name);
      const asked = consumer.listOffsets({ topics: [...names] });
      const ends = await within(LOOK_MS, 'looking where topics end', asked);
      this.#troubles.over();
      // The client names what it is given by what it knew of the topics, which may be made anew.
      const given = consumer.assignments ?? [];
      if (given.some(({ topic }) => !names.includes(topic))) this.renew();
      const stuck = this.#stuck(ends, { consumer, stream });
      if (stuck !== undefined) end(new KafkaUnavailable(stalledAt(stuck)));
    } catch (cause) {
      // A broker that does not answer is waited for; one that has other topics is looked at anew.
      if (cause instanceof TooLate) this.#troubles.note(cause);
      else end(cause);
    } finally {
      this.#isLooking = false;
    }
  }

  /** A partition of ours that ends before where we are, or that has more and does not move. */
  #stuck(
    ends: ReadonlyMap<string, readonly bigint[]>,
    { consumer, stream }: Session,
  ): string | undefined {
    const before = this.#looked;
    this.#looked = new Map();
    for (const { topic, partitions } of consumer.assignments ?? []) {
      for (const partition of partitions) {
        const place = `${topic}:${partition}`;
        const next = stream.offsetsToFetch.get(place);
        const last = ends.get(topic)?.[partition];
        const was = this.#isHeld ? undefined : before.get(place);
        if (next !== undefined) this.#looked.set(place, next);
        if (isStuck({ next, last, was })) return place;
      }
    }
    return undefined;
  }
}

type Looked = {
  readonly next: bigint | undefined;
  readonly last: bigint | undefined;
  /** Where it was at the look before; nothing, where it was not to move. */
  readonly was: bigint | undefined;
};

/** Beyond the end of the topic, or before it and where it was. */
const isStuck = ({ next, last, was }: Looked): boolean =>
  next !== undefined && last !== undefined && (next > last || (next < last && was === next));
