// A business as it is deployed, for stories: every context is a service of its own with real HTTP
// between them, a broker carries the logs, and a gateway with pages stands before them.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runEmbedded } from '@dure/embedded';
import { createGateway } from '@dure/http';
import type { Incident, Kernel } from '@dure/kernel';
import type { Clock } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { runTogether, secretOf } from '@dure/services';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import type { MemoryDisk } from '@dure/store-memory';
import { testClock } from '@dure/testing/clock';
import { openPerson } from '@dure/web/testing/people';
import type { Person } from '@dure/web/testing/people';
import { given } from '@dure/web/testing/program';
import { patiently } from '@dure/web/testing/stage';
import type { Role } from '@dure/web/testing/stage';
import { documentsOf, rehearsalOf } from 'dure/businesses';
import type { Browser } from 'playwright-core';
import { overKafka } from '../over-kafka.ts';
import { watched, worldOf } from '../world.ts';
import type { ContextRecord } from '../world.ts';

const [PARTITIONS, QUIET_MS] = [1, 90_000];
const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];
/** Until those who have looked for the broker in vain look again, and are given their part. */
const BACK_MS_MAX = 120_000;

const limits = {
  /** Longer than a story: what the broker does not carry stays where it is. */
  safetyPollMs: 90 * MINUTE_MS,
  /** The business was not away before, so that no deadline is given more time. */
  deadlineGraceMs: 0,
  /** The stories are not about how quick a machine is that runs all of this at once. */
  askTimeoutMs: 20_000,
};

type Body = { readonly [field: string]: unknown };
type Timer = { readonly at: number; readonly run: () => void; callOff: () => void };

/** The machine's clock, which can be moved on: what falls due by then rings, in its order. */
const movable = () => {
  const timers = new Set<Timer>();
  let offsetMs = 0;
  const now = (): number => Date.now() + offsetMs;
  const ring = (timer: Timer): void => {
    if (timers.delete(timer)) timer.run();
  };
  const wind = (timer: Timer): void => {
    const handle = setTimeout(() => ring(timer), Math.max(0, timer.at - now()));
    timer.callOff = () => clearTimeout(handle);
  };
  const after: Clock['after'] = (delayMs, run) => {
    const timer: Timer = { at: now() + delayMs, run, callOff: () => {} };
    timers.add(timer);
    wind(timer);
    return () => {
      timers.delete(timer);
      timer.callOff();
    };
  };
  const pass = (ms: number): void => {
    offsetMs += ms;
    for (const timer of [...timers].toSorted((a, b) => a.at - b.at)) {
      timer.callOff();
      if (timer.at <= now()) ring(timer);
      else wind(timer);
    }
  };
  const clock: Clock = { now, after, soon: (run) => void setImmediate(run), random: Math.random };
  return { clock, pass };
};

/** What a business has kept, of all its contexts, in whatever form it ran. */
class Kept {
  readonly records: ContextRecord[] = [];
  readonly externals = new Map<string, unknown>();
  readonly #disks = new Map<string, MemoryDisk>();

  readonly storeOf = ({ name }: { readonly name: string }) => {
    const disk = this.#disks.get(name) ?? memoryDisk({ partitions: PARTITIONS });
    this.#disks.set(name, disk);
    return memoryStore(disk);
  };

  listen(kernels: readonly Kernel[]): void {
    for (const kernel of kernels) {
      const context = kernel.context.name;
      kernel.listen(({ record }) => this.records.push({ ...record, context }));
    }
  }
}

/** What happened before: the demo, in one process, on a clock of its own. */
const playDemo = async (system: Rehearsed, kept: Kept, now: number): Promise<void> => {
  const steps = system.demo?.steps(now) ?? [];
  const clock = testClock(steps[0]?.at ?? now);
  const running = await runEmbedded({
    system: watched(system, kept.externals),
    storeOf: kept.storeOf,
    clock,
    limits: { safetyPollMs: 400 * DAY_MS },
  });
  kept.listen(Object.values(running.kernels));
  for (const { at, as, claims, command } of steps) {
    await clock.advance(at - clock.now());
    const { is } = await running.issue({ command, by: { kind: 'actor', name: as, claims } });
    assert.equal(is, 'done', command.type);
    await clock.settle();
  }
  await clock.advance(now - clock.now());
  await running.stop();
};

const pages = fileURLToPath(new URL('dist', import.meta.resolve('@dure/web/package.json')));

export type Around = { readonly browser: Browser; readonly kafka: string };

/** The business on its services, and the gateway with its pages. */
const started = async (name: string, kafka: string) => {
  const system = await rehearsalOf(name);
  const kept = new Kept();
  await playDemo(system, kept, Date.now());
  const { clock, pass } = movable();
  const incidents: Incident[] = [];
  const { carrierOf, joined } = overKafka(kafka, name);
  const together = await runTogether({
    system: watched(system, kept.externals),
    storeOf: kept.storeOf,
    clock,
    carrierOf,
    partitions: PARTITIONS,
    secret: secretOf(randomUUID()),
    limits,
    report: (incident) => incidents.push(incident),
  });
  const kernels = [...together.services.values()].flatMap((of) => [...of.kernels.values()]);
  kept.listen(kernels);
  await joined();
  const gateway = await createGateway({
    running: together.running,
    port: 0,
    demos: system.demo ? { [name]: system.demo } : {},
    documents: { [name]: await documentsOf(name) },
    pages,
    clock: { now: () => clock.now(), passUntil: async (at) => pass(at - clock.now()) },
  });
  return { system, kept, clock, pass, incidents, together, kernels, gateway };
};

/** Deploys a business that ships, after its demo was played. */
export const deployed = async (name: string, { browser, kafka }: Around) => {
  const on = await started(name, kafka);
  const { system, kept, clock, pass, incidents, together, kernels, gateway } = on;
  const { url } = gateway;
  const act = (persona: string, path: string, body: Body = {}): Promise<unknown> =>
    given({ url }, { business: name, persona, path, body });
  return {
    name,
    url: `${url}/${name}`,
    act,
    /** As soon as what it follows from has arrived. */
    soon: (persona: string, path: string, body?: Body) => patiently(() => act(persona, path, body)),
    open: async (persona: string, role: Role, path = ''): Promise<Person> => {
      const person = await openPerson({ browser, url, business: name, persona, path, ...role });
      person.page.setDefaultTimeout(BACK_MS_MAX);
      return person;
    },
    now: (): number => clock.now(),
    passMinutes: (minutes: number): void => pass(minutes * MINUTE_MS),
    /** Nothing is under way any more, and nothing is wrong with what there is. */
    holds: async (): Promise<void> => {
      assert.ok(await together.running.quiet(QUIET_MS), `${name} did not come to rest.`);
      const { records, externals } = kept;
      const world = await worldOf({ kernels, records, externals, now: clock.now() });
      const broken = system.invariants.flatMap(({ id, broken: of }) =>
        of(world).map((words) => `${id}: ${words}`),
      );
      assert.deepEqual(broken, []);
      assert.deepEqual(incidents, []);
      for (const kernel of kernels) assert.deepEqual(await kernel.parked(), { items: [] });
    },
    close: async (): Promise<void> => {
      await gateway.close();
      await together.close();
    },
  };
};

export type Deployed = Awaited<ReturnType<typeof deployed>>;

/** On what those of a story read and work. */
export const roles = {
  onPhone: { language: 'ko', size: 'phone' },
  atDesk: { language: 'en', size: 'desk' },
  onTheRoad: { language: 'en', size: 'phone' },
} as const satisfies { readonly [of: string]: Role };

/** A story in three parts: each leads to the next, with those who are in it. */
export type Story = (on: Deployed) => Promise<WithoutBroker>;
export type WithoutBroker = () => Promise<Afterwards>;
export type Afterwards = () => Promise<void>;
