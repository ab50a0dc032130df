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

  /** @throws {Unreachable} it is down. */
  async pass(): Promise<void> {
    if (this.#fault === 'down') throw new Unreachable('It is switched off.');
    if (this.#fault === 'none' || this.#fault === 'behind') return;
    const delayMs = this.#fault === 'late' ? LATE_MS : SLOW_MS;
    await new Promise<void>((resolve) => void this.#clock.after(delayMs, resolve));
  }
}
