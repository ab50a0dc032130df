// Connections that are used again, at most so many; who finds none waits in line.

import { StoreUnavailable } from '@dure/kernel/ports';
import { isCrowded } from './errors.ts';
import type { Link } from './link.ts';

export class Pool {
  readonly #open: () => Promise<Link>;
  readonly #max: number;
  readonly #free: Link[] = [];
  readonly #waiting: (() => void)[] = [];
  #count = 0;
  #isClosed = false;
  #whenEmpty: () => void = () => {};

  constructor(open: () => Promise<Link>, max: number) {
    this.#open = open;
    this.#max = max;
  }

  /** Runs with a connection that nobody else has. One that is lost is not used again. */
  async with<T>(use: (link: Link) => Promise<T>): Promise<T> {
    const link = await this.#take();
    try {
      return await use(link);
    } finally {
      this.#giveBack(link);
    }
  }

  async #take(): Promise<Link> {
    for (;;) {
      this.#checkOpen();
      const link = this.#rested() ?? (await this.#another());
      if (link) return link;
      if (this.#free.length > 0) continue;
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
  }

  /** One that was used before; those that were lost meanwhile are forgotten. */
  #rested(): Link | undefined {
    for (let link = this.#free.pop(); link; link = this.#free.pop()) {
      if (!link.isLost) {
        link.wake();
        return link;
      }
      this.#count -= 1;
    }
    return undefined;
  }

  /** One more, unless there are enough; where the server takes no more, those there are do. */
  async #another(): Promise<Link | undefined> {
    if (this.#count >= this.#max) return undefined;
    this.#count += 1;
    try {
      return await this.#open();
    } catch (error) {
      this.#count -= 1;
      const isEnough = this.#count > 0 && isCrowded(error);
      if (isEnough && !this.#isClosed) return undefined;
      this.#wakeNext();
      throw error;
    }
  }

  #giveBack(link: Link): void {
    if (link.isLost) this.#count -= 1;
    else {
      link.rest();
      this.#free.push(link);
    }
    this.#wakeNext();
  }

  #wakeNext(): void {
    this.#waiting.shift()?.();
    if (this.#count === this.#free.length) this.#whenEmpty();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new StoreUnavailable('The store is closed.');
  }

  /** Ends all connections, those that are in use once they are given back. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    if (this.#count > this.#free.length) {
      await new Promise<void>((resolve) => void (this.#whenEmpty = resolve));
    }
    const free = this.#free.splice(0);
    this.#count -= free.length;
    await Promise.all(free.map((link) => link.close()));
  }
}
