// The external systems that a business is rehearsed with. What they remember, they remember as long
// as this process lives.

import type { SimulatedSystem } from '@dure/rehearsal';
import type { Answer, Call, Calls, Clock, Json } from '@dure/kernel/ports';

export class SimulatedSystems implements Calls {
  readonly #clock: Clock;
  readonly #systems: ReadonlyMap<string, SimulatedSystem>;
  readonly #states = new Map<string, unknown>();

  constructor(systems: readonly SimulatedSystem[], clock: Clock) {
    this.#clock = clock;
    this.#systems = new Map(systems.map((system) => [system.name, system]));
  }

  /** @throws there is no system of that name. */
  async call(call: Call): Promise<Answer> {
    const system = this.#systems.get(call.to);
    if (!system) throw new Error(`There is no ${call.to}.`);
    const before = this.#states.get(system.name) ?? system.initial;
    const { state, answer, delayMs } = system.answer(call.type, call.data, before);
    this.#states.set(system.name, state);
    if (delayMs !== undefined) {
      await new Promise<void>((resolve) => void this.#clock.after(delayMs, resolve));
    }
    // A simulated system answers with what its questions' shapes describe, which is JSON.
    if ('taken' in answer)
      return { is: 'taken', fields: answer.taken as { [field: string]: Json } };
    return { is: 'refused', rejection: answer.refused as Json };
  }
}
