// A whole business in one process, on a clock that a test moves, for its acceptance scenarios.

import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarOf, DAY_MS } from '@dure/domain';
import type { AnyMessage, AnyRegister, By } from '@dure/domain';
import type { Happened, Rehearsed, SimulatedSystem, World } from '@dure/rehearsal';
import { runEmbedded } from '@dure/embedded';
import type { HostOptions } from '@dure/embedded';
import type { Incident, Kernel, Outcome, PlacedRecord, Host } from '@dure/kernel';
import { instanceIn } from '@dure/kernel/ids';
import { asServices } from './service-form.ts';
import { counted, isOnServer, openStore, restOf } from './stores.ts';
import { testClock } from '@dure/testing/clock';

type Row = { readonly [field: string]: unknown };
type ContextRecord = PlacedRecord & { readonly context: string };

const TRIES_MAX = 200;
const TRY_MS = 20;

const everything = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1000 };

/** The system, with a look into what its external systems keep. */
const watched = (system: Rehearsed, states: Map<string, unknown>): Rehearsed => ({
  ...system,
  externals: system.externals.map((external): SimulatedSystem => ({
    ...external,
    initial: states.get(external.name) ?? external.initial,
    answer: (question, asked, state) => {
      const answered = external.answer(question, asked, state);
      states.set(external.name, answered.state);
      return answered;
    },
  })),
});

const happened = ({ context, type, caseId, subject, at, data }: ContextRecord): Happened => ({
  context,
  type,
  caseId,
  subject,
  at,
  data,
});

type States = Map<string, Map<string, Row>>;

const statesOf = (states: States, name: string): Map<string, Row> => {
  const known = states.get(name) ?? new Map<string, Row>();
  states.set(name, known);
  return known;
};

/** The aggregate, and the key of the instance, which may have slashes of its own. */
const partsOf = (subject: string): readonly [name: string, key: string] => {
  const { type, key } = instanceIn(subject);
  return [type, key];
};

const registersOf = (kernel: Kernel | undefined, name: string): readonly AnyRegister[] =>
  kernel?.context.aggregates[name]?.registers ?? [];

/** The entry of a register that an event is about. */
const entryOf = ({ data }: ContextRecord, { per }: AnyRegister): string | undefined => {
  const entry = per === undefined ? undefined : data[per];
  return typeof entry === 'string' ? entry : undefined;
};

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
  async world(): Promise<World> {
    const records = this.#records.filter(({ kind }) => kind === 'event');
    const rows = new Map<string, readonly Row[]>();
    const states: States = new Map();
    for (const { context } of this.#kernels) {
      for (const view of Object.keys(context.views)) rows.set(view, await this.rows(view));
    }
    for (const record of records) await this.#noteStates(record, states);
    return {
      events: records.map(happened),
      states: (aggregate, register = '') => states.get(`${aggregate}.${register}`) ?? new Map(),
      rows: (view) => rows.get(view) ?? [],
      external: (system) => this.#states.get(system),
      now: this.clock.now(),
    };
  }

  async #noteStates(record: ContextRecord, states: States): Promise<void> {
    const [name, key] = partsOf(record.subject);
    const kernel = this.running.kernels[record.context];
    for (const register of registersOf(kernel, name)) {
      const entry = entryOf(record, register);
      const id = register.per === undefined ? key : entry;
      const instance = await kernel?.instance(name, key, entry);
      if (!instance || !id) continue;
      statesOf(states, `${name}.${register.name}`).set(id, instance.state(register, entry));
    }
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
