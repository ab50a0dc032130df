// One storm: a plan is carried out, the world heals and runs out, and what was promised is checked.

import type { Rehearsed } from '@dure/rehearsal';
import { standardLimits } from '@dure/kernel';
import { Chance } from './chance.ts';
import { checkInvariants, checkStreams, sceneOf } from './checks/always.ts';
import { checkDisks } from './checks/disks.ts';
import { checkEffects } from './checks/effects.ts';
import { checkIncidents, causeWords } from './checks/incidents.ts';
import { checkLeftovers } from './checks/leftovers.ts';
import { checkOutcomes } from './checks/outcomes.ts';
import { checkStates, checkViews } from './checks/views.ts';
import { Clients } from './clients.ts';
import { FINDINGS_MAX } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Plan } from './plan.ts';
import { doByHand } from './operate.ts';
import { lookFor } from './readers.ts';
import {
  closeRefusedUndos,
  isOverdue,
  jumpToNextDeadline,
  mendStopped,
  retryPoisoned,
  settle,
} from './run-out.ts';
import { calm, heal, schedule, setWeather } from './strike.ts';
import { requestOf } from './traffic.ts';
import type { Traffic, Wish } from './traffic.ts';
import { World } from './world.ts';
import type { Sabotage } from './world.ts';

/** Between two looks at what holds always. */
const CHECK_EVERY_STEPS = 100;
/** Deadlines that fall due one after the other at the end, and times that people act. */
const ROUNDS_MAX = 500;
/** For so many rounds at the end a deadline may have a mistake that did not show yet. */
const DUE_ROUNDS = 8;

export type StormParts = {
  readonly system: Rehearsed;
  /** The version that is deployed during the storm. */
  readonly next?: Rehearsed | undefined;
  readonly traffic: Traffic;
  readonly plan: Plan;
  readonly sabotage?: Sabotage | undefined;
  /** Whether a trace is kept, for a story. It changes nothing else. */
  readonly isTraced?: boolean;
};

export type StormResult = {
  readonly plan: Plan;
  /** Empty, when every promise was kept. */
  readonly findings: readonly Finding[];
  readonly figures: {
    readonly records: number;
    readonly commands: number;
    readonly steps: number;
    readonly struck: ReadonlyMap<string, number>;
  };
  readonly world: World;
};

export const runStorm = async (parts: StormParts): Promise<StormResult> => {
  const world = new World(parts);
  const storm = new Storm(world, parts.traffic);
  const findings = await storm.run();
  return {
    plan: parts.plan,
    findings: findings.slice(0, FINDINGS_MAX),
    figures: {
      records: world.history.all.length,
      commands: storm.clients.requests.length,
      steps: world.timeline.steps,
      struck: world.struck,
    },
    world,
  };
};

class Storm {
  readonly clients: Clients;
  readonly #world: World;
  readonly #traffic: Traffic;
  readonly #chance: Chance;
  readonly #findings: Finding[];
  #checkedAt = 0;
  /** How many records were there when the world was last looked at. */
  #seen = { always: 0, quiet: 0 };

  constructor(world: World, traffic: Traffic) {
    this.#world = world;
    this.#traffic = traffic;
    this.#chance = new Chance(`seed ${world.plan.seed}/traffic`);
    this.#findings = world.findings;
    this.clients = new Clients(world, (outcome, chance) => lookFor(world, outcome, chance));
  }

  async run(): Promise<readonly Finding[]> {
    const onLost = (cause: unknown) => this.#find('P10', `Not caught: ${causeWords(cause)}`);
    process.on('unhandledRejection', onLost);
    try {
      await this.#begin();
      await this.#rage();
      await this.#end();
    } catch (error) {
      this.#find('P10', causeWords(error));
    } finally {
      process.off('unhandledRejection', onLost);
    }
    return this.#findings;
  }

  #find(of: string, words: string): void {
    this.#findings.push({ of, words });
  }

  /** In calm weather, what the business needs before people come. */
  async #begin(): Promise<void> {
    setWeather(this.#world, calm);
    this.#world.start();
    await this.#settle('at the beginning', 0);
    this.#send(this.#traffic.setUp(this.#world.timeline.now), 'set up');
    await this.#settle('after it was set up', 0);
  }

  async #rage(): Promise<void> {
    const world = this.#world;
    const { conditions, faults, steps, lengthMs } = world.plan;
    setWeather(world, conditions);
    for (const fault of faults) schedule(world, fault, this.#traffic);
    for (const { atMs, name } of steps) world.timeline.after(atMs, () => this.#step(name));
    await world.timeline.pass(lengthMs, this.#progress);
  }

  #step(name: string): void {
    const chance = this.#chance.fork(name);
    const wish = this.#traffic.next(() => chance.next(), sceneOf(this.#world));
    this.clients.send(requestOf(wish), chance);
  }

  #send(wishes: readonly Wish[], name: string): void {
    for (const [index, wish] of wishes.entries()) {
      this.clients.send(requestOf(wish), this.#chance.fork(`${name} ${index}`));
    }
  }

  async #end(): Promise<void> {
    if (this.#isBroken) return;
    heal(this.#world);
    // What is stopped keeps others of its case waiting: people try it again before all is at rest.
    await this.#world.timeline.pass(this.#pollMs, this.#progress);
    await retryPoisoned(this.#world);
    await this.#settle('after the storm', this.#pollMs);
    await this.#retryPoisoned();
    await this.#doByHand();
    this.#checkQuiet();
    // Later events may hide that an earlier one never reached its row.
    if (!this.#isBroken) this.#findings.push(...checkViews(this.#world));
    for (let round = 0; round < ROUNDS_MAX && !this.#isBroken; round += 1) {
      if (!(await this.#moveOn(round))) return this.#checkAll();
      await this.#settle('while it ran out', this.#pollMs);
      this.#checkQuiet();
    }
    if (this.#isBroken) return;
    this.#findings.push(...checkLeftovers(this.#world));
    this.#find('G6', `After ${ROUNDS_MAX} rounds there is more to come.`);
  }

  async #retryPoisoned(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX && !this.#isBroken; round += 1) {
      this.#world.poisons.endStruck();
      if (!(await retryPoisoned(this.#world))) return closeRefusedUndos(this.#world);
      await this.#settle('after what was poisoned was tried again', 0);
    }
  }

  async #doByHand(): Promise<void> {
    if (this.#isBroken) return;
    const send = (wish: Wish, { id }: { readonly id: string }): void =>
      this.#send([wish], `by hand ${id}`);
    if (await doByHand(this.#world, this.#traffic, send))
      await this.#settle('after people did by hand what was skipped', 0);
  }

  /** A jump of the clocks is noticed at the next look at them, which may be so far away. */
  get #pollMs(): number {
    const { safetyPollMs = standardLimits.safetyPollMs } = this.#world.plan.conditions.limits;
    return safetyPollMs + 1;
  }

  /** People act, or time passes until something is due; false when neither is left. */
  async #moveOn(round: number): Promise<boolean> {
    if (await this.#mendDue(round)) return true;
    if (await mendStopped(this.#world, this.#traffic.mend)) return true;
    const wishes = this.#traffic.finish(sceneOf(this.#world));
    this.#send(wishes, `end ${round}`);
    return wishes.length > 0 || jumpToNextDeadline(this.#world);
  }

  /** What is wrong with a deadline is mended once it has struck, or has had its time. */
  async #mendDue(round: number): Promise<boolean> {
    const { poisons } = this.#world;
    if (round < DUE_ROUNDS) poisons.endStruck();
    else poisons.end();
    return retryPoisoned(this.#world);
  }

  async #settle(when: string, leastMs: number): Promise<void> {
    await this.#world.timeline.pass(leastMs, this.#progress);
    if (await settle(this.#world, this.clients, this.#progress)) return;
    this.#findings.push(...checkLeftovers(this.#world));
    this.#find('G6', `The world did not come to rest ${when}.`);
  }

  get #isBroken(): boolean {
    return this.#findings.length > 0;
  }

  get #progress() {
    return { afterStep: () => this.#look(), isEnough: () => this.#isBroken };
  }

  /** What holds always is looked at every now and then. */
  #look(): void {
    const { steps } = this.#world.timeline;
    if (steps - this.#checkedAt < CHECK_EVERY_STEPS) return;
    this.#checkedAt = steps;
    this.#checkAlways();
  }

  #checkAlways(): void {
    const world = this.#world;
    const records = world.history.all.length;
    if (records === this.#seen.always) return;
    this.#seen.always = records;
    this.#findings.push(...checkStreams(world), ...checkInvariants(world, 'always'));
  }

  #checkQuiet(): void {
    // What stands still at a mistake is not at rest.
    if (this.#isBroken || this.#world.poisons.isStriking) return;
    this.#checkAlways();
    const records = this.#world.history.all.length;
    if (records === this.#seen.quiet || isOverdue(this.#world)) return;
    this.#seen.quiet = records;
    this.#findings.push(...checkInvariants(this.#world, 'when quiet'));
  }

  async #checkAll(): Promise<void> {
    const world = this.#world;
    if (this.#isBroken) return;
    this.#findings.push(
      ...checkOutcomes(world, this.clients.requests),
      ...checkEffects(world),
      ...checkLeftovers(world),
      ...checkStates(world),
      ...checkViews(world),
      ...checkIncidents(world),
    );
    this.#findings.push(...(await checkDisks(world)));
  }
}
