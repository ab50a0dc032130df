// The newest records of one partition of a source's log, as they came: without gaps, and of one
// log. What is not here is in the log itself, so it may forget whatever it likes.

import type { LogRecord } from '@dure/kernel/ports';
import type { Arrived } from './cloud-event.ts';

/** Kept for those who read more slowly, beside what nobody has read yet. */
const REMEMBERED_MAX = 2_048;

/** For so long the end of what is known is taken for the end of the log. */
const TRUSTED_MS = 1_000;

export class Tail {
  readonly wakes = new Set<() => void>();
  /** The log that the source has now, as far as it was asked. */
  #logId: string | undefined;
  #records: LogRecord[] = [];
  /** The last sequence that came, or that the log was seen to have. */
  #last = 0;
  /** The furthest that anyone has asked for. */
  #asked = 0;
  /** When there were last known to be no more; of its log only, and of the end of what is here. */
  #endedAt = -Infinity;

  get logId(): string | undefined {
    return this.#logId;
  }

  /** How many records are here that nobody has asked for. */
  get unread(): number {
    const last = this.#records.at(-1)?.sequence ?? 0;
    return Math.max(0, Math.min(this.#records.length, last - this.#asked));
  }

  get asked(): number {
    return this.#asked;
  }

  /** The source has said which log it has. What came of another one is forgotten. */
  isOf(logId: string): void {
    if (logId === this.#logId) return;
    this.#logId = logId;
    this.#last = 0;
    this.forget();
  }

  forget(): void {
    this.#records = [];
    this.#endedAt = -Infinity;
  }

  /** Takes what came. At or below what is here it was here before; behind a gap it begins anew. */
  take({ logId, sequence, record }: Arrived, now: number): void {
    if (logId !== this.#logId) this.#endedAt = -Infinity;
    else if (sequence > this.#last) this.#append(sequence, record, now);
    else return;
    for (const wake of this.wakes) wake();
  }

  #append(sequence: number, record: LogRecord | undefined, now: number): void {
    const isNext = record?.sequence === this.#last + 1 && this.#isUnbroken;
    if (!isNext) this.#records = [];
    if (record && this.wakes.size > 0) this.#records.push(record);
    this.#last = sequence;
    // What is only referred to, or came behind a gap, is to be read from the log.
    this.#endedAt = isNext ? now : -Infinity;
    this.#forgetRead();
  }

  get #isUnbroken(): boolean {
    return this.#records.at(-1)?.sequence === this.#last;
  }

  #forgetRead(): void {
    const read = this.#records.length - this.unread;
    if (read > 2 * REMEMBERED_MAX) this.#records.splice(0, read - REMEMBERED_MAX);
  }

  /**
   * What is known behind a sequence, as far as it is the log's. Empty, where the log was seen to
   * end there a moment ago; nothing, where the log itself has to be asked.
   */
  after(after: number, limit: number, now: number): readonly LogRecord[] | undefined {
    this.#asked = Math.max(this.#asked, after);
    const first = this.#records[0]?.sequence ?? Infinity;
    if (first <= after + 1 && after < this.#last) {
      return this.#records.slice(after + 1 - first, after + 1 - first + limit);
    }
    const isTrusted = Math.abs(now - this.#endedAt) < TRUSTED_MS;
    return isTrusted && after >= this.#last ? [] : undefined;
  }

  /** The log was asked, and has nothing behind a sequence. */
  endsAt(after: number, askedAt: number): void {
    if (after < this.#last) return;
    if (after > this.#last) this.#records = [];
    this.#last = after;
    this.#endedAt = askedAt;
  }
}
