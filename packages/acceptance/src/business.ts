// A whole business in one process, on a clock that a test moves, for its acceptance scenarios.

import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarOf, DAY_MS } from '@dure/domain';
import type { AnyMessage, By } from '@dure/domain';
import type { Rehearsed, World } from '@dure/rehearsal';
import { runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import type { Incident, Kernel, Outcome, Host } from '@dure/kernel';
import { asServices } from './service-form.ts';
import { counted, isOnServer, openStore, restOf } from './stores.ts';
import { testClock } from '@dure/testing/clock';
import { everything, watched, worldOf } from './world.ts';
import type { ContextRecord } from './world.ts';

type Row = { readonly [field: string]: unknown };

const TRIES_MAX = 200;
const TRY_MS = 20;

export type Opening = {
  /** The time of day; without it, ten in the morning. */
  readonly time?: string;
  readonly settings?: Row;
  /** From 0, below 1: what is slow takes longer the higher it is. */
  readonly chance?: number;
  /** Starts it in another form than in one process over its logs. */
  readonly run?: (options: HostOptions) => Promise<Host>;
  /** Waits for what is on its way between contexts then; true, if there was anything. */
  readonly arrived?: () => Promise<boolean>;
};

let lastOpened: Business | undefined;

/** Nobody closes the businesses of tests, and a server has connections for one at a time. */
const onlyOpen = async (business: Business): Promise<void> => {
  const before = lastOpened;
  lastOpened = business;
  if (before !== undefined && before !== business) await before.running.stop();
};

export class Business {
  readonly clock: ReturnType<typeof testClock>;
  readonly incidents: Incident[] = [];
  /** Where the stores lie, a file for each context. */
  readonly folder = mkdtempSync(join(tmpdir(), 'dure-business-'));
  readonly #underWay = { count: 0 };
  readonly #system: Rehearsed;
  readonly #opening: Opening;
  /** As they were committed. */
  readonly #records: ContextRecord[] = [];
  readonly #states = new Map<string, unknown>();
  #running: Host | undefined;

  constructor(system: Rehearsed, startMs: number, opening: Opening = {}) {
    this.clock = testClock(startMs, () => this.#onItsWay());
    this.#system = system;
    this.#opening =
      process.env['DURE_ACCEPTANCE'] === 'services' ? { ...asServices(), ...opening } : opening;
  }

  static async opened(system: Rehearsed, day: string, opening: Opening = {}): Promise<Business> {
    const { instantAt } = calendarOf(system.timeZone);
    const business = new Business(system, instantAt(day, opening.time ?? '10:00'), opening);
    await business.#start(system);
    return business;
  }

  async #start(system: Rehearsed): Promise<void> {
    if (isOnServer()) await onlyOpen(this);
    const { run = runEmbedded } = this.#opening;
    this.#running = await run({
      system: watched(system, this.#states),
      storeOf: async ({ name }) => counted(await openStore(this.folder, name), this.#underWay),
      clock: { ...this.clock, random: () => this.#opening.chance ?? 0.5 },
      settings: this.#opening.settings ?? {},
      limits: { safetyPollMs: 400 * DAY_MS },
      report: (incident) => this.incidents.push(incident),
    });
    this.running.listen((notice) => {
      if (notice.is !== 'record') return;
      this.#records.push({ ...notice.record, context: notice.context });
    });
  }

  /** Waits for what is on its way to servers or other processes; true, if there was anything. */
  async #onItsWay(): Promise<boolean> {
    const wasBusy = isOnServer() && (await restOf(this.#underWay));
    return (await this.#opening.arrived?.()) === true || wasBusy;
  }

  /** Starts again on the same stores: all contexts, but those that are down. */
  async startedAgain({ down = [] }: { readonly down?: readonly string[] } = {}): Promise<void> {
    await this.running.stop();
    const contexts = this.#system.contexts.filter(({ name }) => !down.includes(name));
    await this.#start({ ...this.#system, contexts });
    await this.clock.settle();
  }

  get running(): Host {
    assert.ok(this.#running);
    return this.#running;
  }

  get #kernels(): readonly Kernel[] {
    return Object.values(this.running.kernels);
  }

  /** Issues a command, and lets what follows from it come to rest. */
  async issue(command: AnyMessage, by: By): Promise<Outcome> {
    const outcome = this.running.issue({ command, by });
    await this.clock.settle();
    return this.#within(outcome);
  }

  /** An ask may wait for its time to run out. */
  async #within(outcome: Promise<Outcome>): Promise<Outcome> {
    const given: Outcome[] = [];
    void outcome.then((settled) => given.push(settled));
    for (let tries = 0; tries < TRIES_MAX && given.length === 0; tries += 1) {
      await this.clock.advance(TRY_MS);
    }
    const [settled] = given;
    assert.ok(settled, `no outcome within ${TRIES_MAX * TRY_MS} ms`);
    await this.clock.settle();
    return settled;
  }

  /** Issues a command that is to be done, and gives its key. */
  async done(command: AnyMessage, by: By): Promise<string> {
    const outcome = await this.issue(command, by);
    assert.equal(outcome.is, 'done', JSON.stringify(outcome));
    return outcome.is === 'done' ? outcome.key : '';
  }

  /** Issues a command that is to be refused, and gives the name of the rejection. */
  async refused(command: AnyMessage, by: By): Promise<string> {
    const outcome = await this.issue(command, by);
    return outcome.is === 'refused' ? outcome.rejection.type : outcome.is;
  }

  until(day: string, time: string): Promise<void> {
    const { instantAt } = calendarOf(this.#system.timeZone);
    return this.clock.advance(instantAt(day, time) - this.clock.now());
  }

  pass(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  async rows(view: string): Promise<readonly Row[]> {
    const page = await this.running.kernelOf({ view })?.rows(view, everything);
    return (page?.rows ?? []).map(({ row }) => row);
  }

  async row(view: string, key: string): Promise<Row | undefined> {
    return (await this.running.kernelOf({ view })?.row(view, key))?.row;
  }

  /** The events of a case. */
  events(caseId: string): readonly string[] {
    return this.#records
      .filter((record) => record.kind === 'event' && record.caseId === caseId)
      .map(({ type }) => type);
  }

  /** The whole business at this moment. */
  world(): Promise<World> {
    const [kernels, records] = [this.#kernels, this.#records];
    return worldOf({ kernels, records, externals: this.#states, now: this.clock.now() });
  }

  /** What is wrong, by the invariants of the business; nothing is. */
  async holds(): Promise<void> {
    const world = await this.world();
    const broken = this.#system.invariants.flatMap(({ id, broken: of }) =>
      of(world).map((words) => `${id}: ${words}`),
    );
    assert.deepEqual(broken, []);
    assert.deepEqual(this.incidents, []);
    for (const kernel of this.#kernels) assert.deepEqual(await kernel.parked(), { items: [] });
  }
}
