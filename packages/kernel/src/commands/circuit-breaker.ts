// Circuit breakers and bulkheads, one of each for a callee (Nygard, Release It!, 2007). After so
// many failures in a row, or half of the last twenty, the callee is left alone for a while; then
// one trial call is let through. Own code, because its clock is the clock's.

import type { Limits } from '../api.ts';

type Breaker = {
  failuresInRow: number;
  /** The last calls, the newest last: whether each failed. */
  readonly last: boolean[];
  openUntil: number;
  isTrying: boolean;
  underWay: number;
};

const LAST_CALLS = 20;

export class Breakers {
  readonly #now: () => number;
  readonly #limits: Limits;
  readonly #breakers = new Map<string, Breaker>();

  constructor(now: () => number, limits: Limits) {
    this.#now = now;
    this.#limits = limits;
  }

  #of(callee: string): Breaker {
    const known = this.#breakers.get(callee);
    if (known) return known;
    const fresh = { failuresInRow: 0, last: [], openUntil: 0, isTrying: false, underWay: 0 };
    this.#breakers.set(callee, fresh);
    return fresh;
  }

  /** In how many milliseconds to try again; 0 when a call may be made now. */
  closedIn(callee: string): number {
    const breaker = this.#of(callee);
    if (breaker.underWay >= this.#limits.asksAtOnceMax) return this.#limits.retryFirstMs;
    if (breaker.openUntil === 0) return 0;
    const left = breaker.openUntil - this.#now();
    if (left > 0) return left;
    return breaker.isTrying ? this.#limits.retryFirstMs : 0;
  }

  begin(callee: string): void {
    const breaker = this.#of(callee);
    breaker.underWay += 1;
    if (breaker.openUntil !== 0) breaker.isTrying = true;
  }

  end(callee: string, isFailed: boolean): void {
    const breaker = this.#of(callee);
    breaker.underWay -= 1;
    breaker.isTrying = false;
    breaker.last.push(isFailed);
    if (breaker.last.length > LAST_CALLS) breaker.last.shift();
    breaker.failuresInRow = isFailed ? breaker.failuresInRow + 1 : 0;
    if (isFailed) this.#failed(breaker);
    else if (breaker.openUntil !== 0) {
      breaker.openUntil = 0;
      breaker.last.length = 0;
    }
  }

  #failed(breaker: Breaker): void {
    const failures = breaker.last.filter(Boolean).length;
    const isHalf = breaker.last.length === LAST_CALLS && failures * 2 >= LAST_CALLS;
    const isInRow = breaker.failuresInRow >= this.#limits.breakerFailures;
    if (!isHalf && !isInRow && breaker.openUntil === 0) return;
    // What was asked before it opened says nothing of later: it would be left alone for longer.
    if (breaker.openUntil > this.#now()) return;
    breaker.openUntil = this.#now() + this.#limits.breakerOpenMs;
  }

  /** The callees that are left alone now. */
  open(): readonly string[] {
    return [...this.#breakers].flatMap(([callee, { openUntil }]) =>
      openUntil > this.#now() ? [callee] : [],
    );
  }
}
