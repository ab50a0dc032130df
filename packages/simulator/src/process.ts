// One replica of a context, as an operating system sees it: it lives, waits, and dies at any wait.

import type { Kernel, Clock } from '@dure/kernel';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';

/** Thrown where a dead process would go on, so that what it held is let go. */
export class Died extends Error {
  constructor(process: string) {
    super(`${process} died.`);
    this.name = 'Died';
  }
}

type Facts = {
  readonly context: string;
  readonly replica: number;
  readonly timeline: Timeline;
  readonly chance: Chance;
};

export class Process {
  readonly context: string;
  readonly replica: number;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Set once it is ready to serve. */
  kernel: Kernel | undefined;
  /** The same, as those outside of it have it. */
  shown: Kernel | undefined;
  readonly #timeline: Timeline;
  readonly #onDeath = new Set<() => void>();
  #isAlive = true;
  #serving = 0;
  #waitsLeft = Infinity;
  #dieThere: () => void = () => {};

  constructor({ context, replica, timeline, chance }: Facts) {
    this.context = context;
    this.replica = replica;
    this.chance = chance;
    this.#timeline = timeline;
    this.clock = this.#clock();
  }

  get name(): string {
    return `${this.context}#${this.replica}`;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** How many are waiting for an answer of it. */
  get serving(): number {
    return this.#serving;
  }

  /** Nothing of it runs any more, and it answers no one again. */
  die(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.kernel = undefined;
    this.shown = undefined;
    const listeners = [...this.#onDeath];
    this.#onDeath.clear();
    for (const listener of listeners) listener();
  }

  onDeath(listener: () => void): () => void {
    this.#onDeath.add(listener);
    return () => this.#onDeath.delete(listener);
  }

  /** At the so-manieth wait from now, `dieThere` is called. */
  doom(afterWaits: number, dieThere: () => void): void {
    this.#waitsLeft = afterWaits;
    this.#dieThere = dieThere;
  }

  /** It is about to wait for something, and may die instead. */
  #wait(): void {
    if (this.#waitsLeft === Infinity) return;
    this.#waitsLeft -= 1;
    if (this.#waitsLeft > 0) return;
    this.#waitsLeft = Infinity;
    if (this.#isAlive) this.#dieThere();
  }

  /** Waits for something outside. A dead process never learns how it ended. */
  ask<T>(begin: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#wait();
      if (!this.#isAlive) return;
      begin().then(
        (value) => {
          this.#wait();
          if (this.#isAlive) resolve(value);
        },
        (error: unknown) => {
          if (this.#isAlive) reject(error);
        },
      );
    });
  }

  /**
   * Waits for the process itself, on behalf of a caller outside.
   * @throws {Died} when it dies before.
   */
  tell<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.#isAlive) {
        reject(new Died(this.name));
        return;
      }
      const forget = this.onDeath(() => reject(new Died(this.name)));
      work().then(resolve, reject).finally(forget);
    });
  }

  /** As `tell`, for a caller that waits for an answer. */
  async serve<T>(work: () => Promise<T>): Promise<T> {
    this.#serving += 1;
    try {
      return await this.tell(work);
    } finally {
      this.#serving -= 1;
    }
  }

  /**
   * Lets time pass within the process.
   * @throws {Died} when it dies meanwhile.
   */
  pause(durationMs: number): Promise<void> {
    return this.tell(() => new Promise((resolve) => this.#timeline.after(durationMs, resolve)));
  }

  #clock(): Clock {
    const timeline = this.#timeline;
    const alive = (run: () => void) => () => {
      if (this.#isAlive) run();
    };
    return {
      now: () => timeline.now,
      after: (delayMs, run) => timeline.after(delayMs, alive(run)),
      soon: (run) => {
        timeline.after(0, alive(run));
      },
      random: () => this.chance.next(),
    };
  }
}
