// What is committed in a context, by whatever replica, as a stream of lines for those in other
// processes that follow its log.

import type { LogRecord } from '@dure/kernel/ports';
import type { Commits } from './commits.ts';
import { textOf } from './positions.ts';
import type { Positions } from './positions.ts';
import type { ServedKernel } from './served-log.ts';

/** A line is sent at least so often. */
const BEAT_MS = 5_000;
const READ_MAX = 512;

/**
 * A line of the stream. The first one says where it begins, in every partition; a beat says that
 * the stream lives.
 */
export type TailLine =
  | { readonly begins: string }
  | { readonly partition: number; readonly record: LogRecord }
  | { readonly partition: number; readonly upTo: number }
  | { readonly beat: true };

/** `records` brings them whole; `ends` says only how far the log has come. */
export type TailWanted = { readonly what: 'records' | 'ends'; readonly after: Positions };

type Write = (line: TailLine) => Promise<void> | void;

/** The log that is followed: what tells of commits, and the kernel that reads it. */
export type Followed = { readonly kernel: ServedKernel; readonly commits: Commits };

class Tail {
  readonly #kernel: ServedKernel;
  readonly #commits: Commits;
  readonly #what: TailWanted['what'];
  readonly #at = new Map<number, number>();
  readonly #moved = new Set<number>();
  readonly #write: Write;
  #wake: () => void = () => {};

  constructor({ kernel, commits }: Followed, { what, after }: TailWanted, write: Write) {
    this.#kernel = kernel;
    this.#commits = commits;
    this.#what = what;
    this.#write = write;
    for (const [partition, sequence] of after) this.#at.set(partition, sequence);
  }

  async run(signal: AbortSignal): Promise<void> {
    // What is committed while it looks where the log ends may be behind that, and is heard of.
    const unlisten = this.#commits.listen((partition) => this.#call(partition));
    const wake = setInterval(() => this.#wake(), BEAT_MS);
    let beat = Date.now();
    try {
      await this.#begin();
      await this.#write({ begins: textOf(this.#at) });
      signal.addEventListener('abort', () => this.#wake(), { once: true });
      while (!signal.aborted) {
        await this.#sleep();
        for (const partition of this.#taken()) await this.#send(partition);
        if (Date.now() - beat < BEAT_MS) continue;
        beat = Date.now();
        await this.#write({ beat: true });
      }
    } finally {
      clearInterval(wake);
      unlisten();
    }
  }

  /** A partition that the reader has no position in is read from where it ends now. */
  async #begin(): Promise<void> {
    for (let partition = 0; partition < this.#kernel.partitions; partition += 1) {
      const { sequence } = await this.#kernel.head(partition);
      this.#commits.found(partition, sequence);
      const at = this.#at.get(partition);
      if (at === undefined) this.#at.set(partition, sequence);
      else if (sequence > at) this.#moved.add(partition);
    }
  }

  #call(partition: number): void {
    this.#moved.add(partition);
    this.#wake();
  }

  #taken(): readonly number[] {
    const taken = [...this.#moved];
    this.#moved.clear();
    return taken;
  }

  #sleep(): Promise<void> {
    if (this.#moved.size > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #send(partition: number): Promise<void> {
    const at = this.#at.get(partition) ?? 0;
    if (this.#what === 'ends') return this.#sendEnd(partition, at);
    const records = await this.#commits.readLog(partition, at, READ_MAX);
    for (const record of records) await this.#write({ partition, record });
    const last = records.at(-1);
    if (!last) return;
    this.#at.set(partition, last.sequence);
    // A page that is short may be what is remembered, with more in the store.
    if (last.sequence < (await this.#commits.end(partition))) this.#call(partition);
  }

  async #sendEnd(partition: number, at: number): Promise<void> {
    const sequence = await this.#commits.end(partition);
    if (sequence <= at) return;
    this.#at.set(partition, sequence);
    await this.#write({ partition, upTo: sequence });
  }
}

/**
 * Writes lines until the signal is aborted. A reader that is slow is waited for.
 * @throws {StoreUnavailable} the store cannot be read; the reader comes back with its positions.
 */
export const followLog = (
  followed: Followed,
  wanted: TailWanted & { readonly write: Write },
  signal: AbortSignal,
): Promise<void> => new Tail(followed, wanted, wanted.write).run(signal);
