// Faults that people switch on where a business is rehearsed: a context that is down hears of
// nothing and takes nothing, and one that is slow takes its time.

import { Pause } from '@dure/embedded';
import type { Clock } from '@dure/kernel/ports';
import { Unreachable } from './protocol.ts';
import type { Fault } from './protocol.ts';

const SLOW_MS = 500;

export class Faults {
  readonly pause = new Pause();
  readonly #clock: Clock;
  #fault: Fault = 'none';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  turn(fault: Fault): void {
    this.#fault = fault;
    if (fault === 'down') this.pause.begin();
    else if (this.pause.isOn) this.pause.end();
  }

  /** @throws {Unreachable} it is down. */
  async pass(): Promise<void> {
    if (this.#fault === 'down') throw new Unreachable('It is switched off.');
    if (this.#fault === 'none') return;
    await new Promise<void>((resolve) => void this.#clock.after(SLOW_MS, resolve));
  }
}
