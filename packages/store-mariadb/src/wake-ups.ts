// Hears of what other stores on the same data commit. The server tells nobody, so it is asked: one
// small question for all partitions, again and again, as long as somebody listens.

import type { Row, Statement } from './link.ts';

const ASK_EVERY_MS = 50;

/** While the server is away, it is asked less often. */
const ASK_AGAIN_MS = 500;

const ends: Statement = { sql: 'SELECT part, sequence FROM heads', values: [] };

export class WakeUps {
  readonly #rows: (statement: Statement) => Promise<readonly Row[]>;
  readonly #listeners = new Set<(partition: number) => void>();
  /** Where each partition ended when it was last looked at; nothing, where that is long ago. */
  #seen = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(rows: (statement: Statement) => Promise<readonly Row[]>) {
    this.#rows = rows;
  }

  follow(moved: (partition: number) => void): () => void {
    // The same listener may come twice, and leave once.
    const listener = (partition: number): void => moved(partition);
    this.#listeners.add(listener);
    if (!this.#isLooking && this.#timer === undefined) this.#lookIn(0);
    return () => void this.#listeners.delete(listener);
  }

  stop(): void {
    this.#listeners.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** It keeps no process from ending. */
  #lookIn(ms: number): void {
    this.#timer = setTimeout(() => void this.#look(), ms).unref();
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    // What nobody listened to meanwhile is not known.
    if (this.#listeners.size === 0) return this.#seen.clear();
    this.#isLooking = true;
    const rows = await this.#rows(ends).catch(() => undefined);
    this.#isLooking = false;
    if (rows) this.#compare(rows);
    else this.#seen.clear();
    if (this.#listeners.size > 0) this.#lookIn(rows ? ASK_EVERY_MS : ASK_AGAIN_MS);
    else this.#seen.clear();
  }

  #compare(rows: readonly Row[]): void {
    for (const { part, sequence } of rows) {
      const [partition, end] = [Number(part), Number(sequence)];
      if (this.#seen.get(partition) === end) continue;
      this.#seen.set(partition, end);
      for (const listener of this.#listeners) listener(partition);
    }
  }
}
