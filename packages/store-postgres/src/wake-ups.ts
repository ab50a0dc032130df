// Replicas tell each other where they have committed, so that nobody has to look all the time. It
// is told after the commit: a notice inside of the transaction would make all commits of the server
// wait for each other.

import { createHash, randomUUID } from 'node:crypto';
import { connect } from './connections.ts';
import type { Access, Client, Connections } from './connections.ts';

type Moved = (partition: number) => void;

/** What was committed within this time is told at once. */
const TELL_AFTER_MS = 5;
const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;

/** Channels belong to the whole database, and their names are bounded. */
const channelOf = (schema: string): string =>
  `dure_${createHash('sha256').update(schema).digest('hex').slice(0, 32)}`;

export class WakeUps {
  readonly #access: Access;
  readonly #connections: Connections;
  readonly #partitions: number;
  readonly #channel: string;
  /** So that nobody listens to themselves. */
  readonly #self = randomUUID();
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
    this.#committed.add(partition);
    this.#timer ??= setTimeout(() => void this.#send(), TELL_AFTER_MS).unref();
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    const values = [this.#channel, `${this.#self} ${[...this.#committed].join(' ')}`];
    this.#committed.clear();
    const notify = { name: 'notify', text: 'select pg_notify($1, $2)', values };
    // Whoever does not hear of it looks by themselves after a while.
    await this.#connections.use((client) => client.query(notify)).catch(() => {});
  }

  follow(moved: Moved): () => void {
    this.#listeners.add(moved);
    if (!this.#isFollowing) void this.#listen(RETRY_MS_MIN);
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
      // What was committed before it listened was told to nobody.
      for (let partition = 0; partition < this.#partitions; partition += 1) this.#wake(partition);
    } catch {
      if (this.#listening) void this.#listening.end().catch(() => {});
      else this.#listenLater(retryMs);
    }
  }

  /** Not all of them at the same instant. */
  #listenLater(retryMs: number): void {
    this.#listening = undefined;
    if (this.#isClosed) return;
    const delayMs = retryMs * (0.5 + Math.random() / 2);
    const next = Math.min(RETRY_MS_MAX, retryMs * 2);
    setTimeout(() => void this.#listen(next), delayMs).unref();
  }

  #heard(payload: string): void {
    const [self, ...partitions] = payload.split(' ');
    if (self === this.#self) return;
    for (const partition of partitions) this.#wake(Number(partition));
  }

  #wake(partition: number): void {
    for (const moved of this.#listeners) moved(partition);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    if (this.#committed.size > 0) await this.#send();
    await this.#listening?.end().catch(() => {});
  }
}
