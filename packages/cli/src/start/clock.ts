// A clock that can be put into the past, and goes on from there: for the demo, whose history is
// played as it would have happened, and for the documented replay.

import type { Clock } from '@dure/kernel/ports';

type Timer = {
  readonly at: number;
  readonly run: () => void;
  callOff: () => void;
};

/** What the clock itself is made of. Tests give their own. */
export type Machine = {
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
};

const TIMER_MOST_MS = 2_147_483_647;
const WAKEFUL_MS = 1_000;

const machine: Machine = {
  now: Date.now,
  after: (delayMs, run) => {
    const timer = setTimeout(run, Math.min(delayMs, TIMER_MOST_MS));
    // Whoever waits for long keeps no process alive.
    if (delayMs > WAKEFUL_MS) timer.unref();
    return () => clearTimeout(timer);
  },
};

/** It never goes back. Timers are bound to its instants, so a jump makes what is due ring. */
export class AdjustableClock implements Clock {
  readonly #machine: Machine;
  readonly #timers = new Set<Timer>();
  #offsetMs = 0;
  #last = -Infinity;

  constructor(of: Machine = machine) {
    this.#machine = of;
  }

  now(): number {
    this.#last = Math.max(this.#last, this.#machine.now() + this.#offsetMs);
    return this.#last;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { at: this.now() + Math.max(0, delayMs), run, callOff: () => {} };
    this.#timers.add(timer);
    this.#wind(timer);
    return () => {
      this.#timers.delete(timer);
      timer.callOff();
    };
  }

  soon(run: () => void): void {
    setImmediate(run);
  }

  random(): number {
    return Math.random();
  }

  /** Puts a clock that was not read yet to an instant, from which it goes on. */
  set(instantMs: number): void {
    this.#offsetMs = instantMs - this.#machine.now();
    this.#last = instantMs;
  }

  /** Moves on to an instant, if it is ahead. What falls due by it rings at once, in order. */
  jump(instantMs: number): void {
    if (instantMs <= this.now()) return;
    this.set(instantMs);
    for (const timer of [...this.#timers].toSorted((a, b) => a.at - b.at)) {
      timer.callOff();
      if (timer.at <= instantMs) this.#ring(timer);
      else this.#wind(timer);
    }
  }

  /** Joins the machine's own clock, as soon as that is not behind. */
  release(): void {
    this.jump(this.#machine.now());
    this.#offsetMs = 0;
  }

  #wind(timer: Timer): void {
    const delayMs = Math.max(0, timer.at - this.now());
    timer.callOff = this.#machine.after(delayMs, () => this.#ring(timer));
  }

  #ring(timer: Timer): void {
    if (this.#timers.delete(timer)) timer.run();
  }
}
