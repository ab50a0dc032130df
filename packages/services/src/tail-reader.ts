// Follows the log of a context in another process, for as long as somebody listens. A stream that
// ends is opened again, with another replica perhaps, where it stood.

import type { Client } from './client.ts';
import type { LogRecord } from '@dure/kernel/ports';
import type { TailLine, TailWanted } from './log-tail.ts';
import { positionsIn, textOf } from './positions.ts';
import type { Positions } from './positions.ts';

const PAUSE_FIRST_MS = 20;
const PAUSE_MOST_MS = 1_000;
/** A stream that says nothing for so long is taken for dead; a beat comes every 5 s. */
const SILENCE_MS = 12_000;

/** A record, or that the log of a partition has come further. */
export type Moved = {
  readonly partition: number;
  readonly upTo: number;
  readonly record?: LogRecord;
};

export class TailReader {
  readonly #client: Client;
  readonly #what: TailWanted['what'];
  readonly #listeners = new Set<(moved: Moved) => void>();
  readonly #returned = new Set<(at: Positions) => void>();
  readonly #at = new Map<number, number>();
  #run: AbortController | undefined;

  constructor(client: Client, what: TailWanted['what']) {
    this.#client = client;
    this.#what = what;
  }

  /**
   * Returns the way to stop listening.
   * @param returned called when the stream is there again, with where it stands: something
   *   may have been missed.
   */
  listen(listener: (moved: Moved) => void, returned?: (at: Positions) => void): () => void {
    this.#listeners.add(listener);
    if (returned) this.#returned.add(returned);
    if (!this.#run) {
      this.#run = new AbortController();
      void this.#follow(this.#run.signal);
    }
    return () => {
      this.#listeners.delete(listener);
      if (returned) this.#returned.delete(returned);
      if (this.#listeners.size === 0) this.stop();
    };
  }

  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#at.clear();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    let pauseMs = PAUSE_FIRST_MS;
    while (!signal.aborted) {
      try {
        if (await this.#read(signal)) pauseMs = PAUSE_FIRST_MS;
      } catch {
        // The replica is away, or what it sent was cut: it is asked again in a moment.
      }
      if (signal.aborted) return;
      await new Promise((resolve) => void setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * 2, PAUSE_MOST_MS);
    }
  }

  /** Whether anything came. */
  async #read(signal: AbortSignal): Promise<boolean> {
    const silent = new AbortController();
    let timer = setTimeout(() => silent.abort(), SILENCE_MS);
    const path = `tail?what=${this.#what}&after=${textOf(this.#at)}`;
    let isThere = false;
    try {
      for await (const line of this.#client.lines(path, AbortSignal.any([signal, silent.signal]))) {
        isThere = true;
        clearTimeout(timer);
        timer = setTimeout(() => silent.abort(), SILENCE_MS);
        // A service of this deployment has written it.
        this.#take(line as TailLine);
      }
    } finally {
      clearTimeout(timer);
    }
    return isThere;
  }

  #take(line: TailLine): void {
    if ('beat' in line) return;
    if ('begins' in line) return this.#begin(line.begins);
    const { partition } = line;
    const record = 'record' in line ? line.record : undefined;
    const upTo = 'record' in line ? line.record.sequence : line.upTo;
    this.#at.set(partition, upTo);
    const moved = record ? { partition, upTo, record } : { partition, upTo };
    for (const listener of this.#listeners) listener(moved);
  }

  #begin(begins: string): void {
    for (const [partition, sequence] of positionsIn(begins) ?? []) {
      this.#at.set(partition, sequence);
    }
    for (const returned of this.#returned) returned(this.#at);
  }
}
