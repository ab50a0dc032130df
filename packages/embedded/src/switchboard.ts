// How one part of a process reaches another: contexts by their kernels, and external systems as
// they are simulated or really there. Faults of a rehearsal are switched on here.

import type { Fault, Kernel } from '@dure/kernel';
import type { Answer, Call, Calls, Clock } from '@dure/kernel/ports';
import type { HostOptions } from './options.ts';
import { SimulatedSystems } from './simulated-systems.ts';

const SLOW_FIRST_MS = 400;
const SLOW_SPREAD_MS = 220;
/** Longer than anyone who asks waits for an answer. */
const LATE_MS = 1_200;

export const wait = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => void clock.after(delayMs, resolve));

/** External systems, real or simulated, and the way to every context, with faults to switch on. */
export class Switchboard implements Calls {
  readonly faults = new Map<string, Fault>();
  readonly #clock: Clock;
  readonly #kernels: ReadonlyMap<string, Kernel>;
  readonly #real: ReadonlyMap<string, Calls>;
  readonly #simulated: SimulatedSystems;

  constructor(
    clock: Clock,
    kernels: ReadonlyMap<string, Kernel>,
    { system, externals = {} }: HostOptions,
  ) {
    this.#clock = clock;
    this.#kernels = kernels;
    this.#real = new Map(Object.entries(externals));
    this.#simulated = new SimulatedSystems(system.externals ?? [], clock);
  }

  async call(call: Call): Promise<Answer> {
    const fault = this.faults.get(call.to);
    if (fault === 'down') throw new Error(`${call.to} is switched off.`);
    if (fault === 'slow') {
      const delayMs = SLOW_FIRST_MS + this.#clock.random() * SLOW_SPREAD_MS;
      await wait(this.#clock, delayMs);
    }
    const answer = await this.#answer(call);
    if (fault === 'late') await wait(this.#clock, LATE_MS);
    return answer;
  }

  #answer(call: Call): Promise<Answer> {
    const kernel = this.#kernels.get(call.to);
    if (kernel) return kernel.answer(call);
    const real = this.#real.get(call.to);
    if (real) return real.call(call);
    return this.#simulated.call(call);
  }
}
