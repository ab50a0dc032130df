// Replicas tell each other where they have committed, so that they need not look all the time. It
// is told after the commit: a notice inside of the transaction would make all commits of the server
// wait for each other. Every notice wakes all connections of the database that listen, whatever
// they listen to; so replicas say now and then that they are there, and one that is alone tells
// nothing.

import { createHash, randomUUID } from 'node:crypto';
import { connect, ended } from './connections.ts';
import type { Access, Client, Connections } from './connections.ts';

type Moved = (partition: number) => void;

/** What was committed within this time is told at once. */
const TELL_AFTER_MS = 5;
const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;
/** How often a replica says that it is there. */
const BEAT_MS = 5_000;
/** A replica that was not heard of for so long is gone, or wakes everything when it goes on. */
const GONE_MS = 20_000;
/** Whoever else is there has answered so long after one has begun to listen. */
const ANSWERED_MS = 1_000;

/** Channels belong to the whole database, and their names are bounded. */
export const channelOf = (schema: string): string =>
  `dure_${createHash('sha256').update(schema).digest('hex').slice(0, 32)}`;

export class WakeUps {
  readonly #access: Access;
  readonly #connections: Connections;
  readonly #partitions: number;
  readonly #channel: string;
  /** So that no replica listens to itself. */
  readonly #self = randomUUID();
  /** Counts the times that it began to listen: the others answer to each of them. */
  #listenings = 0;
  /** Since when it listens; nothing, while it does not. */
  #listensSince: number | undefined;
  /** When each of the others was last heard of. */
  readonly #others = new Map<string, number>();
  #beatAt = 0;
  #beat: NodeJS.Timeout | undefined;
  readonly #committed = new Set<number>();
  readonly #listeners = new Set<Moved>();
  #timer: NodeJS.Timeout | undefined;
  #listening: Client | undefined;
  /** From the first listener on. */
  #isFollowing = false;
  #isClosed = false;

  /** @param connections on which it is told. It listens on one of its own. */
  constructor(access: Access, connections: Connections, partitions: number) {
    this.#access = access;
    this.#connections = connections;
    this.#partitions = partitions;
    this.#channel = channelOf(access.address.schema);
  }

  /** A turn of the partition was committed here. */
  tell(partition: number): void {
    if (this.#isAlone) return;
    this.#committed.add(partition);
    this.#timer ??= setTimeout(() => void this.#send(), TELL_AFTER_MS).unref();
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    const partitions = [...this.#committed];
    this.#committed.clear();
    await this.#notify(partitions);
  }

  /** Without partitions it says only that this replica is there. */
  async #notify(partitions: readonly number[]): Promise<void> {
    const words = [`${this.#self}/${this.#listenings}`, ...partitions].join(' ');
    const notify = {
      name: 'notify',
      text: 'select pg_notify($1, $2)',
      values: [this.#channel, words],
    };
    // Whoever does not hear of it looks by themselves after a while.
    await this.#connections.use((client) => client.query(notify)).catch(() => {});
  }

  /** Only one that listens, and has for a while, knows whether there are others. */
  get #isAlone(): boolean {
    const now = performance.now();
    if (this.#listensSince === undefined || now - this.#listensSince < ANSWERED_MS) return false;
    for (const [name, heardAt] of this.#others) {
      if (now - heardAt > GONE_MS) this.#others.delete(name);
    }
    return this.#others.size === 0;
  }

  #sayHere(): void {
    const now = performance.now();
    // Others have taken this replica for gone, and told it nothing.
    if (now - this.#beatAt > GONE_MS / 2) this.#wakeAll();
    this.#beatAt = now;
    if (this.#listensSince !== undefined) void this.#notify([]);
  }

  follow(moved: Moved): () => void {
    this.#listeners.add(moved);
    if (!this.#isFollowing) {
      void this.#listen(RETRY_MS_MIN);
      this.#beatAt = performance.now();
      this.#beat = setInterval(() => this.#sayHere(), BEAT_MS).unref();
    }
    this.#isFollowing = true;
    return () => this.#listeners.delete(moved);
  }

  async #listen(retryMs: number): Promise<void> {
    if (this.#isClosed) return;
    try {
      const client = await connect(this.#access);
      this.#listening = client;
      client.unref();
      client.on('notification', ({ payload = '' }) => this.#heard(payload));
      client.on('end', () => this.#listenLater(RETRY_MS_MIN));
      if (this.#isClosed) return void client.end().catch(() => {});
      await client.query(`listen ${this.#channel}`);
      this.#listenings += 1;
      this.#listensSince = performance.now();
      // What was committed before it listened was told to nobody.
      this.#wakeAll();
      await this.#notify([]);
    } catch {
      if (this.#listening) void this.#listening.end().catch(() => {});
      else this.#listenLater(retryMs);
    }
  }

  /** Not all of them at the same instant. */
  #listenLater(retryMs: number): void {
    this.#listening = undefined;
    this.#listensSince = undefined;
    if (this.#isClosed) return;
    const delayMs = retryMs * (0.5 + Math.random() / 2);
    const next = Math.min(RETRY_MS_MAX, retryMs * 2);
    setTimeout(() => void this.#listen(next), delayMs).unref();
  }

  #heard(payload: string): void {
    const [name = '', ...partitions] = payload.split(' ');
    if (name.startsWith(this.#self)) return;
    const isNew = !this.#others.has(name);
    this.#others.set(name, performance.now());
    for (const partition of partitions) this.#wake(Number(partition));
    // What was committed while it was not known here was not told to it.
    if (isNew) void this.#notify(this.#all);
  }

  get #all(): readonly number[] {
    return Array.from({ length: this.#partitions }, (_, partition) => partition);
  }

  #wakeAll(): void {
    for (const partition of this.#all) this.#wake(partition);
  }

  #wake(partition: number): void {
    for (const moved of this.#listeners) moved(partition);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#beat);
    if (this.#committed.size > 0) await this.#send();
    if (this.#listening) await ended(this.#listening);
  }
}
