// Calls between contexts and to external systems: slow, lost on the way there or back, made twice.

import type { SimulatedSystem } from '@dure/rehearsal';
import type { Answer, Call, Calls, Json } from '@dure/kernel/ports';
import type { CallConditions } from './conditions.ts';
import type { Process } from './process.ts';
import type { Timeline } from './timeline.ts';

/** The documented slowness of an answer: 400 to 1,020 ms. */
const SLOW_LEAST_MS = 400;
const SLOW_MOST_MS = 1_020;

export class Unreachable extends Error {
  constructor(to: string) {
    super(`${to} cannot be reached.`);
    this.name = 'Unreachable';
  }
}

type Facts = {
  readonly timeline: Timeline;
  readonly conditions: CallConditions;
  readonly externals: readonly SimulatedSystem[];
  /** The replicas of a context that serve. */
  readonly serving: (context: string) => readonly Process[];
  /** Something went wrong on the line. */
  readonly onFault: (call: Call, words: string) => void;
  /** Something went on. */
  readonly onProgress: (call: Call, words: string) => void;
};

export class Lines {
  readonly #facts: Facts;
  readonly #states = new Map<string, unknown>();
  readonly #down = new Set<string>();
  readonly #slow = new Set<string>();
  #conditions: CallConditions;

  constructor(facts: Facts) {
    this.#facts = facts;
    this.#conditions = facts.conditions;
    for (const { name, initial } of facts.externals) this.#states.set(name, initial);
  }

  callsOf(process: Process): Calls {
    return { call: (call) => process.ask(() => this.#call(process, call)) };
  }

  /** What an external system remembers. It outlives everybody. */
  stateOf(external: string): unknown {
    return this.#states.get(external);
  }

  setConditions(conditions: CallConditions): void {
    this.#conditions = conditions;
  }

  setDown(external: string, isDown: boolean): void {
    if (isDown) this.#down.add(external);
    else this.#down.delete(external);
  }

  setSlow(external: string, isSlow: boolean): void {
    if (isSlow) this.#slow.add(external);
    else this.#slow.delete(external);
  }

  async #call(process: Process, call: Call): Promise<Answer> {
    const { chance } = process;
    const { loseRequestChance, loseAnswerChance, twiceChance } = this.#conditions;
    await this.#travel(process);
    if (chance.is(loseRequestChance)) return this.#lose(process, call, 'request lost');
    if (chance.is(twiceChance)) this.#onceMore(process, call);
    const answer = await this.#deliver(process, call);
    await this.#travel(process);
    if (chance.is(loseAnswerChance)) return this.#lose(process, call, 'answer lost');
    return answer;
  }

  /** Half of what is lost is noticed; for the rest the caller waits as long as it will. */
  #lose(process: Process, call: Call, words: string): Promise<Answer> {
    this.#facts.onFault(call, words);
    return new Promise((_, reject) => {
      if (process.chance.is(0.5)) reject(new Unreachable(call.to));
    });
  }

  #onceMore(process: Process, call: Call): void {
    this.#facts.onFault(call, 'delivered twice');
    const lateMs = process.chance.between(0, SLOW_MOST_MS);
    this.#facts.timeline.after(lateMs, () => {
      this.#deliver(process, call).catch(() => {});
    });
  }

  async #travel(process: Process): Promise<void> {
    const { lateMostMs, slowChance } = this.#conditions;
    const { chance } = process;
    const slowMs = chance.is(slowChance) ? chance.between(SLOW_LEAST_MS, SLOW_MOST_MS) : 0;
    const delayMs = slowMs + chance.between(0, lateMostMs);
    if (delayMs > 0) await this.#pause(delayMs);
  }

  #pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => this.#facts.timeline.after(durationMs, resolve));
  }

  async #deliver(caller: Process, call: Call): Promise<Answer> {
    const external = this.#facts.externals.find(({ name }) => name === call.to);
    if (external) return this.#askOutside(caller, external, call);
    const serving = this.#facts.serving(call.to);
    if (serving.length === 0) throw new Unreachable(call.to);
    const callee = caller.chance.pick(serving);
    const { kernel } = callee;
    if (!kernel) throw new Unreachable(call.to);
    this.#facts.onProgress(call, `reaches ${callee.name}`);
    const answer = await callee.serve(() => kernel.answer(call));
    this.#facts.onProgress(call, `is ${answer.is}`);
    return answer;
  }

  async #askOutside(caller: Process, external: SimulatedSystem, call: Call): Promise<Answer> {
    const { name } = external;
    if (this.#down.has(name)) throw new Unreachable(name);
    if (this.#slow.has(name)) {
      await this.#pause(caller.chance.between(SLOW_LEAST_MS, SLOW_MOST_MS));
    }
    const before = this.#states.get(name);
    const { state, answer, delayMs } = external.answer(call.type, call.data, before);
    this.#states.set(name, state);
    this.#facts.onProgress(call, `is ${Object.keys(answer)[0]}`);
    if (delayMs !== undefined) await this.#pause(delayMs);
    // What an external system says is JSON, as its questions describe it.
    if ('refused' in answer) return { is: 'refused', rejection: answer.refused as Json };
    return { is: 'taken', fields: answer.taken as { readonly [field: string]: Json } };
  }
}
