// Lodging in one process, on a clock that a test moves, for its acceptance scenarios.

import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, instantAt } from '@dure/domain';
import type { AnyMessage, By, Happened, SimulatedSystem, System, World } from '@dure/domain';
import { runEmbedded } from '@dure/kernel';
import type { Incident, Kernel, Outcome, PlacedRecord, Running } from '@dure/kernel';
import { openSqliteStore } from '@dure/store-sqlite';
import { testClock } from '@dure/testing/clock';
import { Lodging } from './system.ts';

type Row = { readonly [field: string]: unknown };
type Told = PlacedRecord & { readonly context: string };

const TRIES_MAX = 200;
const TRY_MS = 20;

const everything = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1000 };

export const customer = (number: number): By => ({
  kind: 'actor',
  name: 'Customer',
  subject: `customer-${number}`,
  claims: { usrId: `customer-${number}`, tel: `0101111111${number}` },
});

export const owner: By = {
  kind: 'actor',
  name: 'Owner',
  subject: 'owner-2',
  claims: { ownerId: 'owner-2' },
};

export const operator: By = { kind: 'actor', name: 'Operator', claims: {} };

/** The system, with a look into what its external systems keep. */
const watched = (system: System, states: Map<string, unknown>): System => ({
  ...system,
  externals: system.externals.map((external): SimulatedSystem => ({
    ...external,
    answer: (question, asked, state) => {
      const answered = external.answer(question, asked, state);
      states.set(external.name, answered.state);
      return answered;
    },
  })),
});

const happened = ({ context, type, caseId, subject, at, data }: Told): Happened => ({
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

/** The entry of a ledger that an event is about. */
const entryOf = ({ data }: Told): string | undefined => {
  const { orderId } = data;
  return typeof orderId === 'string' ? orderId : undefined;
};

export class House {
  readonly clock: ReturnType<typeof testClock>;
  readonly incidents: Incident[] = [];
  /** As they were committed. */
  readonly #records: Told[] = [];
  readonly #states = new Map<string, unknown>();
  #running: Running | undefined;

  constructor(startMs: number) {
    this.clock = testClock(startMs);
  }

  static async opened(day: string, time = '10:00'): Promise<House> {
    const house = new House(instantAt(day, time));
    const folder = mkdtempSync(join(tmpdir(), 'dure-lodging-'));
    house.#running = await runEmbedded({
      system: watched(Lodging, house.#states),
      storeOf: (context) => openSqliteStore({ file: join(folder, `${context}.db`) }),
      runtime: house.clock,
      limits: { safetyPollMs: 400 * DAY_MS },
      report: (incident) => house.incidents.push(incident),
    });
    house.running.listen((notice) => {
      if (notice.is !== 'record') return;
      house.#records.push({ ...notice.record, context: notice.context });
    });
    return house;
  }

  get running(): Running {
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

  pass(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  until(day: string, time: string): Promise<void> {
    return this.clock.advance(instantAt(day, time) - this.clock.now());
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

  async #noteStates(record: Told, states: States): Promise<void> {
    const slash = record.subject.indexOf('/');
    const [aggregate, key] = [record.subject.slice(0, slash), record.subject.slice(slash + 1)];
    const entry = entryOf(record);
    const instance = await this.running.kernels[record.context]?.instance(aggregate, key, entry);
    for (const register of instance?.aggregate.registers ?? []) {
      const id = register.per === undefined ? key : entry;
      if (id === undefined || !instance) continue;
      statesOf(states, `${aggregate}.${register.name}`).set(id, instance.state(register, id));
    }
  }

  /** What is wrong, by the invariants of lodging; nothing is. */
  async holds(): Promise<void> {
    const world = await this.world();
    const broken = Lodging.invariants.flatMap(({ id, broken: of }) =>
      of(world).map((words) => `${id}: ${words}`),
    );
    assert.deepEqual(broken, []);
    assert.deepEqual(this.incidents, []);
    for (const kernel of this.#kernels) assert.deepEqual(await kernel.parked(), []);
  }
}
