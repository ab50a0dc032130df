// The trail of a case out of the logs of several contexts, in pieces, however long it is.

import type { CaseRecord } from '@dure/kernel';
import type { PlacedRecord, Store } from '@dure/kernel/ports';
import { inOrder } from './causal-order.ts';

/** Where the records of a case are read. */
export type CaseLog = Pick<Store, 'trail'>;

const PAGE = 500;

/** The trail in one context, as far as it was read. */
class Reading {
  readonly #context: string;
  readonly #store: CaseLog;
  readonly #caseId: string;
  #records: readonly CaseRecord[] = [];
  #last: PlacedRecord | undefined;
  #isAtEnd = false;

  constructor(context: string, store: CaseLog, caseId: string) {
    this.#context = context;
    this.#store = store;
    this.#caseId = caseId;
  }

  /** Before this instant, all of it is here. */
  get completeBefore(): number {
    return this.#isAtEnd ? Infinity : (this.#last?.at ?? -Infinity);
  }

  async readOn(): Promise<void> {
    if (this.#isAtEnd) return;
    const page = await this.#store.trail(this.#caseId, PAGE, this.#last);
    const read = page.map((record) => ({ ...record, context: this.#context }));
    this.#records = [...this.#records, ...read];
    this.#last = page.at(-1) ?? this.#last;
    this.#isAtEnd = page.length < PAGE;
  }

  takeBefore(instantMs: number): readonly CaseRecord[] {
    const taken = this.#records.filter(({ at }) => at < instantMs);
    this.#records = this.#records.slice(taken.length);
    return taken;
  }
}

/**
 * A cause stands before its effect within a piece, and what happened earlier in an earlier piece.
 * What is committed while it is read may be missing.
 */
export async function* trailInPieces(
  stores: Iterable<readonly [context: string, store: CaseLog]>,
  caseId: string,
): AsyncGenerator<readonly CaseRecord[]> {
  const readings = [...stores].map(([context, store]) => new Reading(context, store, caseId));
  let complete = -Infinity;
  while (complete < Infinity) {
    // Whoever is behind holds up the others; so many things in one instant are read to its end.
    const behind = readings.filter(({ completeBefore }) => completeBefore <= complete);
    await Promise.all(behind.map((reading) => reading.readOn()));
    complete = Math.min(Infinity, ...readings.map(({ completeBefore }) => completeBefore));
    const piece = inOrder(readings.flatMap((reading) => reading.takeBefore(complete)));
    if (piece.length > 0) yield piece;
  }
}
