// Two replicas judge the same event differently: one cannot lift it, or has
// a mistake in a policy, and the other can. Whatever each of them takes of it, it is done once.

import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { aggregate, boundedContext, contract, initial, open, states, whenever } from '@dure/domain';
import type { BoundedContext, System } from '@dure/domain';
import { id, text } from '@dure/domain/shapes';
import { openSqliteStore } from '@dure/store-sqlite';
import { partitionOf } from '../ids.ts';
import { openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { StoreUnavailable } from '../ports.ts';
import type { Store } from '../ports.ts';
import { Desk, desk, deskBefore, repairs, unlifted } from '../repairs.testing.ts';

const jobId = id('job');
const JOB = 'job-1';
const WHO = 'Min';

const Crew = contract('crew', {
  commands: { Note: { who: text, jobId } },
  events: { Noted: { who: text, jobId } },
});

const noting = states({ absent: initial(), busy: open('BUSY', { jobId }) });

const Worker = aggregate('Worker', {
  identifiedBy: 'who',
  ...Crew.pads,
  states: noting,
  decide: { Note: { absent: Crew.event.Noted, busy: Crew.event.Noted } },
  evolve: { Noted: { absent: noting.busy, busy: noting.busy } },
});

/** Notes who has a job, in the partition of the person and not in that of the job. */
const crewWhose = (react: typeof Crew.command.Note): BoundedContext =>
  boundedContext('crew', {
    aggregates: { Worker },
    policies: {
      note: whenever(Desk.event.JobAssigned, (given) => react(given), {
        sends: [Crew.command.Note],
      }),
    },
  });

const crew = crewWhose(Crew.command.Note);

const crewWithMistake = crewWhose((() => {
  throw new Error('This is a mistake.');
}) as never);

/** A store of which only some partitions can be written, as if the others were slow. */
const onlyIn = (store: Store, isOpen: (partition: number) => boolean): Store =>
  new Proxy(store, {
    get: (of, name) => {
      // A store is an object of a class, whose methods are called on itself.
      const value = Reflect.get(of, name) as unknown;
      if (typeof value !== 'function') return value;
      if (name !== 'turn') return (...given: readonly unknown[]) => Reflect.apply(value, of, given);
      return (partition: number, ...given: readonly unknown[]) =>
        isOpen(partition)
          ? Reflect.apply(value, of, [partition, ...given])
          : Promise.reject(new StoreUnavailable('It is slow.'));
    },
  });

type Side = { readonly system: System; readonly isOpen: (partition: number) => boolean };

const sideOn = (folder: string, partitions: number, { system, isOpen }: Side): Promise<OpenShop> =>
  openShop({
    system,
    folder,
    partitions,
    storeOf: ({ name }) => {
      const store = openSqliteStore({ file: join(folder, `${name}.db`), partitions });
      return name === 'crew' ? onlyIn(store, isOpen) : store;
    },
  });

/** A job that was given before the wall was changed. */
const given = async (partitions: number): Promise<string> => {
  const shop = await openShop({ system: repairs(deskBefore), partitions });
  await shop.send('Take', { jobId: JOB, fee: 700 });
  await shop.send('Assign', { jobId: JOB, who: WHO });
  await shop.clock.settle();
  await shop.stop();
  return shop.folder;
};

const notedIn = async (shop: OpenShop): Promise<number> =>
  (await shop.trail(JOB)).filter(({ kind, type }) => kind === 'event' && type === 'Noted').length;

const operator = { actor: 'Operator:operator-1' };

const retryAll = async (shop: OpenShop): Promise<void> => {
  const { crew: kernel } = shop.kernels;
  for (const { id: parked } of (await kernel?.parked())?.items ?? []) {
    void kernel?.retry(parked, operator);
  }
  await shop.clock.advance(5_000);
};

/**
 * One replica takes what lies in some partitions, and the other the rest; then people try again
 * what was stopped. How often the job was noted.
 */
const between = async (
  partitions: number,
  broken: System,
  isBroken: (partition: number) => boolean,
): Promise<number> => {
  const folder = await given(partitions);
  // With a mistake in a policy, its record can be lifted.
  if (broken.contexts.includes(crew)) unlifted.add(JOB);
  const one = await sideOn(folder, partitions, { system: broken, isOpen: isBroken });
  await one.clock.advance(5_000);
  unlifted.clear();
  const other = await sideOn(folder, partitions, {
    system: repairs(desk, crew),
    isOpen: () => true,
  });
  await other.clock.advance(5_000);
  const listed = (await other.kernels['crew']?.parked())?.items ?? [];
  ok(listed.length > 0);
  equal(new Set(listed.map(({ type }) => type)).size, listed.length, 'each event is listed once');
  await retryAll(other);
  await retryAll(other);
  deepEqual((await other.kernels['crew']?.parked())?.items, []);
  const noted = await notedIn(other);
  await other.stop();
  return noted;
};

afterEach(() => unlifted.clear());

for (const partitions of [1, 16]) {
  const ofJob = partitionOf(JOB, partitions);
  const ofWho = partitionOf(WHO, partitions);

  describe(`Two replicas of ${partitions} partitions, one of which cannot`, () => {
    for (const [what, broken] of [
      ['lift a record', repairs(desk, crew)],
      ['say what an event sets in motion', repairs(desk, crewWithMistake)],
    ] as const) {
      it(`${what}, and takes all of it: it is done once, when tried again`, async () => {
        equal(await between(partitions, broken, () => true), 1);
      });

      it(`${what}, and takes what lies with its case: it is done once`, async () => {
        if (partitions > 1) notEqual(ofJob, ofWho);
        equal(await between(partitions, broken, (of) => of === ofJob), 1);
      });

      it(`${what}, and takes what lies elsewhere: it is done once`, async () => {
        equal(await between(partitions, broken, (of) => of === ofWho), 1);
      });
    }
  });
}
