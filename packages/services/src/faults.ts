// Faults that people switch on where a business is rehearsed: a context that is down hears of
// nothing and takes nothing, one that is behind hears of nothing, and one that is slow or late
// takes its time.

import { Pause } from '@dure/embedded';
import type { Clock } from '@dure/kernel/ports';
import { Unreachable } from './protocol.ts';
import type { Fault } from './protocol.ts';

const SLOW_MS = 500;
/** Longer than anyone who asks waits for an answer. */
const LATE_MS = 1_200;

export class Faults {
  readonly pause = new Pause();
  readonly #clock: Clock;
  #fault: Fault = 'none';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  turn(fault: Fault): void {
    this.#fault = fault;
    this.pause.turn(fault === 'down' || fault === 'behind' ? fault : 'none');
  }

  /**
   * Does what is asked, as the fault lets it: what is late has done it before anyone gives up.
   * @throws {Unreachable} it is down.
   */
  async around<T>(work: () => Promise<T> | T): Promise<T> {
    const fault = this.#fault;
    if (fault === 'down') throw new Unreachable('It is switched off.');
    if (fault === 'slow') await this.#wait(SLOW_MS);
    const answer = await work();
    if (fault === 'late') await this.#wait(LATE_MS);
    return answer;
  }

  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(delayMs, resolve));
  }
}
